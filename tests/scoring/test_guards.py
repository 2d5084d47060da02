import gzip
import re

import pytest

from aligner.errors import InputError
from aligner.scoring.guards import check_lengths, inspect, inspect_reference, similarity
from aligner.scoring.metrics import MetricOptions, make_metrics
from aligner.scoring.score import measure
from aligner.scoring.segments import (
    SegmentFile,
    TestSet,
    check_test_set,
    decode_segments,
    read_segments,
)


def file(lines, name="hyp.en"):
    return SegmentFile(name, tuple(lines))


def messages(lines, references, src=None):
    source = None if src is None else file(src, "src.zh")
    return [str(n) for n in inspect(file(lines), file(references, "ref.en"), source)]


def test_a_good_system_gets_no_notice(good_system, poor_system, references):
    assert messages(good_system, references) == []
    assert messages(poor_system, references) == []


@pytest.mark.parametrize("lost", [0, 1, 9, 18])
def test_a_lost_line_is_found_where_it_was_lost(good_system, references, lost):
    lines = [*good_system[:lost], *good_system[lost + 1 :]]
    with pytest.raises(InputError, match=rf"part at line {lost + 1} of ref\.en"):
        check_lengths(file(lines), file(references, "ref.en"))


def test_a_lost_last_line_is_more_lines_at_the_end(good_system, references):
    with pytest.raises(InputError, match=r"ref\.en has 1 more line.* at its end"):
        check_lengths(file(good_system[:-1]), file(references, "ref.en"))


def test_a_line_broken_in_two_is_found(good_system, references):
    first, second = good_system[6][:40], good_system[6][40:]
    lines = [*good_system[:6], first, second, *good_system[7:]]
    with pytest.raises(InputError, match=r"line 8 of hyp\.en: the line before was broken in two"):
        check_lengths(file(lines), file(references, "ref.en"))


def test_files_that_have_nothing_in_common_are_not_located(references):
    lines = [f"zzz{k}" for k in range(len(references) - 2)]
    with pytest.raises(InputError, match=r"18 lines, .*20; "):
        check_lengths(file(lines), file(references, "ref.en"))


def test_files_of_very_different_length_are_said_to_be_others(references):
    with pytest.raises(InputError, match="same test set"):
        check_lengths(file(["x"] * 300), file(references, "ref.en"))


def test_an_empty_file_is_said_to_be_empty(references):
    with pytest.raises(InputError, match="is empty"):
        check_lengths(file([]), file(references, "ref.en"))


def test_shifted_lines_are_named_with_the_line_where_the_shift_begins(good_system, references):
    lines = [*good_system[:5], *good_system[6:14], "An extra line.", *good_system[14:]]
    (found,) = messages(lines, references)
    assert re.fullmatch(  # the extra line itself matches neither way
        r"hyp\.en:6: lines 6 to 1[34] match the reference of the next line: a line is missing here",
        found,
    )


def test_a_line_too_many_is_named(good_system, references):
    lines = ["An extra line.", *good_system[:-1]]
    assert any("match the reference of the previous line" in m for m in messages(lines, references))


def test_a_doubled_line_is_named(good_system, references):
    lines = [*good_system[:7], good_system[6], *good_system[8:]]
    assert messages(lines, references) == ["hyp.en:8: the line before is repeated"]


def test_a_line_doubled_in_the_reference_too_is_fine(good_system, references):
    lines = [*good_system[:7], good_system[6], *good_system[8:]]
    refs = [*references[:7], references[6], *references[8:]]
    assert messages(lines, refs) == []


def test_empty_hypotheses_are_counted_and_the_first_is_named(good_system, references):
    lines = [*good_system[:3], "", *good_system[4:9], "", *good_system[10:]]
    assert messages(lines, references) == ["hyp.en:4: 2 hypotheses are empty"]


def test_the_reference_given_as_a_system_is_noticed(references):
    assert messages(references, references) == ["hyp.en: is the same as the reference ref.en"]


def test_chinese_given_for_english_is_noticed(references):
    chinese = ["市议会批准了一项计划。"] * len(references)
    assert any("Chinese" in m for m in messages(chinese, references))
    assert any("swapped" in m for m in messages(references, chinese))


def test_another_european_language_is_noticed(references):
    lines = [
        f"Le conseil municipal numéro {k} approuve ce plan pour les arbres." for k in range(20)
    ]
    assert any("does not read like the language" in m for m in messages(lines, references))


def test_untranslated_lines_are_noticed(good_system, references):
    src = [f"第{k}句话。" for k in range(len(references))]
    lines = [*good_system[:4], src[4], *good_system[5:]]
    assert messages(lines, references, src) == ["hyp.en:5: 1 lines are the untranslated source"]


def test_tokenised_text_is_noticed(good_system, references):
    lines = [line.replace(".", " .").replace(",", " ,") for line in good_system]
    assert any("tokenised" in m for m in messages(lines, references))


def test_html_entities_are_noticed(good_system, references):
    lines = [*good_system[:2], good_system[2].replace('"', "&quot;"), *good_system[3:]]
    assert messages(lines, references) == ["hyp.en:3: 1 line holds HTML entities such as &quot;"]


def test_windows_line_ends_and_a_byte_order_mark_are_said_and_dropped():
    found = decode_segments(b"\xef\xbb\xbfOne.\r\nTwo.\r\n", "w.en")
    assert found.lines == ("One.", "Two.")
    assert [n.message[:9] for n in inspect_reference(found, 1)] == ["has Windo", "begins wi"]


def test_only_a_line_feed_ends_a_line():
    found = decode_segments("a\u2028b\x0bc\rd\n\ne".encode(), "odd.en")
    assert found.lines == ("a\u2028b\x0bc\rd", "", "e")


def test_references_in_columns_are_suspected_when_every_line_has_as_many_tabs():
    notices = inspect_reference(file(["a\tb", "c\td"], "ref.tsv"), 1)
    assert [n.message for n in notices] == ["its lines have 1 tab(s): --num-refs 2?"]
    assert inspect_reference(file(["a\tb", "c"], "ref.tsv"), 1) == []


def test_transposed_references_are_refused():
    with pytest.raises(InputError, match="transposed"):
        check_test_set([["a", "A"], ["b", "B"], ["c", "C"]], 3)
    with pytest.raises(InputError, match="list of strings"):
        check_test_set(["a", "b", "c"], 3)
    check_test_set([["a", "b", "c"]], 3)


@pytest.mark.parametrize(
    ("references", "says"),
    [
        ([], "without segments"),
        ([[]], "without segments"),
        ([["a", "b"], ["a"]], "of 1 and of 2 segments"),
        (["a", "bc"], "list of strings"),
    ],
)
def test_references_that_do_not_match_are_refused(references, says):
    with pytest.raises(InputError, match=says):
        make_metrics(["bleu", "chrf", "ter"], references, MetricOptions())


def test_no_system_is_nothing_to_score():
    metrics = make_metrics(["bleu"], [["a", "b"]], MetricOptions())
    with pytest.raises(InputError, match="no system"):
        measure([], TestSet((("a", "b"),)), metrics)


def test_similarity_is_of_words_without_case():
    assert similarity("A cat sat", "a CAT sat") == 1
    assert similarity("a b", "c d") == 0
    assert similarity("", "") == 1


def test_a_bad_byte_behind_a_byte_order_mark_is_named_with_its_line():
    with pytest.raises(InputError, match="hyp:2: byte 0xff is not utf-8"):
        decode_segments(b"\xef\xbb\xbfa\n\xff\n", "hyp")


def test_a_damaged_gzip_file_is_refused(tmp_path):
    packed = bytearray(gzip.compress(b"A line of text.\n" * 100))
    packed[12:14] = b"\xff\xff"
    (tmp_path / "hyp.gz").write_bytes(packed)
    with pytest.raises(InputError, match=r"hyp\.gz: cannot be read"):
        read_segments(tmp_path / "hyp.gz")
