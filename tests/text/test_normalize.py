import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.text.normalize import normalize
from aligner.text.numbers import find_quantities

ZH = [
    ("２０２５年１１月，ＡＢＣ增长３．５％", "2025年11月，ABC增长3.5%"),
    ("１，２３４人", "1,234人"),
    ("你好,世界!", "你好，世界！"),
    ("他说:走吧.", "他说：走吧。"),
    ("真的吗?我不信;算了.", "真的吗？我不信；算了。"),
    ("会议(第三次)闭幕", "会议（第三次）闭幕"),
    ("苹果公司(Apple Inc.)发布", "苹果公司(Apple Inc.)发布"),
    ('他说:"好."', "他说：“好.”"),
    ('长度为55"的电视', '长度为55"的电视'),
    ("等了很久...没有人", "等了很久……没有人"),
    ("算了。。。", "算了……"),
    ("第一句。  第二句", "第一句。第二句"),
    ("他说 ， “ 我来了 。 ”", "他说，“我来了。”"),
    ("暴雨停课 气象台预警", "暴雨停课 气象台预警"),
    ("（记者 李明）", "（记者 李明）"),
    ("　　段首空格", "段首空格"),
    ("不\u200b可\ufeff见", "不可见"),
    ("a\u00a0b\u3000c", "a b c"),
    ("面积100㎡，①号楼，½杯", "面积100㎡，①号楼，½杯"),
    ("⼀⽇", "一日"),
    ("ｅ\u0301", "é"),
    ("约翰.史密斯来了", "约翰.史密斯来了"),
    ("价格3.14元,涨1,000点", "价格3.14元，涨1,000点"),
    ("分别为100，200人", "分别为100，200人"),
    ("比分3：2", "比分3:2"),
    ("时间：晚上", "时间：晚上"),
    ("〝你好〞", "“你好”"),
    ("「你好」", "「你好」"),
    ("U.S.和A股", "U.S.和A股"),
    ("第一行 \n　第二行\r\n", "第一行\n第二行\r\n"),
    ("Hello, world. 你好", "Hello, world. 你好"),
    ("👨‍👩‍👧是一家", "👨‍👩‍👧是一家"),
    ("見\uf9dc", "見隆"),
]
EN = [
    ("Ｈｅｌｌｏ，ｗｏｒｌｄ！", "Hello, world!"),
    ("He said：“yes”", "He said:“yes”"),
    ("「Yes」", "“Yes”"),
    ("``Quoted'' text", "“Quoted” text"),
    ("a\u00a0b  c", "a b c"),
    ("soft\u00adhyphen", "softhyphen"),
    ("it’s 3½", "it’s 3½"),
    ("1，000", "1,000"),
    ("ﬁve ﬂoors", "five floors"),
    ("café", "café"),
]
NOISE = st.text(
    alphabet="他好一A1,.;:?!，。！？：；、（）()\"'“”‘’「」《》…\u3000\u00a0\u200b\n\r１．ａé\u0301`",
    max_size=30,
)


@pytest.mark.parametrize(("text", "expected"), ZH)
def test_chinese_golden_case(text, expected):
    assert normalize(text, "zh") == expected


@pytest.mark.parametrize(("text", "expected"), EN)
def test_english_golden_case(text, expected):
    assert normalize(text, "en") == expected


@given(NOISE, st.sampled_from(["zh", "en"]))
@settings(max_examples=500)
def test_twice_is_the_same_as_once(text, lang):
    once = normalize(text, lang)
    assert normalize(once, lang) == once


@given(st.text(max_size=40), st.sampled_from(["zh", "en"]))
@settings(max_examples=300)
def test_any_text_is_stable_after_once(text, lang):
    once = normalize(text, lang)
    assert normalize(once, lang) == once


@given(NOISE)
@settings(max_examples=200)
def test_letters_digits_and_line_ends_survive(text):
    def kept(value):
        return [c for c in value.replace("１", "1") if c in "他好一1\n\r"]

    for lang in ("zh", "en"):
        assert kept(normalize(text, lang)) == kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "３．５％的人",
        "１，２３４．５万元",
        "２０２５年１１月２７日",
        "１９：５４",
        "约 30 万人，增长 12 %",
    ],
)
def test_quantities_are_the_same_before_and_after(text):
    before = [(q.kind, q.value) for q in find_quantities(text, "zh")]
    after = [(q.kind, q.value) for q in find_quantities(normalize(text, "zh"), "zh")]
    assert before == after
    assert after
