import pytest
from lxml import etree

from aligner.bitext import SegmentPair
from aligner.errors import FormatError
from aligner.formats.base import WriteOptions
from aligner.formats.xliff import Xliff
from aligner.formats.xliff2 import Xliff2

V12 = {"x": "urn:oasis:names:tc:xliff:document:1.2", "its": "http://www.w3.org/2005/11/its"}
V2 = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "its": "http://www.w3.org/2005/11/its",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
}
GOOD = SegmentPair("雨停了。", "The rain stopped.", 0.93, "a.txt", (0,), (0, 1))
LOW = SegmentPair("风很大。", "It was cold.", 0.21, "a.txt", (1,), (2,))
MISSING = SegmentPair("责任编辑", "", 0.8, "b.txt", (0,), ())
ADDED = SegmentPair("", "By a reporter", 0.8, "b.txt", (), (0,))
PAIRS = [GOOD, LOW, MISSING, ADDED]


def written(format, tmp_path, options=None):
    path = tmp_path / f"x{format.suffixes[0]}"
    format.write(PAIRS, path, options or WriteOptions())
    assert list(format.read(path)) == PAIRS
    return etree.parse(str(path)).getroot()


def test_xliff_1_2_says_what_is_doubtful(tmp_path):
    root = written(Xliff(), tmp_path, WriteOptions(src_lang="zh-Hant", run="r"))
    assert root.get("version") == "1.2"
    files = root.findall("x:file", V12)
    assert [file.get("original") for file in files] == ["a.txt", "b.txt"]
    assert files[0].get("source-language") == "zh-Hant"
    assert files[0].findtext("x:header/x:note", None, V12) == "r"
    targets = root.findall(".//x:target", V12)
    assert [target.get("state") for target in targets] == [
        "translated",
        "needs-review-translation",
        "needs-translation",
        "needs-review-translation",
    ]
    its = "{http://www.w3.org/2005/11/its}"
    assert targets[0].get(its + "mtConfidence") == "0.93"
    assert [target.get(its + "locQualityIssueType") for target in targets] == [
        None,
        "uncategorized",
        "omission",
        "addition",
    ]
    assert root.findall(".//x:trans-unit", V12)[1].findtext("x:note", None, V12) == (
        "alignment confidence 0.21"
    )


def test_children_of_a_trans_unit_come_in_the_order_of_the_standard(tmp_path):
    root = written(Xliff(), tmp_path)
    for unit in root.iter(f"{{{V12['x']}}}trans-unit"):
        names = [etree.QName(child).localname for child in unit]
        assert names[:2] == ["source", "target"]
        assert set(names[2:]) <= {"context-group", "note"}


def test_xliff_2_1_says_what_is_doubtful(tmp_path):
    root = written(Xliff2(), tmp_path)
    assert root.get("version") == "2.1"
    assert (root.get("srcLang"), root.get("trgLang")) == ("zh-Hans", "en")
    units = root.findall(".//x:unit", V2)
    assert len({unit.get("id") for unit in units}) == len(units)
    for unit in units:
        names = [etree.QName(child).localname for child in unit]
        assert names in (["metadata", "segment"], ["metadata", "notes", "segment"])
    segments = root.findall(".//x:segment", V2)
    assert [segment.get("state") for segment in segments] == [
        "translated",
        "translated",
        "initial",
        "translated",
    ]
    assert segments[1].get("subState") == "aligner:needs-review"
    assert root.find(".//x:target/x:mrk[@its:locQualityIssueType='addition']", V2) is not None
    assert root.find(".//x:source/x:mrk[@its:locQualityIssueType='omission']", V2) is not None


def test_xliff_2_1_spells_control_characters(tmp_path):
    pair = SegmentPair("一\x01二\ufffe", "\x00")
    Xliff2().write([pair], tmp_path / "x.xlf2")
    assert '<cp hex="0001"/>' in (tmp_path / "x.xlf2").read_text(encoding="utf-8")
    assert list(Xliff2().read(tmp_path / "x.xlf2")) == [pair]


def test_xliff_1_2_refuses_control_characters(tmp_path):
    with pytest.raises(FormatError, match=r"pair 1: control character U\+0001"):
        Xliff().write([SegmentPair("一\x01", "x")], tmp_path / "x.xlf")


def test_an_empty_bitext_fits_1_2_but_not_2_1(tmp_path):
    assert Xliff().write([], tmp_path / "x.xlf") == 0
    assert list(Xliff().read(tmp_path / "x.xlf")) == []
    with pytest.raises(FormatError, match="no pairs"):
        Xliff2().write([], tmp_path / "x.xlf2")


def test_a_file_of_a_translation_tool_is_read(tmp_path):
    (tmp_path / "x.xlf").write_text(
        """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
        <file original="a" source-language="zh-CN" target-language="en" datatype="html"><body>
        <group id="g"><trans-unit id="1"><source>点<g id="1">这<x
        id="2"/>里</g><bpt id="3">&lt;b&gt;</bpt></source>
        <seg-source><mrk mtype="seg" mid="1">点这里</mrk></seg-source>
        <target>Click <g id="1">here</g></target>
        <alt-trans><target>Tap here</target></alt-trans></trans-unit>
        <trans-unit id="2"><source>二</source></trans-unit></group></body></file></xliff>""",
        encoding="utf-8",
    )
    assert list(Xliff().read(tmp_path / "x.xlf")) == [
        SegmentPair("点这里", "Click here", None, "a"),
        SegmentPair("二", "", None, "a"),
    ]


def test_a_version_2_0_file_with_several_segments_is_read(tmp_path):
    (tmp_path / "x.xlf").write_text(
        """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh"
        xmlns:its="http://www.w3.org/2005/11/its" trgLang="en"><file id="f" original="a">
        <unit id="u">
        <segment><source>一<pc id="1">二</pc><ph id="2"/></source><target>one
 <mrk id="m" type="its:any" its:mtConfidence="0.5">two</mrk></target></segment>
        <ignorable><source> </source></ignorable>
        <segment><source>三</source><target>three</target></segment></unit></file></xliff>""",
        encoding="utf-8",
    )
    assert list(Xliff().read(tmp_path / "x.xlf")) == [
        SegmentPair("一二", "one\n two", 0.5, "a"),
        SegmentPair("三", "three", None, "a"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<tmx/>", "<tmx> is not the start of an XLIFF file"),
        ("<xliff><file><body><trans-unit/></body></file></xliff>", "unit 1: no <source>"),
        (
            '<xliff><unit><segment><source><cp hex="zz"/></source></segment></unit></xliff>',
            "cp",
        ),
        ("<xliff><file>", r"x\.xlf:1"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff/>', "entities"),
    ],
)
def test_a_bad_file_is_named(tmp_path, content, message):
    (tmp_path / "x.xlf").write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        list(Xliff().read(tmp_path / "x.xlf"))
