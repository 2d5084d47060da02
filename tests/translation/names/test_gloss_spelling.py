"""Guesses at a name before its gloss go, and what is nearly its spelling becomes it."""

import pytest

from aligner.translation.glossary import Term
from aligner.translation.names.gloss_spelling import gloss_spelling


def _term(source: str, *targets: str) -> Term:
    return Term(source, targets, own=True)


@pytest.mark.parametrize(
    ("source", "full", "text", "expected"),
    [
        (
            "范德维尔德（Pieter van de Velde）",
            "Pieter van de Velde",
            "EU negotiator Fans Devilder (Pieter van de Velde) met",
            "EU negotiator Pieter van de Velde met",
        ),
        (
            "范德维尔德（Pieter van de Velde）",
            "Pieter van de Velde",
            "EU negotiator van de Velde (Pieter van de Velde) met",
            "EU negotiator Pieter van de Velde met",
        ),
        (
            "施密特（Anna Schmidt，",
            "Anna Schmidt",
            "Delegate Shmitt (Anna Schmidt, 54) said",
            "Delegate Anna Schmidt (54) said",
        ),
        (
            "陈美玲博士（Dr Tan Mei Ling）",
            "Tan Mei Ling",
            "Director Chen Dr..Dr Tan Mei Ling said",
            "Director Dr. Tan Mei Ling said",
        ),
        (
            "莫哈末玉斯里（Mohamad Yusri Bakar）",
            "Mohamad Yusri Bakar",
            "Candidate Mo Ha Mohamad Yusri Bakar won",
            "Candidate Mohamad Yusri Bakar won",
        ),
        (
            "黄丽芬（Wendy Ng）",
            "Wendy Ng",
            "CFO Huang Lifen (Wendy Ng) said",
            "CFO Wendy Ng said",
        ),
        (
            "方慧珍医生（Dr Pung Hui Zhen）",
            "Pung Hui Zhen",
            "Officer Fang Huizhen doctor (Dr Pung Hui Zhen) said",
            "Officer Dr. Pung Hui Zhen said",
        ),
        # what is no guess stays
        ("科赫（Martina Koch）", "Martina Koch", "Minister Martina Koch", "Minister Martina Koch"),
        (
            "科赫（Martina Koch）",
            "Martina Koch",
            "MP (Martina Koch) said",
            "MP (Martina Koch) said",
        ),
        (
            "科赫（Martina Koch）",
            "Martina Koch",
            "In Berlin Martina Koch",
            "In Berlin Martina Koch",
        ),
    ],
)
def test_a_guess_before_a_gloss_goes(source, full, text, expected):
    assert gloss_spelling(text, [_term(source, full)]) == expected


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (
            [_term("华勒沙（Lech Wałęsa）", "Lech Wałęsa")],
            "Lech Watęsa arrived",
            "Lech Wałęsa arrived",
        ),
        ([_term("华勒沙", "Wałęsa", "Lech Wałęsa")], "Walsha was 81", "Wałęsa was 81"),
        # what is nearly its pinyin
        (
            [_term("南尼哈伦（Ramlan Harun）", "Ramlan Harun")],
            "Chairman Datuk Seri Nanni Harun said",
            "Chairman Datuk Seri Ramlan Harun said",
        ),
        ([_term("华勒沙", "Wałęsa")], "Hualersha gave", "Wałęsa gave"),
        ([_term("华勒沙", "Wałęsa")], "Hualien gave", "Hualien gave"),
        ([_term("科赫", "Koch")], "Kehe and Kehl", "Kehe and Kehl"),
        (
            [_term("李明珠", "Li Mingzhu"), _term("李敏珠", "Li Minzhu")],
            "Li Minzhu spoke",
            "Li Minzhu spoke",
        ),
        # another name of the sentence is no misspelt one, nor is a word, nor a name twice
        (
            [_term("施密特", "Schmidt"), _term("施米德", "Schmied")],
            "Schmied spoke",
            "Schmied spoke",
        ),
        ([_term("帕克", "Parke")], "Parks were closed", "Parks were closed"),
        ([_term("科赫", "Koch")], "Kohl spoke", "Kohl spoke"),
        # what has its number
        ([_term("墨羽2号", "Moyu 2")], 'the drug "Mongyu 2" costs', 'the drug "Moyu 2" costs'),
        ([_term("墨羽2号", "Moyu 2")], "Munyu No. 2, Mingyu 21", "Moyu 2, Mingyu 21"),
        ([_term("墨羽2号", "Moyu 2")], "On May 2 and March 2", "On May 2 and March 2"),
    ],
)
def test_what_is_nearly_a_name_is_spelt_like_it(terms, text, expected):
    assert gloss_spelling(text, terms) == expected


def test_a_text_without_terms_is_left():
    assert gloss_spelling("Walsha (Lech Walsha) said", []) == "Walsha (Lech Walsha) said"


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        ("恒澜银行", "Henglan Bank", "Heng Lan Bank is a lender.", "Henglan Bank is a lender."),
        ("林德奎斯特", "Lindquist", "Andreas Lind Quest says so.", "Andreas Lindquist says so."),
        ("冯特斯", "Vonts", "Mr. vonts promised.", "Mr. Vonts promised."),
        (
            "海川微电子",
            "Haichuan Microelectronics",
            "Haichuan microelectronics declined.",
            "Haichuan Microelectronics declined.",
        ),
        # neither a county nor part of Hong Kong
        ("青禾县", "Qinghe County", "The Country was flooded.", "The Country was flooded."),
        ("宏霁", "Hongji", "Hong Kong owes money.", "Hong Kong owes money."),
    ],
)
def test_a_name_written_in_parts_or_small_is_written_as_it_is(source, target, text, expected):
    assert gloss_spelling(text, [_term(source, target)]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shen Liang was born there", "Shen Guoliang was born there"),
        ("Shen Guo's bridge", "Shen Guoliang's bridge"),
        ("Shen Liang Tan came", "Shen Liang Tan came"),
        ("Shen Guoliang met Shen Liang", "Shen Guoliang met Shen Liang"),
        ("Shen said", "Shen said"),
    ],
)
def test_a_chinese_name_without_one_of_its_syllables_is_whole(text: str, expected: str) -> None:
    assert gloss_spelling(text, [_term("沈国梁", "Shen Guoliang")]) == expected


def test_the_first_word_of_a_gloss_before_it_goes() -> None:
    term = _term("谭德塞（Tedros Adhanom）", "Tedros Adhanom")
    assert gloss_spelling("WHO chief Tedros (Tedros Adhanom) said", [term]) == (
        "WHO chief Tedros Adhanom said"
    )
