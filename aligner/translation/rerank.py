"""Let several translations of a sentence compete, on more than what the model thinks of them.

A sentence is translated as a whole, and if it is long also in parts that are joined again: a
small model drops what comes late in a long sentence, and parts, being shorter, keep it. A long
part is treated like a sentence: whole and in smaller parts, and the better of both is joined.
What has a wrong number, date or name in every candidate is searched again with a wider beam.
All candidates are weighed by ``weights.py``, a linear model of what ``traits.py`` measures,
trained on human references. What this does not do: make a translation that no search found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from aligner.translation.english.joining import joined
from aligner.translation.english.match_source import match_source
from aligner.translation.evidence import Evidence
from aligner.translation.guard import Decode
from aligner.translation.hypotheses import Output
from aligner.translation.options import Decoding
from aligner.translation.traits import broken, measure, value_errors
from aligner.translation.units import Unit
from aligner.translation.weights import WEIGHTS

CANDIDATES = 6
"""Most outputs of one search that compete; further ones of a beam hardly differ."""

WIDER = 12
"""Beam of the second search."""

SplitTo = Callable[[Unit, int], tuple[Unit, ...]]
"""Splits a unit at clause marks into parts of at most so many pieces."""

Outputs = tuple[Output, ...]

Respell = Callable[[Unit, Outputs], Unit | None]
"""Gives a unit with the names that no output has as English spells them, which the model copies;
nothing if none is lost."""


@dataclass(frozen=True, slots=True)
class Reranker:
    """Makes the candidates of units and puts the best first; ``sizes`` are those of the parts."""

    decode: Decode
    split: SplitTo
    evidence: Evidence
    sizes: tuple[int, ...]
    respell: Respell = field(default=lambda *_: None)

    def outputs(self, units: Sequence[Unit], how: Decoding) -> list[Outputs]:
        """Return the ``how.nbest`` best outputs of each unit, best first."""
        candidates = self.candidates(units, how)
        return [
            self.ordered(unit, own)[: how.nbest]
            for unit, own in zip(units, candidates, strict=True)
        ]

    def candidates(self, units: Sequence[Unit], how: Decoding) -> list[Outputs]:
        """Return the candidates of each unit, all different: those of its search, then the joined.

        Of each part the best of its own candidates is joined, which may be joined of smaller parts.
        """
        nbest = max(how.nbest, min(how.width, CANDIDATES))
        # CTranslate2 adds the penalty to the score, which would be no log-probability any more;
        # what is covered is among the traits.
        several = replace(how, nbest=nbest, scores=True, coverage_penalty=0.0)
        splits = self._splits(units)
        parts = {part.text: part for split in splits.values() for part in split}
        every = {unit.text: unit for unit in units} | parts
        found = self._searched(every, several)
        best: dict[str, Output] = {}
        for text in sorted(every, key=lambda text: len(every[text].pieces)):
            if text in splits:
                clauses = [part.text for part in splits[text]]
                joint = joined([best[clause] for clause in clauses], clauses)
                found[text] = _different((*found[text], match_source(every[text], joint)))
            if text in parts:
                best[text] = self.ordered(every[text], found[text])[0]
        return [_different(found[unit.text]) for unit in units]

    def _splits(self, units: Sequence[Unit]) -> dict[str, tuple[Unit, ...]]:
        """Return the parts of each unit by its text, and the parts of these, down to the smallest.

        A unit is cut into parts of the largest size that is smaller than it.
        """
        splits: dict[str, tuple[Unit, ...]] = {}
        waiting = list(units)
        while waiting:
            unit = waiting.pop()
            size = max((size for size in self.sizes if size < len(unit.pieces)), default=0)
            if not size or unit.text in splits:
                continue
            parts = self.split(unit, size)
            # What cannot be cut comes back whole.
            if all(len(part.pieces) < len(unit.pieces) for part in parts):
                splits[unit.text] = parts
                waiting.extend(parts)
        return splits

    def _searched(self, units: dict[str, Unit], how: Decoding) -> dict[str, Outputs]:
        """Return the outputs of each unit by its text, more where none has all values right.

        Names are respelt for that, and what still is wrong is searched again with a wider beam.
        What is also translated in smaller parts is not: its parts are. Nor is anything in greedy
        search, which was chosen for speed.
        """
        found = dict(zip(units, self.decode(list(units.values()), how), strict=True))
        respelt = {text: self.respell(unit, found[text]) for text, unit in units.items()}
        self._add(found, {text: unit for text, unit in respelt.items() if unit}, how)
        longest = min(self.sizes, default=0)
        if how.width > 1:
            wrong = {
                text: unit
                for text, unit in units.items()
                if (not longest or len(unit.pieces) <= longest)
                and all(any(value_errors(text, output.part.text)) for output in found[text])
            }
            wider = replace(how, beam_size=max(WIDER, how.width), nbest=max(WIDER, how.nbest))
            self._add(found, wrong, wider)
        return found

    def _add(self, found: dict[str, Outputs], units: dict[str, Unit], how: Decoding) -> None:
        """Add to what was found by text the outputs of the given units."""
        for text, outputs in zip(units, self.decode(list(units.values()), how), strict=True):
            found[text] = (*found[text], *outputs)

    def ordered(self, unit: Unit, outputs: Sequence[Output]) -> Outputs:
        """Return the outputs of a unit, best first; equal ones stay in their order.

        Broken ones come last: too few are in any training data to learn what they are worth.
        """
        if len(outputs) < 2:
            return tuple(outputs)
        worth = self.worth(unit, outputs)
        places = [(broken(unit, output), -worth[at], at) for at, output in enumerate(outputs)]
        return tuple(outputs[at] for *_, at in sorted(places))

    def worth(
        self, unit: Unit, outputs: Sequence[Output], apart: Collection[int] = ()
    ) -> list[float]:
        """Return what the trained model thinks of each output; only differences mean anything."""
        import numpy as np

        table = measure(unit, outputs, self.evidence, apart)
        totals = table @ np.array(tuple(WEIGHTS.values()))
        # Rounded, so that the last bit of a sum decides nothing on another processor.
        return [float(total) for total in np.round(totals, 6)]


def _different(outputs: Sequence[Output]) -> Outputs:
    """Return the outputs without those that say the same as one before them."""
    first: dict[str, Output] = {}
    for output in outputs:
        first.setdefault(output.part.text, output)
    return tuple(first.values())
