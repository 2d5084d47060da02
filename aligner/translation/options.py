"""What a user may choose about a translation run, grouped by the part that obeys it."""

from dataclasses import dataclass, field
from enum import StrEnum

from aligner.errors import UsageError
from aligner.registry.card import MAX_BEAM_SIZE

DEFAULT_BEAM_SIZE = 4
"""Where neither the caller nor the model's card says anything."""


class ScriptChoice(StrEnum):
    """How Chinese input is read: found out for each document, or said by the user."""

    AUTO = "auto"
    HANS = "hans"
    HANT = "hant"


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """Where and how the model computes.

    ``device`` is ``auto``, ``cpu`` or ``cuda``; ``compute_type`` is ``auto`` or one of
    CTranslate2's; ``threads`` is the number of batches computed at once, 0 for one a core. Batches
    are planned for that many. ``own_threads`` is how many of them this process computes at once if
    it is one of several, 0 for all.
    """

    device: str = "auto"
    compute_type: str = "auto"
    threads: int = 0
    own_threads: int = 0

    def __post_init__(self) -> None:
        if self.device not in {"auto", "cpu", "cuda"}:
            raise UsageError(f"--device {self.device}: not one of auto, cpu, cuda")
        if self.threads < 0:
            raise UsageError(f"--threads {self.threads}: must be 0 (all cores) or more")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the engine searches; everything that can change its output is here.

    Without a ``beam_size`` it is what the model's card asks for (``fit.py``), or
    ``DEFAULT_BEAM_SIZE``, and ``nbest`` at least; ``width`` is what it comes to.
    ``scores`` asks for log-probabilities (free with a beam, about a tenth of the time greedily).
    ``suppress_han`` forbids Chinese characters in the output. ``vocabulary_map`` uses the model's
    ``vmap.txt`` if there is one.
    """

    beam_size: int | None = None
    nbest: int = 1
    scores: bool = True
    length_penalty: float = 1.0
    coverage_penalty: float = 0.0
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    suppress_han: bool = False
    vocabulary_map: bool = True

    def __post_init__(self) -> None:
        if self.width < 1:
            raise UsageError(f"--beam-size {self.beam_size}: must be 1 (greedy) or more")
        if self.nbest > MAX_BEAM_SIZE:
            raise UsageError(f"--nbest {self.nbest}: must be {MAX_BEAM_SIZE} or less")
        if self.width > MAX_BEAM_SIZE:
            raise UsageError(
                f"--beam-size {self.beam_size}: must be {MAX_BEAM_SIZE} or less; memory grows with "
                "it, and quality does not"
            )
        if self.nbest < 1:
            raise UsageError(f"--nbest {self.nbest}: must be 1 or more")
        if self.nbest > self.width:
            raise UsageError(
                f"--nbest {self.nbest}: a beam of {self.width} has only {self.width} "
                f"results; use --beam-size {self.nbest} or more"
            )

    @property
    def width(self) -> int:
        """Hypotheses the search keeps; 1 is greedy."""
        if self.beam_size is None:
            return max(DEFAULT_BEAM_SIZE, self.nbest)
        return self.beam_size


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How much is translated at once.

    ``pieces`` bounds the padded size of a batch, ``examples`` its sentences; ``window`` is the
    number of source pieces that are collected, sorted and held in memory at a time.
    ``max_unit`` is the longest run of pieces given to the model as one sentence.
    """

    pieces: int = 1024
    examples: int = 32
    window: int = 60_000
    max_unit: int = 128

    def __post_init__(self) -> None:
        for name in ("pieces", "examples", "window"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} must be 1 or more, not {getattr(self, name)}")
        if self.max_unit < 8:
            raise UsageError(f"max_unit must be 8 pieces or more, not {self.max_unit}")


@dataclass(frozen=True, slots=True)
class RerankOptions:
    """Whether candidates compete on more than the model's own score, and which are made.

    ``on`` is ``None`` for what the model's card asks for. ``parts`` are sizes in pieces: a longer
    sentence is also translated in parts of the next smaller size, and so are these parts, which
    is where most good candidates come from; empty stands for the card's sizes.
    """

    on: bool | None = None
    parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(size < 8 for size in self.parts):
            raise UsageError(f"parts must have 8 pieces or more each, not {min(self.parts)}")


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """Everything a run can be told, but its inputs and outputs.

    ``names`` requires the spelling of names that a text gives itself in the rest of it too.
    ``figures`` gives the model 320亿 as 32 billion and ``short_forms`` 俄乌 as 俄罗斯和乌克兰;
    ``None``: if its card asks for that.
    """

    engine: EngineOptions = field(default_factory=EngineOptions)
    decoding: Decoding = field(default_factory=Decoding)
    batches: BatchOptions = field(default_factory=BatchOptions)
    script: ScriptChoice = ScriptChoice.AUTO
    guard: bool = True
    names: bool = True
    figures: bool | None = None
    short_forms: bool | None = None
    rerank: RerankOptions = field(default_factory=RerankOptions)
