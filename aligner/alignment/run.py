"""Align many documents: in this process or several, past failures, resumable.

A document that fails is reported and the others go on, even if it brings a process down. Results
come in the order of the documents whatever the number of processes, and are the same bytes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from aligner import __version__
from aligner.alignment.align import AlignOptions, Scorer, align
from aligner.alignment.anchoring import Anchors
from aligner.alignment.corrections import Gap, with_corrections
from aligner.alignment.documents import DocumentPair, read_documents
from aligner.alignment.journal import Journal, digest, read_or_empty
from aligner.alignment.lexicon import find_lexicon
from aligner.alignment.numbering import read_beads
from aligner.alignment.weights import find_weights
from aligner.bitext import Alignment, Bead
from aligner.document import Article
from aligner.errors import AlignerError, InputError, PartialError, UsageError
from aligner.formats.streams import read_lines
from aligner.progress import Progress

ScorerLoader = Callable[[Path], Scorer]


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """What one run does to each document, as plain values that other processes can be sent.

    ``anchors``: a table of hard boundaries, see ``read_anchors``. ``reviewed``: a file of beads
    that hold. ``tables``: a folder with a lexical table, weights or both in place of the shipped
    ones. ``model``: the folder of a translation model that judges doubtful beads, loaded once
    a process by ``load_scorer``, a module-level function that keeps what it loaded.
    """

    presplit: bool = False
    max_bead: int = 8
    anchors: Path | None = None
    reviewed: Path | None = None
    tables: Path | None = None
    model: Path | None = None
    load_scorer: ScorerLoader | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be aligned."""

    pair: DocumentPair
    error: AlignerError


@dataclass(frozen=True, slots=True)
class Outcome:
    """The digests of the finished documents in order, and what failed."""

    keys: tuple[str, ...]
    failures: tuple[Failure, ...]


def align_all(
    pairs: Sequence[DocumentPair],
    settings: AlignSettings,
    journal: Journal,
    progress: Progress,
    jobs: int = 1,
) -> Outcome:
    """Align the documents that ``journal`` does not hold yet and add them to it."""
    base = _settings_digest(settings)
    keys = [_key(pair, base) for pair in pairs]
    todo = [(key, pair) for key, pair in zip(keys, pairs, strict=True) if key not in journal]
    failures = []
    done = len(pairs) - len(todo)
    progress.advance(done, len(pairs))
    for (key, pair), result in zip(todo, _results(todo, settings, jobs), strict=True):
        if isinstance(result, AlignerError):
            failures.append(Failure(pair, result))
        else:
            journal.add(key, result)
        done += 1
        progress.advance(done, len(pairs))
    return Outcome(tuple(key for key in keys if key in journal), tuple(failures))


def align_pair(pair: DocumentPair, settings: AlignSettings) -> Alignment:
    """Read, check and align one document.

    Raises ``InputError`` when an anchor cuts through a reviewed bead, besides what those raise.
    """
    src, tgt = read_documents(pair, presplit=settings.presplit)
    options = AlignOptions(
        max_bead=settings.max_bead,
        anchors=() if settings.anchors is None else read_anchors(settings.anchors, src, tgt),
        lexicon=find_lexicon(settings.tables),
        weights=find_weights(settings.tables),
        score=_scorer(settings),
    )
    if settings.reviewed is None:
        return align(src, tgt, options)
    given = read_beads(settings.reviewed, src, tgt)
    if not given:
        return align(src, tgt, options)
    _check_agreement(options.anchors, given, settings)

    def align_between(one: Article, other: Article, gap: Gap) -> Alignment:
        return align(one, other, replace(options, anchors=_anchors_in(gap, options.anchors)))

    return with_corrections(src, tgt, given, align_between)


def _check_agreement(anchors: Anchors, given: Sequence[Bead], settings: AlignSettings) -> None:
    for i, j in anchors:
        for src, tgt in ((bead.src, bead.tgt) for bead in given):
            before, after = src.stop <= i and tgt.stop <= j, src.start >= i and tgt.start >= j
            if not (before or after):
                raise InputError(
                    f"{settings.anchors}: sentences {i} and {j} do not both start anew in "
                    f"{settings.reviewed}; take the anchor or the bead away"
                )


def _anchors_in(gap: Gap, anchors: Anchors) -> tuple[tuple[int, int], ...]:
    """Return the anchors that lie in a gap, numbered from its start."""
    src, tgt = gap
    return tuple(
        (i - src.start, j - tgt.start)
        for i, j in anchors
        if src.start <= i <= src.stop and tgt.start <= j <= tgt.stop
    )


def read_anchors(path: Path, src: Article, tgt: Article) -> tuple[tuple[int, int], ...]:
    """Read hard boundaries: a row names the sentence on each side before which both start anew.

    Two columns with a tab: sentence numbers from 0, or how the sentence begins. Raises
    ``InputError`` with the line when a sentence is not found, not the only one, or out of order,
    and when there are no rows.
    """
    anchors: list[tuple[int, int]] = []
    for number, line in read_lines(path):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        cells = line.split("\t")
        if len(cells) != 2:
            raise InputError(f"{where}: two columns with a tab between expected")
        anchor = _place(cells[0], src, where), _place(cells[1], tgt, where)
        if anchors and not (anchor[0] > anchors[-1][0] and anchor[1] > anchors[-1][1]):
            raise InputError(f"{where}: anchors must rise on both sides")
        anchors.append(anchor)
    if not anchors:
        raise InputError(f"{path}: no anchors; expected are lines of two sentences, a tab between")
    return tuple(anchors)


def _place(cell: str, article: Article, where: str) -> int:
    wanted, sentences = cell.strip(), article.sentences
    if re.fullmatch(r"\d+", wanted):
        if int(wanted) >= len(sentences):
            raise InputError(f"{where}: sentence {wanted}, but there are {len(sentences)}")
        return int(wanted)
    found = [at for at, sentence in enumerate(sentences) if sentence.text.startswith(wanted)]
    if not wanted or len(found) != 1:
        raise InputError(
            f"{where}: {len(found)} sentences begin with {wanted!r}; give more of it, or a number"
        )
    return found[0]


def _settings_digest(settings: AlignSettings) -> bytes:
    files = [settings.anchors, settings.reviewed]
    if settings.tables is not None:
        files += [find_lexicon(settings.tables), find_weights(settings.tables)]
    plain = (__version__, settings.presplit, settings.max_bead, str(settings.model))
    return digest(repr(plain).encode(), *(read_or_empty(file) for file in files)).encode()


def _key(pair: DocumentPair, base: bytes) -> str:
    return digest(base, pair.doc_id.encode(), read_or_empty(pair.src), read_or_empty(pair.tgt))


def _results(
    todo: Sequence[tuple[str, DocumentPair]], settings: AlignSettings, jobs: int
) -> Iterator[Alignment | AlignerError]:
    work = _work(settings)
    if jobs <= 1 or len(todo) <= 1:
        yield from (work(pair) for _, pair in todo)
        return
    # Not at the top: most runs are of one document, and this takes as long as aligning it.
    from aligner.execution.executor import Failed
    from aligner.execution.local import Local

    pool = Local(min(jobs, len(todo)))
    for found in pool.run(partial(_work, settings), (pair for _, pair in todo)):
        yield PartialError(found.reason) if isinstance(found, Failed) else found


def _work(settings: AlignSettings) -> Callable[[DocumentPair], Alignment | AlignerError]:
    return partial(_guarded, settings=settings)


def _guarded(pair: DocumentPair, settings: AlignSettings) -> Alignment | AlignerError:
    try:
        return align_pair(pair, settings)
    except (InputError, UsageError) as error:
        # Of this document alone; a missing model or a full disk ends the whole run.
        return error


def _scorer(settings: AlignSettings) -> Scorer | None:
    if settings.model is None or settings.load_scorer is None:
        return None
    return settings.load_scorer(settings.model)
