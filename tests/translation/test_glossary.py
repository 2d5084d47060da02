"""Glossaries: read, found in the source, looked for in the target, brought in."""

import pytest

from aligner.document import Span
from aligner.errors import FormatError
from aligner.translation.glossary import Glossary, missing
from aligner.translation.guard import Guard
from aligner.translation.hypotheses import Output, Part, TermStatus
from aligner.translation.names.own_names import own_names
from aligner.translation.options import Decoding, EngineOptions, TranslateOptions
from aligner.translation.terms import TermRepair
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.translator import Translator
from aligner.translation.units import Unit

LINES = [
    "# terms of the desk",
    "",
    "纽约时报\tThe New York Times|NYT\tnewspaper",
    "纽约\tNew York",
    "臺北市\tTaipei City",
    "AI\tartificial intelligence|AI",
    "微信\t!",
    "iPhone\t!",
]


@pytest.fixture
def glossary():
    return Glossary.parse(LINES)


def sources(glossary, text):
    return [term.source for term in glossary.find(text)]


def test_blanks_in_a_target_and_the_wide_mark_are_as_they_are_meant():
    terms = Glossary.parse(["纽约\t New  York | NYC\t", "微信\t！"]).terms
    assert [term.targets for term in terms] == [("New York", "NYC"), ("微信",)]
    assert terms[0].found_in("in New York") == "New York"


def test_the_longest_term_counts_and_each_once(glossary):
    assert sources(glossary, "纽约时报在纽约报道，纽约时报说") == ["纽约时报", "纽约"]
    assert sources(glossary, "纽约时报报道") == ["纽约时报"]


def test_only_the_terms_asked_for_are_replaced(glossary):
    (paper, city) = glossary.find("纽约时报在纽约")
    assert glossary.replaced("纽约时报在纽约", [city]) == "纽约时报在 New York "
    assert glossary.replaced("纽约时报在纽约", [paper]) == " The New York Times 在纽约"


def test_a_traditional_term_is_found_in_simplified_text(glossary):
    assert sources(glossary, "台北市") + sources(glossary, "臺北市") == ["台北市"]


def test_a_latin_term_must_be_a_whole_word(glossary):
    assert sources(glossary, "用AI技术") == ["AI"]
    assert sources(glossary, "MAIN和AIR") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He works for the New York Times.", True),
        ("the NYT's editor", True),
        ("The New York  Times", False),
        ("NYTX said", False),
        ("", False),
    ],
)
def test_a_target_is_found_as_whole_words_in_any_case(glossary, text, found):
    (term,) = glossary.find("纽约时报")
    assert bool(term.found_in(text)) is found
    assert bool(missing([term], text)) is not found


def test_a_term_that_is_kept_must_stand_as_it_is(glossary):
    (term,) = glossary.find("微信")
    assert term.targets == ("微信",)
    assert glossary.kept == {"微信"}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["德国 Germany"], "g:1: no tab"),
        (["# x", "德国\t"], "g:2: no target"),
        (["\tGermany"], "g:1: the source term is empty"),
        (["德国\tGermany", "德国\tDeutschland"], "g:2: 德国 is defined in line 1"),
        (["# nothing"], "g: no terms"),
    ],
)
def test_a_bad_line_is_named(lines, message):
    with pytest.raises(FormatError, match=message):
        Glossary.parse(lines, "g")


def test_what_is_reported_of_a_term_is_true_of_the_text(model_dir):
    """Random weights know no terms: what could not be brought in is reported missing."""
    glossary = Glossary.parse(["双方\tthe guests", "北京\tBeijing", "客人\tzebra crossing"])
    options = TranslateOptions(EngineOptions("cpu", "int8", 1), Decoding(beam_size=2))
    translator = Translator.load(model_dir, options, glossary=glossary)
    texts = ["双方交换了意见。", "国务院总理在北京会见了客人。", "周三。"]
    found = translator.translate_texts(texts)
    assert [[use.source for use in t.terms] for t in found] == [["双方"], ["北京", "客人"], []]
    for translation in found:
        for use in translation.terms:
            stands = use.target.lower() in translation.text.lower()
            assert stands is (use.status is not TermStatus.MISSING)
    assert translator.counts.terms.total() == 3


def repair_with(model_dir, answer):
    """Return a repair whose decoder answers a request with ``answer(source, prefix)``."""
    tokenizer = Tokenizer.load(model_dir)

    def decode(requests, how):
        texts = [
            answer("".join(r.pieces).replace("▁", " "), tokenizer.decode(r.prefix))
            for r in requests
        ]
        return [(Output(Part(text, -1.0, 5), True),) for text in texts]

    def score(pairs):
        return [-0.1 * len(target) for _, target in pairs]

    glossary = Glossary.parse(["双方\tthe guests", "总理\tPremier|prime minister"])
    guard = Guard(lambda units, how: [], lambda unit: (unit,))

    def worth(unit, outputs, apart):
        return [output.part.score for output in outputs]

    return TermRepair(tokenizer, guard, decode, score, worth), guard, glossary


ARTICLE = ["代表施密特（Anna Schmidt）说，双方谈了14轮。", "施密特说双方谈了14轮。"]


def named(model_dir, text, answer):
    repair, guard, _ = repair_with(model_dir, lambda *_: answer)
    unit = Unit(ARTICLE[1], ("施密特", "双方"), Span(0, 12))
    draft = guard.draft(unit, [Output(Part(text, -1.0, 5), True)])
    (after,) = repair.mend([draft], [Glossary(own_names(ARTICLE))], Decoding())
    return after.parts[0].text, after.repair, after.terms


def test_a_name_that_the_article_glosses_is_brought_in_and_not_reported_as_a_term(model_dir):
    right = "Schmidt said both had talked for 14 rounds."
    found = named(model_dir, "Schmitmitt said both had talked for 14 rounds.", right)
    assert found == (right, "names", ())


def test_a_name_is_not_worth_a_wrong_number(model_dir):
    wrong = "Schmidt said both had talked for 41 rounds."
    first = "Schmitmitt said both had talked for 14 rounds."
    assert named(model_dir, first, wrong) == (first, "", ())


def test_a_name_is_not_worth_half_a_sentence(model_dir):
    first = "Schmitmitt said that both of them had talked with one another for 14 rounds."
    assert named(model_dir, first, "Schmidt said 14 rounds.") == (first, "", ())


def test_other_names_of_the_article_are_given_in_english_too(model_dir):
    asked = []

    def answer(source, _):
        asked.append(source)
        return "nobody"

    repair, guard, _ = repair_with(model_dir, answer)
    article = ["代表施密特（Anna Schmidt）和罗伯茨（Mark Roberts）说。", "施密特和罗伯茨同意。"]
    unit = Unit(article[1], (), Span(0, 10))
    draft = guard.draft(unit, [Output(Part("Schmidt and he agreed.", -1.0, 5), True)])
    repair.mend([draft], [Glossary(own_names(article))], Decoding())
    assert any("Schmidt" in source and "Roberts" in source for source in asked)


def mended(parts, text):
    repair, guard, glossary = parts
    unit = Unit("总理说双方交换了意见。", ("总理", "双方"), Span(0, 11))
    draft = guard.draft(unit, [Output(Part(text, -1.0, 5), True)])
    (after,) = repair.mend([draft], [glossary], Decoding())
    return after.parts[0].text, [use.status.value for use in after.terms]


def test_a_translation_that_has_its_terms_is_left_alone(model_dir):
    parts = repair_with(model_dir, lambda *_: "never asked")
    text = "The prime minister said the guests had met."
    assert mended(parts, text) == (text, ["ok", "ok"])


def test_a_term_comes_in_through_the_source_if_the_model_copies_it(model_dir):
    def copies(source, prefix):
        return "The Premier met the guests." if "guests" in source else "The Premier met them."

    parts = repair_with(model_dir, copies)
    found = mended(parts, "The Premier met them.")
    assert found == ("The Premier met the guests.", ["ok", "repaired"])


def test_a_term_is_forced_at_the_best_place_if_nothing_milder_helps(model_dir):
    parts = repair_with(model_dir, lambda _, prefix: f"{prefix} met." if prefix else "They met.")
    text, status = mended(parts, "The Premier met them.")
    assert "the guests" in text
    assert status.count("repaired") >= 1


def test_a_term_is_not_worth_a_broken_sentence(model_dir):
    parts = repair_with(model_dir, lambda *_: "the guests 双方 the Premier")
    found = mended(parts, "The Premier met them.")
    assert found == ("The Premier met them.", ["ok", "missing"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_glossary_is_read_as_spreadsheets_save_it(tmp_path, encoding, newline):
    file = tmp_path / "terms.tsv"
    file.write_text("海滨大桥\tHaibin Bridge\n港务局\tPort Authority\n", encoding, newline=newline)
    assert [(t.source, *t.targets) for t in Glossary.read(file).terms] == [
        ("海滨大桥", "Haibin Bridge"),
        ("港务局", "Port Authority"),
    ]
