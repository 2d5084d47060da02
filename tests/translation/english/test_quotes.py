"""Quotation marks: one kind, and in pairs where the source has pairs."""

import pytest

from aligner.translation.english.quotes import paired, straight


def test_marks_and_apostrophes_become_straight() -> None:
    assert straight("“It’s ‘over’,” he said, 30’’") == "\"It's 'over',\" he said, 30''"


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        # The half that is missing is gone, or the free mark is joined to what it quotes.
        ("他说“好”。", 'He said "good.', "He said good."),
        ("他说“好”。", 'He said good".', "He said good."),
        ("他说“好”。", 'He said " good".', 'He said "good".'),
        ("他说“好”。", 'He said "good ".', 'He said "good".'),
        ("他说“好”。", 'He said, " and left.', "He said, and left."),
        # The whole text is quoted, as one half says.
        ("“好，走吧。”", '"Good, let us go.', '"Good, let us go."'),
        ("“好，走吧。”", 'Good, let us go."', '"Good, let us go."'),
        # A word is glued to the end of a quotation.
        ("「一條龍」式的騙局", 'a "one-stop"style scam', 'a "one-stop" style scam'),
        # A quotation inside of another ends with it.
        ("“他讲：‘别怕。’”", '"He said: \'Do not fear."', "\"He said: 'Do not fear.'\""),
        ("「他說：『走吧。』」", "\"He said: 'Let's go.\"", "\"He said: 'Let's go.'\""),
        ("“他讲：‘别怕。’”", "\"'Do not fear,' he said.\"", "\"'Do not fear,' he said.\""),
        # It ends inside of the other, nothing says where; one stop is enough.
        ("“他说‘走’，我走了。”", '"He said, \'Go, and I went."', '"He said, Go, and I went."'),
        ("“他说‘走’。”", "\"He said, 'Go.'.\"", "\"He said, 'Go.'\""),
        ("他说“走。”", 'He said "Go.".', 'He said "Go."'),
        # What is right stays.
        ("“三”、“四”", '"A," and "B" too', '"A," and "B" too'),
        ("“三加一”", '"3+1" and "Au.999" too', '"3+1" and "Au.999" too'),
        ("他说“‘好’”", '"A "b" c"', '"A "b" c"'),
        ("6英寸的管子", 'a 6" pipe', 'a 6" pipe'),
        # A quotation of several sentences opens in one and closes in another.
        ("他说：“好。", 'He said: "Good.', 'He said: "Good.'),
        ("走吧。”他说。", 'Let us go," he said.', 'Let us go," he said.'),
        ("好，”他说，“走", 'Good," he said, "go', 'Good," he said, "go'),
        ("他说“好”，“来。”", '"We—" he said, "come."', '"We—" he said, "come."'),
        ("评级从“A-”到“A”", 'from "A-" to "A"', 'from "A-" to "A"'),
        ("所谓“专家”", 'so-called"experts" came', 'so-called"experts" came'),
        # Single marks that stand free, but no possessives.
        ("“低于‘北约2%’”", "below the ' NATO 2%' goal", "below the 'NATO 2%' goal"),
        ("一声‘砰’", "a cry of ' bang '", "a cry of 'bang'"),
        (
            "工人的权利",
            "the workers ' rights and bosses' pay",
            "the workers ' rights and bosses' pay",
        ),
        # Single marks of British papers, but no apostrophes and nothing inside of a quotation.
        ("“慢车”和“快车”", "the 'slow' and \"fast\" one", 'the "slow" and "fast" one'),
        (
            "“老路”走不通",
            "It's the '90s way, workers' 'old road'",
            "It's the '90s way, workers' \"old road\"",
        ),
        ("“这叫老路。”", "\"It's 'the old road'.\"", "\"It's 'the old road'.\""),
        ("没有引号", "the 'old road'", "the 'old road'"),
        # Titles count as quotations.
        ("《环球时报》报道", '"Global Times reported', "Global Times reported"),
    ],
)
def test_marks_come_in_pairs(source: str, text: str, expected: str) -> None:
    assert paired(source, text) == expected
