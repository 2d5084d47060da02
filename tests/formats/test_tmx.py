import logging
from pathlib import Path

import pytest
from lxml import etree

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import WriteOptions
from aligner.formats.tmx import Tmx

DTD = etree.DTD(str(Path(__file__).with_name("tmx14.dtd")))


def read(tmp_path, body, *, header='<header srclang="zh-CN"/>', encoding="utf-8", start=""):
    path = tmp_path / "x.tmx"
    text = f'{start}<tmx version="1.4">{header}<body>{body}</body></tmx>'
    path.write_bytes(text.encode(encoding))
    return list(Tmx().read(path))


def unit(*variants):
    return (
        "<tu>"
        + "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants)
        + "</tu>"
    )


RAIN = unit(("zh-CN", "雨停了。"), ("en-US", "The rain stopped."))


def test_what_is_written_is_valid_by_the_dtd(tmp_path):
    pairs = [
        SegmentPair("他说：“a<b&c”。", 'He said: "a<b&c".', 0.75, "d&1", (0, 1), (0,)),
        SegmentPair("", "Only English.", None, "", (), (3,)),
        SegmentPair("\r\n\t]]>", "x"),
    ]
    path = tmp_path / "x.tmx"
    Tmx().write(pairs, path, WriteOptions(src_lang="zh-Hant", run="aligner:1|m:a<b"))
    root = etree.parse(str(path)).getroot()
    assert DTD.validate(root), DTD.error_log
    assert [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in root.iter("tuv")][:2] == [
        "zh-Hant",
        "en",
    ]
    assert list(Tmx().read(path)) == pairs


def test_the_dtd_of_the_tests_refuses_what_is_wrong():
    wrong = etree.fromstring('<tmx version="1.4"><body/></tmx>')
    assert not DTD.validate(wrong)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_any_encoding_with_a_mark_is_read(tmp_path, encoding):
    assert read(tmp_path, RAIN, encoding=encoding) == [SegmentPair("雨停了。", "The rain stopped.")]


def test_a_declared_gb18030_is_read(tmp_path):
    start = '<?xml version="1.0" encoding="GB18030"?>'
    assert read(tmp_path, RAIN, encoding="gb18030", start=start)[0].src == "雨停了。"


@pytest.mark.parametrize(
    ("zh", "en"),
    [("zh", "en"), ("ZH-TW", "EN-GB"), ("zh_Hans_CN", "en_us"), ("cmn", "eng"), ("zho", "en")],
)
def test_any_variant_of_the_languages_is_known(tmp_path, zh, en):
    assert read(tmp_path, unit((en, "one"), (zh, "一"))) == [SegmentPair("一", "one")]


def test_a_missing_srclang_and_the_old_lang_attribute_do_not_matter(tmp_path):
    body = '<tu><tuv lang="EN"><seg>one</seg></tuv><tuv lang="ZH"><seg>一</seg></tuv></tu>'
    assert read(tmp_path, body, header="<header/>") == [SegmentPair("一", "one")]
    assert read(tmp_path, body, header="") == [SegmentPair("一", "one")]


def test_of_other_languages_the_source_is_that_of_srclang(tmp_path):
    body = unit(("fr", "un"), ("de-CH", "eins"))
    assert read(tmp_path, body, header='<header srclang="de-DE"/>') == [SegmentPair("eins", "un")]
    assert read(tmp_path, body, header='<header srclang="*all*"/>') == [SegmentPair("un", "eins")]


@pytest.mark.parametrize(
    ("seg", "text"),
    [
        ('<bpt i="1">&lt;b></bpt>黑<ept i="1">&lt;/b></ept>体', "黑体"),
        ("一<ph>&lt;img title='<sub>图</sub>'></ph>二", "一二"),
        ('一<it pos="begin">&lt;i></it>二<ut>{\\b}</ut>', "一二"),
        ('<hi type="x">一<hi>二</hi></hi>三', "一二三"),
        ("一<!-- 注 -->二<?pi x?>三", "一二三"),
        ("<![CDATA[a<b&c]]>", "a<b&c"),
        (" 前后 ", " 前后 "),
        ("&#x1D11E;&lt;&amp;", "\U0001d11e<&"),
    ],
)
def test_inline_codes_are_left_out_and_text_is_kept(tmp_path, seg, text):
    assert read(tmp_path, unit(("zh", seg), ("en", "x")))[0].src == text


def test_a_unit_without_one_language_is_skipped_with_its_number(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        pairs = read(tmp_path, RAIN + unit(("zh", "无"), ("fr", "rien")) + unit(("en", "x")) + RAIN)
    assert len(pairs) == 2
    assert "unit 2: no en segment" in caplog.messages[0]
    assert "unit 3: no zh segment" in caplog.messages[1]


def test_of_several_variants_the_first_counts(tmp_path):
    body = unit(("zh-CN", "软件"), ("zh-TW", "軟體"), ("en", "software"))
    assert read(tmp_path, body) == [SegmentPair("软件", "software")]


def test_a_doctype_is_not_fetched(tmp_path):
    start = '<!DOCTYPE tmx SYSTEM "http://example.invalid/tmx14.dtd">'
    assert len(read(tmp_path, RAIN, start=start)) == 1


def test_an_external_entity_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    start = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(FormatError, match="entities"):
        read(tmp_path, unit(("zh", "&x;"), ("en", "x")), start=start)


def test_entities_that_grow_are_refused(tmp_path):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    start = f'<!DOCTYPE tmx [<!ENTITY l0 "lol">{lol}]>'
    with pytest.raises(FormatError, match="entities"):
        read(tmp_path, unit(("zh", "&l9;"), ("en", "x")), start=start)


def test_an_external_dtd_with_entities_is_not_read(tmp_path):
    (tmp_path / "evil.dtd").write_text('<!ENTITY x "inhalt">', encoding="utf-8")
    start = '<!DOCTYPE tmx SYSTEM "evil.dtd">'
    with pytest.raises(FormatError, match=r"x\.tmx.*(entity|Entity)"):
        read(tmp_path, unit(("zh", "&x;"), ("en", "x")), start=start)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"x\.tmx.*not well-formed"),
        (b"<tmx><body><tu></body></tmx>", r"x\.tmx:1"),
        (b"<tmx><body>\n\n<tu><tuv xml:lang='zh'><seg>a", r"x\.tmx:3"),
        (b"not xml", r"x\.tmx:1"),
        (b"<html><body/></html>", "<html> is not the start of a TMX file"),
        (b"<tmx><body><tu>\xff\xfe</tu></body></tmx>", r"x\.tmx:1"),
        (b"<?xml version='1.0' encoding='klingon'?><tmx/>", r"x\.tmx.*not well-formed"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path, content, message):
    path = tmp_path / "x.tmx"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=message):
        list(Tmx().read(path))


def test_a_score_that_is_no_number_is_named_by_unit(tmp_path):
    body = RAIN + '<tu><prop type="x-score">high</prop>' + RAIN.removeprefix("<tu>")
    with pytest.raises(FormatError, match="unit 2: score 'high'"):
        read(tmp_path, body)


def test_a_control_character_is_refused_with_the_pair(tmp_path):
    pairs = [SegmentPair("一", "one"), SegmentPair("二\x0b", "two")]
    with pytest.raises(FormatError, match=r"pair 2: control character U\+000B"):
        Tmx().write(pairs, tmp_path / "x.tmx")
    assert not (tmp_path / "x.tmx").exists()


def test_memory_does_not_grow_with_the_file(tmp_path):
    import tracemalloc

    path = tmp_path / "x.tmx"

    def peak(count):
        Tmx().write(
            (SegmentPair(f"第{n}句" * 20, f"sentence {n} " * 20) for n in range(count)),
            path,
            WriteOptions(force=True),
        )
        tracemalloc.start()
        assert sum(1 for _ in Tmx().read(path)) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(10)
    assert peak(1200) < peak(200) + 50_000
