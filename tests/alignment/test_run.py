"""Many documents: what becomes of one that brings its process down."""

import os
import signal

from aligner.alignment.documents import DocumentPair
from aligner.alignment.journal import Journal
from aligner.alignment.run import AlignSettings, align_all
from aligner.progress import Silent


def deadly(_):
    """Load a scorer, at the cost of the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_documents_that_kill_their_process_are_reported(tmp_path):
    (tmp_path / "zh.txt").write_text("他在北京。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("He is in Beijing.\n", encoding="utf-8")
    pairs = [DocumentPair(n, tmp_path / "zh.txt", tmp_path / "en.txt") for n in ("a", "b")]
    settings = AlignSettings(model=tmp_path, load_scorer=deadly)
    journal = Journal(None, resume=False)
    outcome = align_all(pairs, settings, journal, Silent(), jobs=2)
    assert not outcome.keys
    assert [failure.pair.doc_id for failure in outcome.failures] == ["a", "b"]
    assert all("its worker ended" in str(failure.error) for failure in outcome.failures)
    journal.close(keep=False)
