"""BLEU, chrF and TER of whole systems and of segments, from statistics taken once.

sacrebleu's own classes tokenise, name and score. N-grams against one reference are counted by
``aligner.scoring.ngrams`` and TER's edits by ``aligner.scoring.ter``, with the same numbers;
several references are left to sacrebleu. A metric's score is a function of the sum of its segment
statistics, so that documents, subsets and resamples are scored by adding rows: ``Metric.values``
does that for many sums at once, with the arithmetic of sacrebleu in the type of the sums it is
given (sacrebleu resamples in float32).

sacrebleu documents no access to segment statistics. We call ``_extract_corpus_statistics`` and
``_compute_score_from_stats``, which its own significance tests are built on; a test compares every
figure with its public ``corpus_score``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from aligner.errors import UsageError
from aligner.scoring.libm import exp, log_or_least
from aligner.scoring.ngrams import SharedGrams, Symbols, gram_counts
from aligner.scoring.segments import check_references
from aligner.scoring.tokenizers import check_tokenizer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

NAMES = ("bleu", "chrf", "ter")


@dataclass(frozen=True, slots=True)
class BleuOptions:
    """As in ``sacrebleu.metrics.BLEU``; ``tokenize`` ``None`` is ``13a``."""

    lowercase: bool = False
    tokenize: str | None = None
    smooth_method: str = "exp"
    smooth_value: float | None = None
    effective_order: bool = False


@dataclass(frozen=True, slots=True)
class ChrfOptions:
    """As ``sacrebleu.metrics.CHRF``; ``word_order`` 2 is chrF++."""

    char_order: int = 6
    word_order: int = 0
    beta: int = 2
    lowercase: bool = False
    whitespace: bool = False
    eps_smoothing: bool = False


@dataclass(frozen=True, slots=True)
class TerOptions:
    """As ``sacrebleu.metrics.TER``."""

    normalized: bool = False
    no_punct: bool = False
    asian_support: bool = False
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class MetricOptions:
    """What each metric is built with."""

    bleu: BleuOptions = field(default_factory=BleuOptions)
    chrf: ChrfOptions = field(default_factory=ChrfOptions)
    ter: TerOptions = field(default_factory=TerOptions)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval by bootstrap: its centre ``mean`` and half its width."""

    mean: float
    half_width: float


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One figure of one system, with what one must know to reproduce it."""

    name: str
    value: float
    signature: str
    interval: Interval | None = None
    detail: str = ""


class Metric(Protocol):
    """Scores segments by statistics that can be added."""

    @property
    def name(self) -> str:
        """``BLEU``, ``chrF2++``..."""

    @property
    def higher_is_better(self) -> bool:
        """``False`` for TER."""

    def statistics(self, hyps: Sequence[str]) -> Array:
        """Return one row of statistics a segment, float64."""

    def values(self, sums: Array) -> Array:
        """Return the scores of sums of rows: shape ``(..., k)`` to ``(...)``."""

    def segment_values(self, rows: Array) -> Array:
        """Return the scores of single segments; BLEU's are smoothed for it."""

    def detail(self, stats: Array) -> str:
        """Return what is printed behind the score, or nothing."""

    def signature(self, *, short: bool = False, **extra: object) -> str:
        """Return the sacrebleu signature, with the fields of ``extra``."""


def make_metrics(
    names: Sequence[str],
    references: Sequence[Sequence[str]],
    options: MetricOptions,
    *,
    as_given: bool = False,
) -> tuple[Metric, ...]:
    """Return each metric once, sorted by name, or ``as_given`` as sacrebleu does in paired tests.

    ``references``: one sequence of segments for each reference translation; ``InputError`` where
    they do not match. ``UsageError`` for an unknown metric or a tokenizer that is not to be had.
    """
    check_references(references)
    unknown = [name for name in names if name.lower() not in NAMES]
    if unknown:
        raise UsageError(f"unknown metric {unknown[0]!r}; choose from {', '.join(NAMES)}")
    once = dict.fromkeys(name.lower() for name in names)
    wanted = list(once) if as_given else sorted(once)
    make: dict[str, Callable[[], Metric]] = {
        "bleu": lambda: BleuMetric(references, options.bleu),
        "chrf": lambda: ChrfMetric(references, options.chrf),
        "ter": lambda: TerMetric(references, options.ter),
    }
    return tuple(make[name]() for name in wanted)


class _SacrebleuMetric:
    """What the three metrics share: the sacrebleu object behind them."""

    higher_is_better = True

    def __init__(self, metric: Any, name: str) -> None:  # noqa: ANN401 (sacrebleu's base class)
        self.metric = metric
        self.name = name

    def statistics(self, hyps: Sequence[str]) -> Array:
        import numpy as np

        return np.array(self.metric._extract_corpus_statistics(hyps, None), dtype=np.float64)

    def detail(self, stats: Array) -> str:
        """Return sacrebleu's verbose score."""
        return str(self.score(stats)._verbose)

    def score(self, stats: Array) -> Any:  # noqa: ANN401 (sacrebleu's Score)
        """Return sacrebleu's own score object of these rows."""
        sums = [int(x) if float(x).is_integer() else float(x) for x in stats.sum(axis=0)]
        return self.metric._compute_score_from_stats(sums)

    def signature(self, *, short: bool = False, **extra: object) -> str:
        signature = self.metric.get_signature()
        for key, value in extra.items():
            signature.update(key, value)
        return str(signature.format(short))


class BleuMetric(_SacrebleuMetric):
    """BLEU (Papineni et al. 2002). Statistics: lengths, then 4 matches, then 4 totals."""

    def __init__(self, references: Sequence[Sequence[str]], options: BleuOptions) -> None:
        from sacrebleu.metrics.bleu import BLEU

        check_tokenizer(options.tokenize)  # or sacrebleu would download what it needs
        metric = BLEU(
            lowercase=options.lowercase,
            force=True,  # the guards say it better
            tokenize=options.tokenize,
            smooth_method=options.smooth_method,
            smooth_value=options.smooth_value,
            effective_order=options.effective_order,
            references=references if len(references) > 1 else None,
        )
        super().__init__(metric, "BLEU")
        self._grams: SharedGrams | None = None
        if len(references) == 1:
            metric.num_refs = 1  # as its own cache would
            self._grams = SharedGrams(references[0], self._words, metric.max_ngram_order)
        default = BLEU.SMOOTH_DEFAULTS[options.smooth_method] or 0.0
        self._smooth = options.smooth_method
        self._smooth_value = default if options.smooth_value is None else options.smooth_value
        self._effective = options.effective_order

    def _words(self, segments: Sequence[str]) -> list[list[str]]:
        return [self.metric._preprocess_segment(segment).split() for segment in segments]

    def statistics(self, hyps: Sequence[str]) -> Array:
        """Return lengths, matches of each order and totals of each order."""
        import numpy as np

        if self._grams is None:
            return super().statistics(hyps)
        lengths, ref_lengths, matches = self._grams.counted(hyps)
        totals = gram_counts(lengths, self._grams.order)
        return np.column_stack((lengths, ref_lengths, matches, totals)).astype(np.float64)

    def values(self, sums: Array) -> Array:
        """Return BLEU as ``sacrebleu.BLEU.compute_bleu`` does."""
        return self._scores(sums, effective=self._effective)

    def segment_values(self, rows: Array) -> Array:
        """Return sentence BLEU: orders that a segment is too short for do not count."""
        return self._scores(rows, effective=True)

    def _scores(self, sums: Array, *, effective: bool) -> Array:
        import numpy as np

        hyp_len, ref_len = (np.floor(sums[..., k].astype(np.float64)) for k in (0, 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            short = np.where(hyp_len > 0, exp(1 - ref_len / hyp_len), 0.0)
            logs, orders = self._log_precisions(sums[..., 2:6], sums[..., 6:], effective=effective)
            scores = np.where(hyp_len < ref_len, short, 1.0) * exp(logs / orders)
        return np.where(sums[..., 2:6].any(axis=-1), scores, 0.0)

    def _log_precisions(
        self, correct: Array, total: Array, *, effective: bool
    ) -> tuple[Array, Array]:
        """Return the sum of the log precisions and how many orders are in it."""
        import numpy as np

        shape = correct.shape[:-1]
        logs, orders = np.zeros(shape), np.full(shape, 4.0)
        halvings = np.ones(shape, dtype=correct.dtype)
        alive = np.ones(shape, dtype=bool)
        for n in range(4):
            add = self._smooth_value if self._smooth == "add-k" and n else 0
            hits, possible = correct[..., n] + add, total[..., n] + add
            alive = alive & (possible != 0)
            missed = alive & (hits == 0)
            halvings = np.where(missed, halvings * 2, halvings)
            floor = {"exp": 100.0 / (halvings * possible)}.get(self._smooth, 0 * possible)
            if self._smooth == "floor":
                floor = 100.0 * self._smooth_value / possible
            precision = np.where(missed, floor, 100.0 * hits / possible)
            precision = np.where(alive, precision, 0)
            log = log_or_least(precision.astype(np.float64))
            if effective:
                orders = np.where(alive, n + 1.0, orders)
                log = np.where(alive, log, 0.0)
            logs = logs + log
        return logs, orders


class ChrfMetric(_SacrebleuMetric):
    """chrF (Popović 2015), chrF++ with word order 2. Statistics: hyp, ref, match of each order."""

    def __init__(self, references: Sequence[Sequence[str]], options: ChrfOptions) -> None:
        from sacrebleu.metrics.chrf import CHRF

        metric = CHRF(
            char_order=options.char_order,
            word_order=options.word_order,
            beta=options.beta,
            lowercase=options.lowercase,
            whitespace=options.whitespace,
            eps_smoothing=options.eps_smoothing,
            references=references if len(references) > 1 else None,
        )
        super().__init__(metric, f"chrF{options.beta}" + "+" * options.word_order)
        self._factor = options.beta**2
        self._order = options.char_order + options.word_order
        self._eps_smoothing = options.eps_smoothing
        self._whitespace = options.whitespace
        self._grams: tuple[SharedGrams, ...] = ()
        if len(references) == 1:
            metric.num_refs = 1  # as its own cache would
            self._grams = (
                SharedGrams(references[0], self._characters, options.char_order),
                SharedGrams(references[0], self._words, options.word_order),
            )

    def _characters(self, segments: Sequence[str]) -> Symbols:
        texts = [self.metric._preprocess_segment(segment) for segment in segments]
        return texts if self._whitespace else ["".join(text.split()) for text in texts]

    def _words(self, segments: Sequence[str]) -> Symbols:
        chrf = self.metric
        return [chrf._remove_punctuation(chrf._preprocess_segment(text)) for text in segments]

    def statistics(self, hyps: Sequence[str]) -> Array:
        """Return the n-grams of hypothesis, reference and both: characters, then words."""
        import numpy as np

        if not self._grams:
            return super().statistics(hyps)
        parts = []
        for grams in self._grams:
            *lengths, both = grams.counted(hyps)
            ours, theirs = (gram_counts(one, grams.order) for one in lengths)
            ours[theirs == 0] = 0  # sacrebleu's: not counted where the reference has none
            parts.append(np.stack((ours, theirs, both), axis=-1).reshape(len(hyps), -1))
        return np.concatenate(parts, axis=1).astype(np.float64)

    def values(self, sums: Array) -> Array:
        """Return chrF as ``sacrebleu.CHRF`` does: the F of mean precision and mean recall."""
        import numpy as np

        eps = sums.dtype.type(1e-16)
        hyp, ref, match = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
        factor = self._factor
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = np.where(hyp > 0, match / hyp, eps)
            recall = np.where(ref > 0, match / ref, eps)
            if self._eps_smoothing:
                bottom = factor * precision + recall
                each = np.where(bottom > 0, (1 + factor) * precision * recall / bottom, eps)
                return 100 * _added(each) / self._order
            used = (hyp > 0) & (ref > 0)
            count = used.sum(axis=-1)
            precision = _added(np.where(used, precision, 0)) / count.astype(sums.dtype)
            recall = _added(np.where(used, recall, 0)) / count.astype(sums.dtype)
            score = 100 * ((1 + factor) * precision * recall / (factor * precision + recall))
        return np.where((count > 0) & (precision + recall > 0), score, 0)

    def segment_values(self, rows: Array) -> Array:
        """Return the chrF of single segments."""
        return self.values(rows)


def _added(terms: Array) -> Array:
    """Sum the last axis from left to right: NumPy's own sum adds in another order."""
    total = terms[..., 0]
    for k in range(1, terms.shape[-1]):
        total = total + terms[..., k]
    return total


class TerMetric(_SacrebleuMetric):
    """TER (Snover et al. 2006). Statistics: edits, mean reference length."""

    higher_is_better = False

    def __init__(self, references: Sequence[Sequence[str]], options: TerOptions) -> None:
        from sacrebleu.metrics.ter import TER

        metric = TER(
            normalized=options.normalized,
            no_punct=options.no_punct,
            asian_support=options.asian_support,
            case_sensitive=options.case_sensitive,
            references=references,
        )
        super().__init__(metric, "TER")
        self._tokenize = metric._preprocess_segment
        # Split into words when their turn comes: the words of all would fill the memory.
        tokenized = ([self._tokenize(segment) for segment in one] for one in references)
        self._references = list(zip(*tokenized, strict=True))
        self._lengths = [sum(len(r.split()) for r in refs) / len(refs) for refs in self._references]

    def statistics(self, hyps: Sequence[str]) -> Array:
        """Return the fewest edits to any reference, and the mean reference length."""
        import numpy as np

        from aligner.scoring.ter import edit_counts

        edits = np.array(edit_counts(self._pairs(hyps)), dtype=np.float64)
        fewest = edits.reshape(-1, len(self._references[0])).min(axis=1)
        return np.column_stack((fewest, self._lengths))

    def _pairs(self, hyps: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
        for hyp, refs in zip(hyps, self._references, strict=True):
            words = self._tokenize(hyp).split()
            yield from ((words, ref.split()) for ref in refs)

    def values(self, sums: Array) -> Array:
        """Return edits by reference words, in percent."""
        import numpy as np

        edits, length = sums[..., 0], sums[..., 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = 100 * (edits / length)
        without = np.where(edits > 0, 100, 0).astype(sums.dtype)
        return np.where(length > 0, rate, without)

    def segment_values(self, rows: Array) -> Array:
        """Return the TER of single segments."""
        return self.values(rows)
