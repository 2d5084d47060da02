"""The model at work: source pieces in, scored target pieces out, by CTranslate2.

``Ct2Engine`` checks at load that files, vocabulary, tokenizer and sentence end fit together,
because a model with the wrong tokenizer or a missing end of sentence does not fail: it babbles.
Knows nothing of text; ``tokenizer.py`` makes the pieces.
"""

import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from aligner.errors import ModelError, UsageError
from aligner.paths import is_file
from aligner.translation.options import Decoding, EngineOptions

VOCABULARY_MAP = "vmap.txt"
MAX_TARGET = 480
"""Longest output in pieces; Marian models know 512 positions."""

_EXTRA_TARGET, _TARGET_RATIO = 40, 2
"""An output may have 2 target pieces a source piece and 40 more before it counts as cut off.

News needs 1.3 on average; what runs longer is a loop nearly always, and decoded again if not.
"""


@dataclass(frozen=True, slots=True)
class Request:
    """Source pieces to translate, and target pieces the output must begin with."""

    pieces: tuple[str, ...]
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One output: ``score`` is the log-probability a piece, ``None`` if not asked for.

    ``complete`` is false when the length limit stopped it before it ended by itself.
    """

    pieces: tuple[str, ...]
    score: float | None
    complete: bool


Batch = tuple[Request, ...]
Candidates = tuple[Candidate, ...]


class Engine(Protocol):
    """Translates batches of pieces; ``Ct2Engine`` does, and a journal wraps one."""

    @property
    def threads(self) -> int:
        """How many batches are computed at once."""

    def decode(self, batches: Sequence[Batch], how: Decoding) -> Iterator[tuple[Candidates, ...]]:
        """Yield, for each batch in order, the candidates of each request, best first."""

    def score(
        self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> list[tuple[float, ...]]:
        """Return the log-probability of each target piece, and of the end, given the source."""


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What the files of a model folder say about feeding it."""

    source_vocabulary: frozenset[str]
    target_vocabulary: tuple[str, ...]
    eos: str
    add_source_eos: bool
    has_vocabulary_map: bool
    source_prefix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()


def read_shape(
    folder: Path, source_prefix: tuple[str, ...] = (), target_prefix: tuple[str, ...] = ()
) -> ModelShape:
    """Read ``config.json`` and the vocabularies of a CTranslate2 folder.

    Raises ``ModelError`` that names the file and what is wrong with it.
    """
    for name in ("model.bin", "config.json"):
        if not (folder / name).is_file():
            raise ModelError(
                f"{folder}: {name} is missing: not a complete CTranslate2 model; "
                "install it again, or convert one with 'aligner models convert'"
            )
    if is_file(folder / VOCABULARY_MAP) and not (folder / VOCABULARY_MAP).stat().st_size:
        raise ModelError(f"{folder / VOCABULARY_MAP}: is empty; install the model again")
    config = _read_json(folder / "config.json")
    if not isinstance(config, dict):
        raise ModelError(f"{folder / 'config.json'}: not a JSON object; install the model again")
    source, target = _vocabulary(folder, "source"), _vocabulary(folder, "target")
    eos = str(config.get("eos_token", "</s>"))
    shape = ModelShape(
        frozenset(source),
        tuple(target),
        eos,
        bool(config.get("add_source_eos", False)),
        (folder / VOCABULARY_MAP).is_file(),
        source_prefix,
        target_prefix,
    )
    _check_symbols(folder, shape)
    return shape


def _check_symbols(folder: Path, shape: ModelShape) -> None:
    known = set(shape.target_vocabulary)
    if shape.eos not in known or shape.eos not in shape.source_vocabulary:
        raise ModelError(
            f"{folder}: the sentence end {shape.eos!r} of config.json is not in the vocabulary; "
            "the vocabulary belongs to another model: convert it again with "
            "'aligner models convert'"
        )
    lost = [piece for piece in shape.source_prefix if piece not in shape.source_vocabulary]
    lost += [piece for piece in shape.target_prefix if piece not in known]
    if lost:
        raise ModelError(
            f"{folder}: the language prefix {' '.join(lost)} of card.toml is not in the vocabulary"
        )


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: cannot be read as JSON: {error}; install it again") from error


def _vocabulary(folder: Path, side: str) -> list[str]:
    for stem in (f"{side}_vocabulary", "shared_vocabulary"):
        path = folder / f"{stem}.json"
        if path.is_file():
            pieces = _read_json(path)
            if not (isinstance(pieces, list) and pieces and isinstance(pieces[0], str)):
                raise ModelError(f"{path}: not a list of pieces; install the model again")
            return pieces
        path = folder / f"{stem}.txt"
        if path.is_file():
            return path.read_text(encoding="utf-8").split("\n")
    raise ModelError(
        f"{folder}: no {side} vocabulary ({side}_vocabulary.json or shared_vocabulary.json); "
        "the folder is incomplete: install it again"
    )


class Ct2Engine:
    """A CTranslate2 model, ready to compute; thread-safe, one for a process is enough."""

    def __init__(self, folder: Path, shape: ModelShape, options: EngineOptions) -> None:
        self.shape = shape
        self.device = _choose_device(options.device)
        self.compute_type = _choose_compute_type(options.compute_type, self.device)
        self._threads = options.threads or (os.cpu_count() or 1)
        own = options.own_threads or self._threads
        self._translator = _load(folder, self.device, self.compute_type, own)
        self._suppressed: list[list[str]] | None = None

    @property
    def threads(self) -> int:
        """How many batches are computed at once, by all processes of the run together."""
        return self._threads if self.device == "cpu" else 1

    def decode(self, batches: Sequence[Batch], how: Decoding) -> Iterator[tuple[Candidates, ...]]:
        """Yield the candidates of each batch in order, some batches always under way."""
        keywords = self._keywords(how)
        ahead = 2 * self.threads + 2
        pending: deque[tuple[Batch, int, list[Any]]] = deque()
        for batch in batches:
            pending.append(self._submit(batch, keywords))
            if len(pending) > ahead:
                yield self._collect(*pending.popleft(), how.length_penalty)
        while pending:
            yield self._collect(*pending.popleft(), how.length_penalty)

    def score(
        self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> list[tuple[float, ...]]:
        """Force-decode: the log-probability of each given target piece, then of the end."""
        sources = [self._source(source) for source, _ in pairs]
        prefix = list(self.shape.target_prefix)
        targets = [prefix + list(target) for _, target in pairs]
        results = self._translator.score_batch(
            sources, targets, max_batch_size=32, max_input_length=0, offset=len(prefix)
        )
        return [tuple(result.log_probs) for result in results]

    def ends(self, pieces: tuple[str, ...], *, with_eos: bool = True) -> bool:
        """Return whether the greedy translation of ``pieces`` comes to an end by itself.

        ``with_eos=False`` leaves the sentence end away that the source should have.
        """
        source = self._source(pieces)
        limit = _length_limit((Request(pieces),))
        (result,) = self._translator.translate_batch(
            [source if with_eos or source[-1] != self.shape.eos else source[:-1]],
            target_prefix=[list(self.shape.target_prefix)] if self.shape.target_prefix else None,
            beam_size=1,
            max_decoding_length=limit,
        )
        return len(result.hypotheses[0]) < limit

    def _keywords(self, how: Decoding) -> dict[str, Any]:
        return {
            "beam_size": how.width,
            "num_hypotheses": how.nbest,
            "return_scores": how.scores,
            "length_penalty": how.length_penalty,
            # CTranslate2 4.8 crashes on a coverage penalty with scores in greedy search.
            "coverage_penalty": how.coverage_penalty if how.width > 1 else 0.0,
            "no_repeat_ngram_size": how.no_repeat_ngram_size,
            "repetition_penalty": how.repetition_penalty,
            "use_vmap": how.vocabulary_map and self.shape.has_vocabulary_map,
            "suppress_sequences": self._han_pieces() if how.suppress_han else None,
            "disable_unk": True,
            "max_input_length": 0,
            "asynchronous": True,
        }

    def _submit(self, batch: Batch, keywords: dict[str, Any]) -> tuple[Batch, int, list[Any]]:
        limit = _length_limit(batch)
        start = list(self.shape.target_prefix)
        prefixes = [start + list(request.prefix) for request in batch]
        sources = [self._source(request.pieces) for request in batch]
        try:
            results = self._translator.translate_batch(
                sources,
                target_prefix=prefixes if any(prefixes) else None,
                max_decoding_length=limit,
                **keywords,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"the model cannot translate: {error}") from error
        return batch, limit, results

    def _collect(
        self, batch: Batch, limit: int, results: list[Any], penalty: float
    ) -> tuple[Candidates, ...]:
        skip = len(self.shape.target_prefix)
        outcome = []
        for _, waiting in zip(batch, results, strict=True):
            try:
                result = waiting.result()
            except RuntimeError as error:
                raise ModelError(f"the model cannot translate: {error}") from error
            scores = result.scores or [None] * len(result.hypotheses)
            found = []
            for pieces, score in zip(result.hypotheses, scores, strict=True):
                complete = len(pieces) < limit
                if score is not None:  # what CTranslate2 gives is the sum by size ** penalty
                    score *= (len(pieces) + complete) ** (penalty - 1)
                found.append(Candidate(tuple(pieces[skip:]), score, complete))
            outcome.append(tuple(found))
        return tuple(outcome)

    def _source(self, pieces: tuple[str, ...]) -> list[str]:
        end = [] if self.shape.add_source_eos else [self.shape.eos]
        return [*self.shape.source_prefix, *pieces, *end]

    def _han_pieces(self) -> list[list[str]]:
        from aligner.text.script import han_count

        if self._suppressed is None:
            self._suppressed = [[p] for p in self.shape.target_vocabulary if han_count(p)]
        return self._suppressed


def _length_limit(batch: Batch) -> int:
    longest = max(len(request.pieces) for request in batch)
    forced = max(len(request.prefix) for request in batch)
    return min(MAX_TARGET, _TARGET_RATIO * longest + _EXTRA_TARGET + forced)


def _choose_device(asked: str) -> str:
    if asked == "cpu":
        return "cpu"
    import ctranslate2

    if ctranslate2.get_cuda_device_count() > 0:
        return "cuda"
    if asked == "cuda":
        raise UsageError("--device cuda: no CUDA device found; use --device cpu")
    return "cpu"


def _choose_compute_type(asked: str, device: str) -> str:
    import ctranslate2

    supported = ctranslate2.get_supported_compute_types(device)
    if asked == "auto":
        wanted = ("int8",) if device == "cpu" else ("float16", "float32")
        return next((name for name in wanted if name in supported), "default")
    if asked not in supported:
        names = ", ".join(sorted(supported))
        raise UsageError(f"--compute-type {asked}: not supported on this {device}; one of {names}")
    return asked


def _load(folder: Path, device: str, compute_type: str, threads: int) -> Any:  # noqa: ANN401
    import ctranslate2

    try:
        # One computing thread a batch and one batch a core: twice the sentences of the reverse.
        return ctranslate2.Translator(
            str(folder),
            device=device,
            compute_type=compute_type,
            inter_threads=threads if device == "cpu" else 1,
            intra_threads=1,
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        raise ModelError(
            f"{folder}: cannot be loaded: {error}; verify it with 'aligner models verify' "
            "or install it again"
        ) from error
