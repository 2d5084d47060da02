"""Candidates compete: values, coverage and shape decide before the model's own score."""

import re

import numpy as np
import pytest

from aligner.document import Span
from aligner.translation.english.joining import joined
from aligner.translation.evidence import Evidence
from aligner.translation.hypotheses import Output, Part
from aligner.translation.names.spelt_names import lost_by_all, respelled
from aligner.translation.options import Decoding, EngineOptions, RerankOptions, TranslateOptions
from aligner.translation.rerank import Reranker
from aligner.translation.traits import NAMES, measure, value_errors
from aligner.translation.translator import Translator
from aligner.translation.units import Unit
from aligner.translation.weights import WEIGHTS


@pytest.fixture(scope="module")
def evidence():
    return Evidence.shipped()


def unit(text, pieces=20):
    return Unit(text, ("x",) * pieces, Span(0, len(text)))


def output(text, score=-1.0, *, complete=True):
    return Output(Part(text, score, len(text.split()) + 1), complete)


def reranker(evidence, answers, sizes=()):
    """A reranker whose decoder looks outputs up by the unit's text; it notes what was asked."""
    asked = []

    def decode(units, how):
        asked.append(([u.text for u in units], how))
        return [tuple(output(*answer) for answer in answers[u.text]) for u in units]

    def split(whole, size):
        texts = [f"{text}，" for text in whole.text.rstrip("。").split("，")]
        return tuple(unit(text, size) for text in texts)

    return Reranker(decode, split, evidence, sizes), asked


def best(evidence, source, *texts):
    found, _ = reranker(evidence, {source: [(text,) for text in texts]})
    return found.outputs([unit(source)], Decoding())[0][0].part.text


@pytest.mark.parametrize(
    ("source", "bad", "good"),
    [
        ("公司去年亏损90亿元。", "The company lost 90 billion yuan last year.",
         "The company lost 9 billion yuan last year."),
        ("会议在11月27日举行。", "The meeting was held on November 17.",
         "The meeting was held on November 27."),
        ("他在苹果公司（Apple）工作。", "He works at the company Orange.",
         "He works at the company Apple."),
        ("总统访问了法国和德国，并会见了总理。", "The president visited France.",
         "The president visited France and Germany and met the prime minister."),
        ("工程将在本月中旬完工。", "The project will be finished early this month.",
         "The project will be finished in the middle of this month."),
        ("营收上调到585亿元至595亿元。", "Revenue was raised to 58.5 billion yuan.",
         "Revenue was raised to 58.5-59.5 billion yuan."),
        ("他们谈了三天。", "They talked for four days.", "They talked for three days."),
        ("狮子在20年内锐减43%。", "The lions have risen by 43% in 20 years.",
         "The lions have decreased by 43% in 20 years."),
        ("通胀率升至5.1%。", "Inflation rose by 5.1 percent.", "Inflation rose to 5.1 percent."),
        ("贸易额将由320亿欧元增至450亿欧元。",
         "Trade will rise €45 billion from €32 billion to €45 billion.",
         "Trade will rise from €32 billion to €45 billion."),
        ("经济增长了。", "", "The economy grew."),
        ("经济增长了。", "经济 grew.", "The economy grew."),
    ],
)  # fmt: skip
def test_a_candidate_that_keeps_more_of_the_source_wins(evidence, source, bad, good):
    assert best(evidence, source, bad, good) == good
    assert best(evidence, source, good, bad) == good


@pytest.mark.parametrize(
    ("source", "turned", "right"),
    [
        ("出口减少7%。", "Exports fell to 7%.", "Exports fell by 7%."),
        ("该岛人口不足200人。", "More than 200 people live here.", "Under 200 people live here."),
        ("政府尚未批准计划。", "The government has approved.", "The government did not approve."),
        ("该国上调预期。", "The country cut its forecast.", "The country raised its forecast."),
    ],
)
def test_what_is_turned_round_counts_like_a_lost_number(source, turned, right):
    assert value_errors(source, turned)[0] == 1
    assert value_errors(source, right)[0] == 0


def test_a_figure_said_as_often_as_in_the_source_is_not_said_again():
    source = "店铺每天18点开门，24点关门，共有三十人，2018年底和2018年初各增三十人。"
    text = "From 18:00 to 24:00, 30 people; 30 more each in late 2018 and early 2018."
    assert value_errors(source, text)[1] == 0
    assert value_errors(source, f"{text} In 2018.")[1] == 1


def test_equal_candidates_stay_in_the_order_of_the_search(evidence):
    found, _ = reranker(evidence, {})
    same = (output("It rains."), output("It rains."), output("It rains."))
    assert all(a is b for a, b in zip(found.ordered(unit("下雨。"), same), same, strict=True))


def test_a_long_sentence_is_also_translated_in_parts_and_the_best_parts_are_joined(evidence):
    source = "总统访问了法国，德国总理会见了他。"
    answers = {
        source: [("The president visited.", -0.1)],
        "总统访问了法国，": [("He came.", -0.1), ("The president visited France.", -0.9)],
        "德国总理会见了他，": [("The German prime minister met him.", -0.5)],
    }
    found, asked = reranker(evidence, answers, sizes=(8,))
    (outputs,) = found.outputs([unit(source)], Decoding(nbest=2))
    assert outputs[0].part.text == (
        "The president visited France, and the German prime minister met him."
    )
    assert outputs[1].part.text == "The president visited."
    assert [texts for texts, _ in asked if texts] == [[*answers]]
    assert all(how.scores and how.nbest == 4 for texts, how in asked if texts)


def test_of_two_that_are_as_likely_the_one_that_was_not_joined_of_parts_wins(evidence):
    found, _ = reranker(evidence, {})
    source, text = "总统访问了法国。", "The president visited France."
    whole = output(text)
    parts = joined([output("The president"), output("visited France.")], ["总统", "访问了法国。"])
    assert parts.part.text == text
    assert [o.joined for o in found.ordered(unit(source), [parts, whole])] == [False, True]


def test_each_long_part_is_the_better_of_whole_and_smaller_parts(evidence):
    source = "甲访问了法国，乙访问了德国；丙会见了总统，丁会见了总理。"
    answers = {
        source: [("A visited.", -0.1)],
        "甲访问了法国，乙访问了德国；": [("A visited France, B visited Germany.", -0.1)],
        "丙会见了总统，丁会见了总理。": [("C met.", -0.9)],
        "甲访问了法国，": [("A visited.", -0.1)],
        "乙访问了德国；": [("B visited.", -0.1)],
        "丙会见了总统，": [("C met the president.", -0.1)],
        "丁会见了总理。": [("D met the prime minister.", -0.1)],
    }

    def decode(units, _):
        return [tuple(output(*answer) for answer in answers[u.text]) for u in units]

    def split(whole, size):
        pattern = "[^；。]+[；。]" if size == 16 else "[^，；。]+[，；。]"
        return tuple(unit(text, size - 2) for text in re.findall(pattern, whole.text))

    (outputs,) = Reranker(decode, split, evidence, (8, 16)).outputs([unit(source)], Decoding())
    assert outputs[0].part.text == (
        "A visited France, B visited Germany, C met the president, D met the prime minister."
    )


def test_what_cannot_be_cut_is_translated_as_a_whole(evidence):
    found = Reranker(
        lambda units, _: [(output("It rains."),) for _ in units],
        lambda whole, _: (whole,), evidence, (8, 16),
    )  # fmt: skip
    (outputs,) = found.outputs([unit("下雨。")], Decoding())
    assert [o.part.text for o in outputs] == ["It rains."]


def test_a_sentence_that_is_no_longer_than_the_parts_is_decoded_once(evidence):
    found, asked = reranker(evidence, {"下雨。": [("It rains.",)]}, sizes=(28, 16))
    found.outputs([unit("下雨。", 16)], Decoding())
    assert [texts for texts, _ in asked if texts] == [["下雨。"]]


def test_a_sentence_whose_numbers_are_all_wrong_is_searched_again_with_a_wider_beam(evidence):
    source = "公司亏损90亿元。"
    wrong, right = "The company lost 90 billion yuan.", "The company lost 9 billion yuan."

    def decode(units, how):
        beams.append((len(units), how.width))
        texts = (wrong, right) if how.width > 4 else (wrong,)
        return [tuple(output(text) for text in texts) for _ in units]

    beams: list[tuple[int, int]] = []
    found = Reranker(decode, lambda whole, _: (whole,), evidence, (16, 28))
    (outputs,) = found.outputs([unit(source, 12)], Decoding())
    assert outputs[0].part.text == right
    assert [beam for beam in beams if beam[0]] == [(1, 4), (1, 12)]


@pytest.mark.parametrize(
    ("source", "given", "wrong", "right"),
    [
        ("发言人耿爽表示反对。", "发言人 Geng Shuang 表示反对。",
         "Spokesman Yang Yi said he opposed it.", "Spokesman Geng Shuang said he opposed it."),
        ("他飞往暹粒。", "他飞往 Siem Reap。", "He flew to Sham.", "He flew to Siem Reap."),
    ],
)  # fmt: skip
def test_a_name_no_output_has_is_given_as_it_is_spelt(evidence, source, given, wrong, right):
    answers = {source: [(wrong, -0.1)], given: [(right, -0.2)]}
    asked: list[str] = []

    def decode(units, _):
        asked.extend(unit.text for unit in units)
        return [tuple(output(*answer) for answer in answers[u.text]) for u in units]

    def respell(one, outputs):
        lost = lost_by_all(one.text, [o.part.text for o in outputs])
        return unit(respelled(one.text, lost)) if lost else None

    found = Reranker(decode, lambda whole, _: (whole,), evidence, (), respell)
    (outputs,) = found.outputs([unit(source)], Decoding(nbest=2))
    assert [o.part.text for o in outputs] == [right, wrong]
    asked.clear()
    answers[source] = [(wrong, -0.1), (right, -0.9)]
    found.outputs([unit(source)], Decoding(nbest=2))
    assert asked == [source]


def test_there_is_a_finite_weight_for_every_trait(evidence):
    assert tuple(WEIGHTS) == NAMES
    assert np.isfinite(list(WEIGHTS.values())).all()
    table = measure(unit("下雨。"), [output("It rains."), output("", complete=False)], evidence)
    assert table.shape == (2, len(NAMES))
    assert np.isfinite(table).all()


def test_more_of_the_source_explained_is_more_coverage(evidence):
    texts = ["The president visited France and Germany.", "The president visited France.", ""]
    found = evidence.explain("总统访问了法国和德国。", texts)
    assert found.cover[0] > found.cover[1] > found.cover[2] == 0
    assert found.gain[0] > found.gain[1]
    assert (found.cover <= 1).all()
    nothing = evidence.explain("。", ["It rains."])
    assert nothing.cover.tolist() == nothing.gain.tolist() == [0]


LINES = [
    "双方交换了意见，并就有关问题进行了讨论，会议在北京举行，各方代表出席，气氛良好。",
    "",
    "国务院总理会见了客人。双方交换了意见。",
    "外交部发言人今天在北京回答了记者提问，他说双方交换了意见，并就有关问题进行了讨论。",
    "12:30",
]


def translate(folder, threads=1, **rerank):
    options = TranslateOptions(
        EngineOptions(device="cpu", threads=threads),
        Decoding(beam_size=2),
        rerank=RerankOptions(**rerank),
    )
    translator = Translator.load(folder, options)
    return translator, translator.translate_texts(LINES)


def test_reranking_is_off_unless_the_card_or_the_user_asks_for_it(model_dir):
    plain, _ = translate(model_dir)
    assert "rerank:off" in str(plain.signature())
    asked, _ = translate(model_dir, on=True, parts=(8, 12))
    assert "rerank:8/12" in str(asked.signature())


def test_the_same_bytes_twice_and_as_many_translations_as_lines(model_dir):
    _, first = translate(model_dir, on=True, parts=(8,))
    _, second = translate(model_dir, on=True, parts=(8,))
    assert first == second
    assert [t.source for t in first] == LINES
    assert first[1].text == ""
