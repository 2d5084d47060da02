"""The contract every bitext format keeps."""

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.bitext import SegmentPair
from aligner.errors import AlignerError, FormatError, RefusedError, UsageError
from aligner.formats.base import (
    WriteOptions,
    all_formats,
    format_of,
    held_by,
    read_bitext,
    write_bitext,
)

READABLE = [format for format in all_formats() if "src" in format.fields]
ids = pytest.mark.parametrize("format", READABLE, ids=lambda format: format.name)

awkward = st.text(
    st.sampled_from("中文。“”ab \\\t\n\r\v\f\0\x1b&<>\"'{}[]:]]>\u2028\ufeff\ufffe𠀀\U0001f600src")
)
texts = st.one_of(
    awkward, st.text(st.characters()), st.sampled_from(["src", "tgt", "", "\\t", "0"])
)
plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf")))
numbers = st.lists(st.integers(0, 99999), max_size=4).map(tuple)


def bitexts(text):
    pair = st.builds(
        SegmentPair,
        text,
        text,
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(["", "2024/news-1", "a b"]) | text,
        numbers,
        numbers,
    )
    return st.lists(pair | st.builds(SegmentPair, text, text), min_size=1, max_size=5)


@ids
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pairs=bitexts(texts))
def test_what_is_written_is_read_back_or_refused(format, pairs, tmp_path):
    path = tmp_path / f"x{format.suffixes[0]}"
    for old in tmp_path.iterdir():
        old.unlink()
    try:
        count = format.write(pairs, path)
    except FormatError:
        assert list(tmp_path.iterdir()) == []
        return
    assert count == len(pairs)
    assert list(format.read(path)) == [held_by(format, pair) for pair in pairs]


@ids
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pairs=bitexts(plain))
def test_ordinary_text_is_never_refused(format, pairs, tmp_path):
    path = tmp_path / f"x{format.suffixes[0]}"
    assert format.write(pairs, path, WriteOptions(force=True)) == len(pairs)
    assert list(format.read(path)) == [held_by(format, pair) for pair in pairs]


@ids
def test_a_gzip_file_is_packed_the_same_each_time_and_read(format, tmp_path):
    pairs = [SegmentPair("雨停了。", "The rain stopped.", 0.5, "d", (0,), (0,))]
    for folder in ("a", "b"):
        write_bitext(tmp_path / folder / f"x{format.suffixes[0]}.gz", pairs)
    files = sorted((tmp_path / "a").iterdir())
    assert all(file.read_bytes()[:2] == b"\x1f\x8b" for file in files)
    assert [file.read_bytes() for file in files] == [
        file.read_bytes() for file in sorted((tmp_path / "b").iterdir())
    ]
    assert list(read_bitext(tmp_path / "a" / f"x{format.suffixes[0]}.gz")) == pairs


@ids
def test_an_existing_file_is_kept_without_force(format, tmp_path):
    pairs = [SegmentPair("一", "one")]
    path = tmp_path / f"x{format.suffixes[0]}"
    write_bitext(path, pairs)
    with pytest.raises(RefusedError, match="--force"):
        write_bitext(path, pairs)
    assert write_bitext(path, pairs, force=True) == 1


@ids
def test_a_failing_source_of_pairs_leaves_no_file(format, tmp_path):
    def pairs():
        yield SegmentPair("一", "one")
        raise FormatError("broken")

    with pytest.raises(FormatError, match="broken"):
        write_bitext(tmp_path / f"x{format.suffixes[0]}", pairs())
    assert list(tmp_path.iterdir()) == []


@ids
@pytest.mark.parametrize(
    "pair",
    [
        SegmentPair("\ud800", "x"),
        SegmentPair("x", "\udfff"),
        SegmentPair("x", "y", float("nan")),
        SegmentPair("x", "y", float("inf")),
        SegmentPair("x", "y", None, "", (-1,)),
    ],
)
def test_what_no_format_can_hold_is_refused_with_its_number(format, pair, tmp_path):
    with pytest.raises(FormatError, match="pair 2"):
        write_bitext(tmp_path / f"x{format.suffixes[0]}", [SegmentPair("一", "one"), pair])


@ids
def test_a_missing_file_is_named(format, tmp_path):
    with pytest.raises(AlignerError, match="missing"):
        list(read_bitext(tmp_path / f"missing{format.suffixes[0]}"))


@ids
def test_a_damaged_gzip_file_is_named(format, tmp_path):
    for name in ("x.zh.gz", "x.en.gz", f"x{format.suffixes[0]}.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"<tmx>" * 500)[:40])
    with pytest.raises(AlignerError, match=r"x\..*gz"):
        list(read_bitext(tmp_path / f"x{format.suffixes[0]}.gz"))


def test_a_format_is_found_by_suffix_in_any_case_and_by_name():
    assert format_of("OUT.TMX").name == "tmx"
    assert format_of("a.b/out.jsonl.gz").name == "jsonl"
    assert format_of("moses").name == "moses"
    assert format_of("corpus.{zh,en}").name == "moses"


def test_an_unknown_suffix_lists_the_known_ones():
    with pytest.raises(UsageError, match=r"\.xyz.*\.tsv"):
        format_of("out.xyz")
