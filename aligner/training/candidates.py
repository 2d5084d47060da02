"""Candidates that a model in training writes, judged by the references, for ``risk.py``.

One process translates sources of the training data with the latest weights, over and over, by beam
search, by sampling and in parts; others read the newest of it. So candidates are never much older
than the model that learns from them: from those of a model left behind it learns to write longer
and longer. Does not: keep them beyond the run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
from numpy.typing import NDArray
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from aligner.document import Span
from aligner.training.data import Ids, Side, TrainingData, draw
from aligner.training.recipe import Risk
from aligner.translation.english.joining import joined
from aligner.translation.hypotheses import Output, Part
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import Unit, split_at_clauses

SOURCES, FIRST = 500, 50
"""Sources a file, and those of the first one, which training waits for: so many are translated
before the weights are looked at again."""
BATCH_PIECES = 1200

Search = Callable[[list[list[str]]], list[list[list[str]]]]
"""Sources to the hypotheses of each, in pieces."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Different translations of the source of one pair (piece ids), and their worth, 0 to 1.

    ``searches`` says how many of them each search found, in order.
    """

    pair: int
    rows: tuple[NDArray[np.uint16], ...]
    rewards: NDArray[np.float32]
    searches: tuple[int, ...]


class Store:
    """A folder with the newest candidates: one process writes it, others read it."""

    def __init__(self, folder: Path, keep: int) -> None:
        self._folder, self._keep = folder, keep
        self._read: dict[str, list[Candidates]] = {}

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.npz"))

    @property
    def count(self) -> int:
        """How many files were ever put in."""
        files = self._files()
        return int(files[-1].stem) + 1 if files else 0

    def put(self, drawn: Sequence[Candidates]) -> None:
        """Add candidates, and forget the oldest beyond ``keep`` sources."""
        if not drawn:
            return
        files, number = self._files(), self.count
        temporary = self._folder / "unfinished"
        with temporary.open("wb") as stream:
            np.savez(
                stream,
                pair=np.array([one.pair for one in drawn], np.int64),
                searches=np.array([one.searches for one in drawn], np.int64),
                lengths=np.array([len(row) for one in drawn for row in one.rows], np.int64),
                pieces=np.concatenate([row for one in drawn for row in one.rows]),
                rewards=np.concatenate([one.rewards for one in drawn]),
            )
        files.append(temporary.replace(self._folder / f"{number:08d}.npz"))
        for old in files[: -max(1, self._keep // SOURCES)]:
            old.unlink()

    def newest(self) -> list[Candidates]:
        """Return what is there, the oldest first."""
        names = [path.name for path in self._files()]
        self._read = {name: self._read.get(name) or self._load(name) for name in names}
        return [one for kept in self._read.values() for one in kept]

    def _load(self, name: str) -> list[Candidates]:
        try:
            with np.load(self._folder / name) as stored:
                parts = {key: stored[key] for key in stored.files}
        except FileNotFoundError:  # forgotten since the folder was read
            return []
        rows = np.split(parts["pieces"], np.cumsum(parts["lengths"])[:-1])
        counts = parts["searches"].sum(1)
        ends = counts.cumsum()
        own = [slice(end - count, end) for count, end in zip(counts, ends, strict=True)]
        return [
            Candidates(int(pair), tuple(rows[of]), parts["rewards"][of], tuple(found.tolist()))
            for pair, found, of in zip(parts["pair"], parts["searches"], own, strict=True)
        ]


class Judge:
    """Sentence BLEU and chrF++ against the reference, mixed and from 0 to 1."""

    def __init__(self, bleu_share: float) -> None:
        self._share = bleu_share
        self._bleu, self._chrf = BLEU(effective_order=True), CHRF(word_order=2)

    def __call__(self, hypothesis: str, reference: str) -> float:
        """Return how near a hypothesis is to its reference."""
        bleu = self._bleu.sentence_score(hypothesis, [reference]).score if self._share else 0.0
        chrf = self._chrf.sentence_score(hypothesis, [reference]).score
        return (self._share * bleu + (1 - self._share) * chrf) / 100


class Writer:
    """Translates sources of the training data with one model, and judges what comes out."""

    def __init__(self, data: TrainingData, risk: Risk, longest: int) -> None:
        self._data, self._risk, self._longest = data, risk, longest
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(data.tokenizer))
        self._pieces = [
            self._processor.id_to_piece(i) for i in range(self._processor.get_piece_size())
        ]
        self._number = {piece: i for i, piece in enumerate(self._pieces)}
        self._tokenizer = Tokenizer(self._processor, self._processor, (data.tokenizer,) * 2)
        self._judge = Judge(risk.bleu)

    def pairs(self, weights: NDArray[np.float64], count: int, rng: np.random.Generator) -> Ids:
        """Draw pairs by the weights of their files."""
        return draw(self._data, weights, count, rng)

    def write(self, model: Path, pairs: Ids) -> list[Candidates]:
        """Return the candidates of each pair that has two at least."""
        engine = ctranslate2.Translator(str(model), inter_threads=1, intra_threads=1)
        sources = [self._text(self._data.src, pair) for pair in pairs]
        found = [search(sources) for search in self._searches(engine, model)]
        made = (
            self._candidates(int(pair), each) for pair, *each in zip(pairs, *found, strict=True)
        )
        return [one for one in made if len(one.rows) > 1]

    def _text(self, side: Side, pair: int) -> list[str]:
        return [self._pieces[piece] for piece in side.of(pair)]

    def _searches(self, engine: ctranslate2.Translator, model: Path) -> list[Search]:
        risk = self._risk
        common = {
            "max_batch_size": BATCH_PIECES,
            "batch_type": "tokens",
            "max_decoding_length": self._longest,  # what babbles on is a candidate, and a bad one
            "use_vmap": (model / "vmap.txt").exists(),
        }
        beam: dict[str, object] = {
            "beam_size": risk.beam,
            "num_hypotheses": risk.beam,
            "no_repeat_ngram_size": 10,
            "length_penalty": risk.length_penalty,
            "coverage_penalty": risk.coverage_penalty,
        }
        sampled: dict[str, object] = {
            "beam_size": 1,
            "num_hypotheses": risk.sampled,
            "sampling_topk": risk.topk,
            "sampling_temperature": risk.temperature,
        }
        chosen = [options for options in (beam, sampled) if options["num_hypotheses"]]

        def search_by(options: dict[str, object]) -> Search:
            return lambda sources: [
                result.hypotheses for result in engine.translate_batch(sources, **common, **options)
            ]

        best = search_by({**beam, "num_hypotheses": 1})
        in_parts = [in_parts_by(best, self._tokenizer, size) for size in risk.parts]
        return [*map(search_by, chosen), *([together(in_parts)] if in_parts else [])]

    def _candidates(self, pair: int, found: Sequence[list[list[str]]]) -> Candidates:
        """Return the different outputs of the searches, each counted where it came up first."""
        different: dict[tuple[str, ...], int] = {}
        for number, hypotheses in enumerate(found):
            for hypothesis in filter(None, hypotheses):
                different.setdefault(tuple(hypothesis), number)
        numbers = list(different.values())
        rows = tuple(np.array([self._number[p] for p in h], np.uint16) for h in different)
        reference = self._processor.decode(self._data.tgt.of(pair).tolist())
        texts = [self._processor.decode(row.tolist()) for row in rows]
        rewards = np.array([self._judge(text, reference) for text in texts], np.float32)
        searches = tuple(numbers.count(number) for number in range(len(found)))
        return Candidates(pair, rows, rewards, searches)


def in_parts_by(search: Search, tokenizer: Tokenizer, size: int) -> Search:
    """Return a search that translates parts of at most ``size`` pieces and joins what it finds.

    As translation does (``translation/rerank.py``): parts keep what comes late in a long sentence,
    and such a candidate differs more from those of a beam than they do from each other. A source
    that is shorter, or cannot be cut, has none.
    """

    def parts_of(source: list[str]) -> tuple[Unit, ...]:
        text = str(tokenizer.source.decode(source))
        unit = Unit(text, tuple(source), Span(0, len(text)))
        return split_at_clauses(unit, tokenizer, size) if len(source) > size else ()

    def found(sources: list[list[str]]) -> list[list[list[str]]]:
        splits = [parts_of(source) for source in sources]
        pieces = dict.fromkeys(part.pieces for parts in splits for part in parts)
        hypotheses = search([list(part) for part in pieces])
        best = {
            part: Output(Part(tokenizer.decode(several[0]), None, len(several[0])), complete=True)
            for part, several in zip(pieces, hypotheses, strict=True)
        }
        texts = [
            joined([best[part.pieces] for part in parts], [part.text for part in parts]).part.text
            for parts in splits
            if len(parts) > 1
        ]
        encoded = iter(tokenizer.encode_target(texts))
        return [[list(next(encoded))] if len(parts) > 1 else [] for parts in splits]

    return found


def together(searches: Sequence[Search]) -> Search:
    """Return a search that finds what each of several does, in their order."""

    def found(sources: list[list[str]]) -> list[list[list[str]]]:
        each = [search(sources) for search in searches]
        return [[h for own in several for h in own] for several in zip(*each, strict=True)]

    return found
