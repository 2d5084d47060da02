import pytest

from aligner.alignment.documents import check_sides, pair_by_list, pair_by_name
from aligner.errors import AlignmentError, InputError

ZH = "海滨市新图书馆周一正式开放。"
EN = "The new library in Haibin officially opened on Monday."


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def names(pairing):
    return [(pair.doc_id, pair.src.name, pair.tgt.name) for pair in pairing.pairs]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("a.txt", "a.txt"),
        ("A.TXT", "a.html"),
        ("a.zh.txt", "a.en.txt"),
        ("a_zh-CN.md", "a-en_US.html"),
        ("a.zh", "a.en"),
        ("a", "a.txt"),
        ("sub/a.chs.txt", "sub/a.eng.txt"),
        ("3.14.txt", "3.14.txt"),
    ],
)
def test_names_agree_but_for_suffix_case_and_language(tmp_path, zh, en):
    touch(tmp_path / "zh", zh)
    touch(tmp_path / "en", en)
    pairing = pair_by_name(tmp_path / "zh", tmp_path / "en", presplit=False)
    assert len(pairing.pairs) == 1
    assert not pairing.src_only + pairing.tgt_only


def test_what_has_no_partner_is_listed(tmp_path):
    touch(tmp_path / "zh", "b.txt", "a.txt", "x/c.txt", "picture.png", ".b.txt")
    touch(tmp_path / "en", "a.txt", "b.md", "d.txt")
    pairing = pair_by_name(tmp_path / "zh", tmp_path / "en", presplit=False)
    assert names(pairing) == [("a", "a.txt", "a.txt"), ("b", "b.txt", "b.md")]
    assert [path.name for path in pairing.src_only] == ["c.txt"]
    assert [path.name for path in pairing.tgt_only] == ["d.txt"]


def test_two_files_of_one_name_are_refused(tmp_path):
    touch(tmp_path / "zh", "a.txt", "a.html")
    touch(tmp_path / "en", "a.txt")
    with pytest.raises(InputError, match=r"a\.txt: has the same name as .*a\.html"):
        pair_by_name(tmp_path / "zh", tmp_path / "en", presplit=False)


def test_a_list_needs_different_names(tmp_path):
    touch(tmp_path, "a.txt", "b.txt")
    (tmp_path / "l").write_text("a.txt\tb.txt\na.txt\tb.txt\n")
    with pytest.raises(InputError, match="two documents named a"):
        pair_by_list(tmp_path / "l", tmp_path, tmp_path)
    (tmp_path / "l").write_text("a.txt\tb.txt\tone\na.txt\tb.txt\ttwo\n")
    assert [pair.doc_id for pair in pair_by_list(tmp_path / "l", tmp_path, tmp_path).pairs] == [
        "one",
        "two",
    ]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        (ZH, EN),
        (ZH, EN + " (海滨市图书馆)"),
        ("GDP同比增长5.3%，CPI同比上涨0.2%，PPI同比下降。" * 2, EN),
        ("苹果公司（Apple Inc.）发布iPhone 17 Pro Max", "Apple launches iPhone 17 Pro Max"),
        ("动画片《となり》（邻居）星期五在本地重新上映，首日票房八百万元。", EN),
        ("好。", "Good."),
        ("一。", "This one Chinese character has a rather long English sentence beside it."),
    ],
)
def test_sides_that_are_fine_pass(src, tgt):
    check_sides(src, tgt, "zh", "en")


@pytest.mark.parametrize(
    ("src", "tgt", "message"),
    [
        (EN, ZH, "swapped.*aligner align e z"),
        (EN, EN, "z: not Chinese"),
        ("市は水曜日に第二トンネルを開通させた。", EN, "z: not Chinese .Japanese"),
        (ZH, ZH, "e: not English"),
        (ZH, "Η νέα βιβλιοθήκη άνοιξε τη Δευτέρα.", "e: not English"),
        ("123", EN, "z: not Chinese"),
        (ZH, EN * 60, "e: about .* times longer"),
        (ZH * 300, EN, "z: about .* times longer"),
    ],
)
def test_sides_that_make_no_sense_are_named(src, tgt, message):
    with pytest.raises(AlignmentError, match=message):
        check_sides(src, tgt, "z", "e")
