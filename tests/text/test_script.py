import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.script import CJK_PUNCT, HAN, detect_script, han_count, to_simplified
from aligner.text.script_chars import HANS_ONLY, HANT_ONLY


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("中文", 2),
        ("a中b文c", 2),
        ("", 0),
        ("，。！", 0),
        ("𠀀𪚥𰻞", 3),
        ("々〇", 2),
        ("かな한글", 0),
        ("豈", 1),
    ],
)
def test_han_count_knows_every_extension_and_nothing_else(text, count):
    assert han_count(text) == count


@pytest.mark.parametrize("character", "，。！？；：、（）《》「」『』【】〈〉～％｛｝")
def test_east_asian_marks_are_cjk_punctuation(character):
    assert re.fullmatch(f"[{CJK_PUNCT}]", character)


@pytest.mark.parametrize("character", "“”‘’—…·a1中")
def test_shared_marks_letters_and_han_are_not(character):
    assert not re.fullmatch(f"[{CJK_PUNCT}]", character)


def test_the_ranges_do_not_overlap():
    assert not [
        c
        for c in map(chr, range(0x10000))
        if re.match(f"[{HAN}]", c) and re.match(f"[{CJK_PUNCT}]", c)
    ]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("国务院总理周三会见了来访的客人。", "Hans"),
        ("國務院總理週三會見了來訪的客人。", "Hant"),
        ("汉", "Hans"),
        ("漢", "Hant"),
        ("中文", "Hans"),
        ("后里台只面干", "Hans"),
        ("他在书里写了「後漢書」三个字。", "Hans"),
        ("這本書的簡體版叫《发现》。", "Hant"),
        ("The premier visited Xi'an (西安) on Monday.", "Latn"),
        ("iPhone Pro Max发布", "Hans"),
        ("台積電（TSMC）宣布擴產", "Hant"),
        ("", "Latn"),
        ("2025-11-27", "Latn"),
        ("特首李家超說，衞生署會跟進。", "Hant"),
        ("著名作家徐志摩", "Hans"),
        ("乾隆年间的瓷器", "Hans"),
    ],
)
def test_script_is_told_by_characters_of_one_script_only(text, script):
    assert detect_script(text) == script


def test_no_character_belongs_to_both_scripts():
    assert not set(HANS_ONLY) & set(HANT_ONLY)
    assert not set("后里台只面干斗谷云丑") & (set(HANS_ONLY) | set(HANT_ONLY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("台灣軟體產業的網路資訊", "台湾软件产业的网络信息"),
        ("川普總統會見普丁", "特朗普总统会见普京"),
        ("歐巴馬與梅克爾", "奥巴马与默克尔"),
        ("她看著窗外，裡面沒有人。", "她看着窗外，里面没有人。"),
        ("特首說，衞生署會跟進，裏面有麪包。", "特首说，卫生署会跟进，里面有面包。"),
        (
            "四川普通高中與銀川普遍下雨，與川普通話，川普及夫人",
            "四川普通高中与银川普遍下雨，与特朗普通话，特朗普及夫人",
        ),
        ("政府將加強森林防火，強森說", "政府将加强森林防火，约翰逊说"),
        ("這一系列根據列根的話，馬克宏觀經濟", "这一系列根据里根的话，马克宏观经济"),
        ("他說：「我不去。」", "他说：“我不去。”"),
        ("乾隆皇帝與乾淨的水", "乾隆皇帝与干净的水"),
        ("皇后在後面，公里外的裡面", "皇后在后面，公里外的里面"),
        ("理髮與發現", "理发与发现"),
    ],
)
def test_traditional_text_becomes_mainland_simplified(text, expected):
    assert to_simplified(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "他在书里写了「後漢書」三个字。",
        "川普是四川普通话的简称，重庆人都会说。",
        "著名的乾隆皇帝",
        "English only: 10 km.",
        "店名叫“東興樓”，在这条街上开了一百年。",
        "",
    ],
)
def test_simplified_and_english_text_stays_as_it_is(text):
    assert to_simplified(text) == text


def test_lines_are_judged_one_by_one_and_line_ends_kept():
    text = "国务院总理说，这很重要。\r\n總統說，這很重要。\n"
    assert to_simplified(text) == "国务院总理说，这很重要。\r\n总统说，这很重要。\n"


def test_a_line_without_evidence_follows_the_whole_text():
    assert (
        to_simplified("「著名」\n這是總統說的話，軟體產業。")
        == "“著名”\n这是总统说的话，软件产业。"
    )


@given(st.text(alphabet="国國说說他好的A，。\n裡里後后", max_size=30))
@settings(max_examples=100)
def test_converting_twice_is_the_same_as_once(text):
    once = to_simplified(text)
    assert to_simplified(once) == once


def test_opencc_is_not_loaded_for_simplified_text():
    code = (
        "import sys; from aligner.text.script import to_simplified, detect_script;"
        "to_simplified('国务院总理'); detect_script('國'); print('opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
