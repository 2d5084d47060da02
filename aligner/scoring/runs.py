"""Run folders: everything of an evaluation that is needed to compare it later.

``results.json`` (scores, tests, costs, signatures), ``src.zh``, ``ref.1.en``..., ``docids``,
``challenge.jsonl`` and a file of hypotheses a model under ``hypotheses/``.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aligner.errors import FormatError, InputError, OutputError, RefusedError
from aligner.paths import exists, is_folder
from aligner.scoring.challenge import (
    ChallengeSet,
    by_phenomenon,
    challenge_json,
    item_line,
    read_challenge,
)
from aligner.scoring.evaluation import Evaluation, ModelRun, Run
from aligner.scoring.flags import flag_counts
from aligner.scoring.model_job import Cost
from aligner.scoring.segments import TestSet, read_segments
from aligner.scoring.sets import NamedSet, digest_of

RESULTS = "results.json"
FORMAT = "aligner-run-1"


def is_run(path: Path) -> bool:
    """Tell a run folder by its results."""
    return (path / RESULTS).is_file()


def check_run_folder(path: Path, *, force: bool) -> None:
    """Raise before the work if a run cannot be written to ``path``.

    ``RefusedError`` if there is a run already and ``force`` is off, or a folder that is no run: it
    would be deleted. ``OutputError`` if no folder can be made there.
    """
    _check_above(path)
    if is_folder(path) and not any(path.iterdir()):
        return
    if is_folder(path) and not is_run(path):
        raise RefusedError(f"{path}: exists and is not a run folder; choose another -o")
    if exists(path) and not is_folder(path):
        raise OutputError(f"{path}: is a file; -o names a folder for the run")
    if exists(path) and not force:
        raise RefusedError(f"{path}: exists already; --force overwrites it")


def _check_above(path: Path) -> None:
    """Look at the nearest folder above ``path`` that exists: it must take another entry."""
    above = path.absolute().parent
    while not exists(above):
        above = above.parent
    if not is_folder(above):
        raise OutputError(f"{above}: is not a directory; choose another -o")
    if not os.access(above, os.W_OK | os.X_OK):
        raise OutputError(f"{above}: no permission to write here; choose another -o")


def write_run(path: Path, evaluation: Evaluation, *, force: bool) -> None:
    """Write the folder whole or not at all."""
    check_run_folder(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as temporary:
            made = Path(temporary) / "run"
            _write_files(made, evaluation)
            if path.exists():
                path.rename(Path(temporary) / "replaced")
            made.rename(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _write_files(folder: Path, evaluation: Evaluation) -> None:
    run = evaluation.run
    (folder / "hypotheses").mkdir(parents=True)
    if run.test_set:
        segments = run.test_set.segments
        _write_lines(folder / "src.zh", run.test_set.src)
        for number, reference in enumerate(segments.references, 1):
            _write_lines(folder / f"ref.{number}.en", reference)
        for name, lines in (("docids", segments.docids), ("domains", segments.domains)):
            if lines:
                _write_lines(folder / name, lines)
        for number, model in enumerate(run.models):
            _write_lines(folder / _hypotheses(number, model.name), model.hyps)
    if run.challenge:
        items = "".join(item_line(item) for item in run.challenge.items)
        (folder / "challenge.jsonl").write_text(items, encoding="utf-8", newline="\n")
    text = json.dumps(results(evaluation), ensure_ascii=False, indent=1)
    (folder / RESULTS).write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _hypotheses(number: int, name: str) -> str:
    """Return where the hypotheses of a model are; the name is for people."""
    safe = "".join(c if c.isalnum() or c in "._-" else "_" for c in Path(name).name)
    return f"hypotheses/{number + 1}-{safe}.en"


def results(evaluation: Evaluation) -> dict[str, Any]:
    """Return what ``results.json`` holds, and ``evaluate -f json`` prints."""
    run = evaluation.run
    return {
        "format": FORMAT,
        "set": _described(run.test_set),
        "challenge": _challenge(run.challenge),
        "models": [
            {
                "name": model.name,
                "folder": model.folder,
                "signature": model.signature,
                "hypotheses": _hypotheses(number, model.name) if run.test_set else None,
                "cost": asdict(model.cost),
                "sentences_per_second": model.cost.sentences_per_second,
                "pieces_per_second": model.cost.pieces_per_second,
                "findings": flag_counts(evaluation.flags[number]) if evaluation.flags else None,
                "solved": _solved(run.challenge, model),
            }
            for number, model in enumerate(run.models)
        ],
        "scores": asdict(evaluation.report) if evaluation.report else None,
        "phenomena": _phenomena(run),
    }


def _phenomena(run: Run) -> list[dict[str, Any]] | None:
    if run.challenge is None:
        return None
    rows = by_phenomenon(run.challenge.items, [model.answers for model in run.models])
    return challenge_json(rows, [model.name for model in run.models])


def _described(test_set: NamedSet | None) -> dict[str, Any] | None:
    if test_set is None:
        return None
    return {
        "name": test_set.name,
        "licence": test_set.licence,
        "digest": test_set.digest,
        "segments": len(test_set.src),
        "references": len(test_set.segments.references),
    }


def _challenge(challenge: ChallengeSet | None) -> dict[str, Any] | None:
    if challenge is None:
        return None
    return {"name": challenge.name, "digest": challenge.digest, "items": len(challenge.items)}


def _solved(challenge: ChallengeSet | None, model: ModelRun) -> list[str] | None:
    if challenge is None:
        return None
    return [i.id for i, right in zip(challenge.items, model.answers, strict=True) if right]


def read_run(path: Path) -> Run:
    """Read what ``write_run`` wrote.

    Raises ``InputError`` for what is no run folder or has lost a file, ``FormatError`` for results
    that are not ours.
    """
    if not path.exists():
        raise InputError(f"{path}: no such run folder or file")
    if not is_run(path):
        raise InputError(
            f"{path}: not a run folder: no {RESULTS} in it; 'aligner evaluate -o' makes one"
        )
    try:
        given = json.loads((path / RESULTS).read_text(encoding="utf-8"))
        if given["format"] != FORMAT:
            raise FormatError(f"{path / RESULTS}: of format {given['format']!r}, not {FORMAT}")
        return _run(path, given)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FormatError(f"{path / RESULTS}: not JSON: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{path / RESULTS}: not the results of a run: {error!r}") from error


def _run(path: Path, given: dict[str, Any]) -> Run:
    test_set = _read_set(path, given["set"]) if given["set"] else None
    challenge = None
    if given["challenge"]:
        found = read_challenge(path / "challenge.jsonl")
        challenge = ChallengeSet(given["challenge"]["name"], found.items, found.digest)
    models = tuple(_read_model(path, one, test_set, challenge) for one in given["models"])
    if not models:
        raise FormatError(f"{path / RESULTS}: holds no models")
    return Run(test_set, challenge, models)


def _read_set(path: Path, given: dict[str, Any]) -> NamedSet:
    src = read_segments(path / "src.zh").lines
    names = [f"ref.{number}.en" for number in range(1, given["references"] + 1)]
    references = tuple(read_segments(path / name).lines for name in names)
    others = [
        read_segments(path / name).lines if (path / name).is_file() else None
        for name in ("docids", "domains")
    ]
    digest = digest_of(src, references)
    if digest != given["digest"]:
        raise InputError(f"{path}: source or references were changed since the run")
    return NamedSet(given["name"], given["licence"], TestSet(references, src, *others), src, digest)


def _read_model(
    path: Path, given: dict[str, Any], test_set: NamedSet | None, challenge: ChallengeSet | None
) -> ModelRun:
    hyps: tuple[str, ...] = ()
    if test_set is not None:
        file = read_segments(path / given["hypotheses"])
        hyps = file.lines
        if len(hyps) != len(test_set.src):
            raise InputError(
                f"{file.name} has {len(hyps)} lines, the test set of the run {len(test_set.src)}"
            )
    right = frozenset(given["solved"] or ())
    items = challenge.items if challenge else ()
    return ModelRun(
        given["name"],
        given["folder"],
        given["signature"],
        hyps,
        tuple(item.id in right for item in items),
        Cost(**given["cost"]),
    )
