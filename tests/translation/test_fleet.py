"""Several workers write the bytes of one, whatever becomes of them, and take part in resuming."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from aligner.errors import ModelError, PartialError
from aligner.execution.local import Local
from aligner.translation.counts import RunCounts
from aligner.translation.fleet import Loading
from aligner.translation.options import BatchOptions, Decoding, EngineOptions, TranslateOptions
from aligner.translation.run import RunRequest, run
from tests.execution.deadly import Killing

SENTENCES = [
    "双方就经贸合作交换了意见。",
    "国务院总理周三在北京会见了来访的外国客人。",
    "外国客人周三会见了总理。",
    "双方在北京交换意见。",
]
OPTIONS = TranslateOptions(
    EngineOptions("cpu", threads=2),
    Decoding(beam_size=2),
    BatchOptions(pieces=60, examples=4, window=80),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Ten articles of different lengths, and three files of lines: long, empty, of one line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for number in range(10):
        text = "".join(SENTENCES[number % 4 :]) + f"第{number}条。\n\n{SENTENCES[number % 3]}\n"
        (tmp_path / "news" / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "lines").mkdir()
    long = "".join(f"{SENTENCES[n % 4]}第{n}行。\n" for n in range(40))
    for name, text in (("long", long), ("none", ""), ("one", f"{SENTENCES[0]}\n")):
        (tmp_path / "lines" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def request_for(model_dir):
    def make(source, output, executor=None, **changes):
        request = RunRequest(
            (source,),
            output,
            lines=source == "lines",
            format="jsonl",
            model=str(model_dir),
            options=OPTIONS,
            executor=executor,
        )
        return replace(request, **changes)

    return make


def content(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.jsonl")}


@dataclass(frozen=True)
class Interrupted:
    """An executor that is interrupted after three results."""

    inner: Any

    @property
    def workers(self):
        return self.inner.workers

    def run(self, make, tasks, *, threads=1):
        results = self.inner.run(make, tasks, threads=threads)
        for _ in range(3):
            yield next(results)
        results.close()
        raise KeyboardInterrupt


@pytest.mark.parametrize("source", ["news", "lines"])
def test_several_workers_write_the_bytes_of_one_though_one_is_killed(
    folder, request_for, several, source
):
    alone = run(request_for(source, "alone"))
    executor = Killing(several, folder / "mark", nth=2, after=0)
    together = run(request_for(source, "together", executor))
    assert (folder / "mark").exists()
    assert content(folder / "together") == content(folder / "alone")
    assert len(content(folder / "alone")) == (10 if source == "news" else 3)
    assert together.counts == alone.counts
    assert together.severities == alone.severities
    assert together.failures == []


@pytest.mark.parametrize(("source", "executor"), [("news", Local(2)), ("lines", None)])
def test_an_interrupted_run_goes_on_with_any_number_of_workers(
    folder, request_for, source, executor
):
    run(request_for(source, "alone"))
    with pytest.raises(KeyboardInterrupt):
        run(request_for(source, "out", Interrupted(Local(1))))
    assert content(folder / "out") != content(folder / "alone")
    report = run(request_for(source, "out", executor, resume=True))
    assert report.reused > 0
    assert content(folder / "out") == content(folder / "alone")


def test_a_broken_line_fails_its_file_alone(folder, request_for):
    (folder / "lines" / "long.txt").write_bytes("双方。\n".encode() * 30 + b"\xe5\xff\n")
    run(request_for("lines", "alone"))
    report = run(request_for("lines", "out", Local(1)))
    assert [str(error).split(" is not")[0] for error in report.failures] == [
        "lines/long.txt:31: byte 300 (0xe5)"
    ]
    assert sorted(content(folder / "out")) == ["none.jsonl", "one.jsonl"]
    assert content(folder / "out") == content(folder / "alone")


def test_a_window_that_fails_costs_its_documents_alone(folder, request_for):
    report = run(request_for("news", "out", FirstWindowFails(Local(1))))
    assert report.failures
    assert all(isinstance(error, PartialError) for error in report.failures)
    assert "ValueError: a fault" in str(report.failures[0])
    assert len(report.failures) + len(report.written) == 10
    assert len(report.written) > 5


@dataclass(frozen=True)
class FirstWindowFails:
    """An executor whose first task runs into a fault."""

    inner: Local

    @property
    def workers(self):
        return self.inner.workers

    def run(self, make, tasks, *, threads=1):
        def faulty():
            work, seen = make(), []

            def call(task):
                seen.append(task)
                if len(seen) == 1:
                    raise ValueError("a fault")
                return work(task)

            return call

        return self.inner.run(faulty, tasks, threads=threads)


def test_a_worker_with_another_model_is_refused(model_dir):
    with pytest.raises(ModelError, match="all nodes must have the same"):
        Loading(model_dir, OPTIONS, None, signature="of another model")()


def test_counts_are_taken_once_and_add_up():
    counts, total = RunCounts(), RunCounts()
    flagged = counts.flagged
    for _ in range(2):
        counts.segments += 1
        flagged["loop"] += 2
        total.add(counts.take())
    assert counts == RunCounts()
    assert (total.segments, total.flagged["loop"]) == (2, 4)
