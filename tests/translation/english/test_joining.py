"""Clauses become one sentence: commas, capitals, scores."""

import pytest

from aligner.translation.english.joining import begun, continued, joined, open_ended
from aligner.translation.hypotheses import Output, Part


def test_a_clause_that_goes_on_begins_small_unless_it_begins_with_a_name():
    assert continued("The mayor left.") == "the mayor left."
    assert continued("A mayor left.") == "a mayor left."
    assert continued("Beijing agreed.") == "Beijing agreed."
    assert continued("IT experts agreed.") == "IT experts agreed."
    assert continued("Growth slowed.") == "growth slowed."
    assert continued("Gradually, growth slowed.") == "gradually, growth slowed."
    assert continued("Deputy Director Wang agreed.") == "Deputy Director Wang agreed."
    assert continued("Sun agreed.") == "Sun agreed."
    assert continued("Growth") == "Growth"
    assert continued("Today, China agreed.") == "today, China agreed."
    assert continued("US, China agree.") == "US, China agree."
    assert continued("Growth 6.9%") == "growth 6.9%"
    assert continued("Falling 6%,") == "falling 6%,"
    assert continued("Section 7 was added") == "Section 7 was added"
    assert continued("March 5 was a Monday") == "March 5 was a Monday"
    assert continued("") == ""
    assert continued("He left.") == "he left."
    assert continued("Officials said no.") == "officials said no."
    assert continued("It's too late.") == "it's too late."


@pytest.mark.parametrize(
    "text",
    ["He Lifeng attended.", "She Xianming spoke.", "Will Smith came.", "May 5 is a holiday.",
     "Young said no.", "New York stocks fell."],
)  # fmt: skip
def test_a_name_that_is_a_small_word_too_keeps_its_capital(text):
    assert continued(text) == text


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("他走了。", "he left.", "He left."),
        ("被困三十一小时女婴获救", "rescued after 31 hours", "Rescued after 31 hours"),
        ("苹果", "apple", "apple"),
        ("苹果手机销量下降了。", "iPhone sales fell.", "iPhone sales fell."),
        ("ebay的销量下降了。", "ebay sales fell.", "ebay sales fell."),
        ("网站关了。", "aligner.com was closed.", "aligner.com was closed."),
        ("他走了。", "He left.", "He left."),
        ("他走了。", "", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_word_does_not(source, text, expected):
    assert begun(source, text) == expected


def test_a_block_of_a_document_begins_with_a_capital_whatever_it_is():
    assert begun("不同意。", "disagree.") == "Disagree."
    assert begun("网站 a.com 关闭。", "a.com closed.") == "a.com closed."
    assert begun("茶馆的三十年", "thirty years", block=True) == "Thirty years"
    assert begun("省份", "provinces", block=True) == "Provinces"
    assert begun("iPhone销量", "iPhone sales", block=True) == "iPhone sales"
    assert begun("npm命令", "npm commands", block=True) == "npm commands"
    assert begun("", "", block=True) == ""


def test_clauses_join_with_commas_and_their_scores_weigh_by_length():
    whole = joined(
        [Output(Part("In Beijing.", -1.0, 1), True), Output(Part("He spoke.", -2.0, 3), True)],
        ["在北京，", "他发了言。"],
    )
    assert whole.part == Part("In Beijing, he spoke.", -1.75, 4)


@pytest.mark.parametrize(
    ("clause", "text", "expected"),
    [
        ("他走了，", "He left.", "He left,"),
        ("他走了，", "He left", "He left,"),
        ("他走了，", "He left...", "He left..."),
        ("他走了", "He left", "He left"),
        ("他在美国，", "He is in the U.S.", "He is in the U.S.,"),
        ("公司，", "Acme Inc.", "Acme Inc.,"),
        ("增长5%，", "up 5%", "up 5%,"),
        ("他问：“走吗？”，", 'He asked, "Go?"', 'He asked, "Go?"'),
    ],
)
def test_a_clause_that_is_not_the_last_ends_with_a_comma(clause, text, expected):
    assert open_ended(clause, text) == expected


@pytest.mark.parametrize(
    ("clauses", "texts", "expected"),
    [
        (["他走了，", "她留下了。"], ["He left.", "She stayed."], "He left, and she stayed."),
        (["甲走了，", "乙留下了，", "他们很高兴。"], ["Jia left.", "Yi stayed.", "They were glad."],
         "Jia left, Yi stayed, and they were glad."),
        (["价格上涨，", "也影响出口。"], ["Prices rose.", "Will also hit exports."],
         "Prices rose, and will also hit exports."),
        (["震后，", "他走了。"], ["After the quake.", "He left."], "After the quake, he left."),
        (["他说，", "她留下了。"], ["He said.", "She stayed."], "He said, she stayed."),
        (["他买了车、", "一所房子。"], ["He bought cars.", "A house."], "He bought cars, a house."),
        (["他走了，", "但她留下了。"], ["He left.", "But she stayed."], "He left, but she stayed."),
        (["他走了，", "她留下了。"], ["", "She stayed."], "She stayed."),
    ],
)  # fmt: skip
def test_two_sentences_are_joined_by_more_than_a_comma(clauses, texts, expected):
    outputs = [Output(Part(text, -1.0, 3), True) for text in texts]
    assert joined(outputs, clauses).part.text == expected


def test_a_comma_after_a_quotation_stands_inside_of_it():
    assert open_ended("他说“不公平”，", 'It is "unfair"') == 'It is "unfair,"'
    assert open_ended("他说“不公平。”，", 'It is "unfair."') == 'It is "unfair,"'
    assert open_ended("他问“为何？”，", 'He asks "why?"') == 'He asks "why?"'
    assert open_ended("他说“不公平”", 'It is "unfair"') == 'It is "unfair"'
    assert continued("Globally 133 countries reported it") == "globally 133 countries reported it"
