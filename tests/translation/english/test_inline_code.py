"""Inline code of Markdown and web pages stands in the translation as in the source."""

from pathlib import Path

import pytest

from aligner.text.readers.article import READERS
from aligner.text.readers.encoding import decode
from aligner.translation.english.inline_code import with_code
from aligner.translation.hypotheses import Hypothesis, Translation
from aligner.translation.render.render import render


def translated(source, targets, kind="md"):
    document = READERS[kind](decode(source.encode(), Path(f"x.{kind}")), "zh", "x")
    sentences = [sentence.text for sentence in document.article.sentences]
    found = [
        Translation(text, (Hypothesis(target),))
        for text, target in zip(sentences, targets, strict=True)
    ]
    return document, with_code(document, found)


def written(source, targets, kind="md"):
    document, found = translated(source, targets, kind)
    return render(document, [translation.text or None for translation in found])


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("用 `pip install a==2.0` 升级。", "Up with the pip install a 2.0 upgrade.",
         "Up with the `pip install a==2.0` upgrade."),
        ("查看 `~/.bashrc` 和 `PATH`。", "See PATH and cilo/.bashrc.",
         "See `PATH` and `~/.bashrc`."),
        ("参数 `axis=-1` 不变。", "It is unchanged.", "It is unchanged (`axis=-1`)."),
        ("`git commit -m \"修复\"`", "`git commits -m repair`", "`git commit -m \"修复\"`"),
        ("公式为 $E=mc^2$。", "The formula is E=mc 2.", "The formula is $E=mc^2$."),
        # Chinese in code marks is translated, and money is no formula.
        ("`重要`消息。", "Important news.", "Important news."),
        ("价格为$5，另一个为$6。", "It is $5, another $6.", "It is $5, another $6."),
    ],
)  # fmt: skip
def test_code_is_as_in_the_source(source, target, expected):
    assert written(source, [target]) == expected


def test_each_sentence_has_its_own_code():
    source = "用 `a-b` 开始。再用 `c-d` 结束。"
    assert written(source, ["Begin with a b.", "End."]) == "Begin with `a-b`. End (`c-d`)."


def test_code_of_a_web_page_is_kept():
    text = "运行命令之后，系统会显示全部结果，用户可以查看。"
    page = f"<html><body><p>用<code>ls -a</code>查看。{text}</p></body></html>"
    assert "See <code>ls -a</code>. It ran." in written(page, ["See Ls-a.", "It ran."], "html")


def test_holes_stay_holes_and_all_hypotheses_are_mended():
    assert "not translated" in written("用 `a-b` 开始。", [""])
    document, _ = translated("用 `a-b` 开始。", ["x"])
    several = Translation("", (Hypothesis("Use a- b."), Hypothesis("With a -b.")))
    (found,) = with_code(document, [several])
    assert [each.text for each in found.nbest] == ["Use a-b.", "With a-b."]
