"""The journal: what is recorded is found again, what is not is not."""

import pytest

from aligner.errors import OutputError, RefusedError
from aligner.translation.engine import Candidate, Request
from aligner.translation.journal import Journal, JournalledEngine, digest
from aligner.translation.options import Decoding

ANSWER = ((Candidate(("▁Hello", "."), -0.25, True), Candidate(("▁Hi",), None, False)),)
BATCH = (Request(("▁你好", "。")),)


class CountingEngine:
    """Answers every batch with ``ANSWER``; remembers what it was asked."""

    threads = 1

    def __init__(self):
        self.asked = []

    def decode(self, batches, how):
        for batch in batches:
            self.asked.append(batch)
            yield ANSWER

    def score(self, pairs):
        return [(0.0,) for _ in pairs]


def answers(path, run="run", *, resume=True, how=None, batch=BATCH):
    engine = CountingEngine()
    journal = Journal(path, run, resume=resume)
    found = list(JournalledEngine(engine, journal).decode([batch], how or Decoding()))
    journal.close(finished=False)
    return found, len(engine.asked)


def test_a_recorded_batch_is_not_computed_again(tmp_path):
    path = tmp_path / "j"
    assert answers(path) == ([ANSWER], 1)
    assert answers(path) == ([ANSWER], 0)


def test_another_run_option_or_batch_is_computed(tmp_path):
    path = tmp_path / "j"
    answers(path)
    assert answers(path, run="another")[1] == 1
    assert answers(path, how=Decoding(beam_size=2))[1] == 1
    assert answers(path, batch=(Request(("▁你",)),))[1] == 1
    assert answers(path, batch=(Request(("▁你好", "。"), ("▁A",)),))[1] == 1


def test_without_resume_the_journal_starts_empty(tmp_path):
    path = tmp_path / "j"
    answers(path)
    assert answers(path, resume=False)[1] == 1


def test_a_torn_last_line_is_dropped_and_written_over(tmp_path):
    path = tmp_path / "j"
    answers(path)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    assert answers(path)[1] == 0
    assert path.read_bytes() == whole


def test_a_finished_run_leaves_no_journal(tmp_path):
    journal = Journal(tmp_path / "j", "run", resume=False)
    journal.close(finished=True)
    assert not (tmp_path / "j").exists()


def test_an_output_counts_as_written_only_if_input_and_bytes_are_the_same(tmp_path):
    output = tmp_path / "out.txt"
    output.write_text("Hello.\n")
    journal = Journal(tmp_path / "j", "run", resume=False)
    journal.add_output(output, "source one")
    assert journal.is_written(output, "source one")
    assert not journal.is_written(output, "source two")
    output.write_text("Edited.\n")
    assert not journal.is_written(output, "source one")
    journal.close(finished=True)


def test_two_runs_cannot_write_one_journal(tmp_path):
    journal = Journal(tmp_path / "j", "run", resume=False)
    with pytest.raises(RefusedError, match="another run"):
        Journal(tmp_path / "j", "run", resume=True)
    journal.close(finished=False)


def test_a_digest_knows_where_its_parts_end():
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")


def test_a_full_disk_is_said_once_and_closing_is_no_other_error(full_disk, tmp_path):
    journal = Journal(tmp_path / "j", "run", resume=False)
    with full_disk():
        with pytest.raises(OutputError, match="the journal cannot be written"):
            journal.add("a", ((Candidate(("▁x" * 2000,), 0.0, True),),))
        journal.close(finished=False)
    assert answers(tmp_path / "j")[1] == 1
