"""What can be said about a candidate translation without a reference, as numbers to be weighed.

``NAMES`` is the order of the columns and of the weights. Nothing here decides: a trait may be
worth nothing, and its weight in ``weights.py`` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from aligner.bitext import SegmentPair
from aligner.checks.bounds import Bound
from aligner.checks.change import Change
from aligner.checks.counts import Count
from aligner.checks.dates import Date, DateLost, Weekday
from aligner.checks.degenerate import DEGENERATE_CHECKS
from aligner.checks.finding import Check, Severity
from aligner.checks.names import Gloss, LatinName, Surname, Verbatim
from aligner.checks.negation import Negation
from aligner.checks.numbers import Currency, compare
from aligner.checks.opposite import Opposite
from aligner.checks.periods import Period
from aligner.checks.times import Time
from aligner.checks.units import Unit as UnitOfMeasure
from aligner.checks.vague import vague_sizes
from aligner.text.script import han_count
from aligner.translation.english.years import years_added
from aligner.translation.half_ranges import half_ranges
from aligner.translation.names.added_people import people_added, people_repeated
from aligner.translation.names.spelt_names import names_lost
from aligner.translation.repeated_figures import figures_repeated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.translation.evidence import Evidence
    from aligner.translation.hypotheses import Output
    from aligner.translation.units import Unit

NAMES = (
    "model",
    "joined",
    "short",
    "gain",
    "cover",
    "numbers lost",
    "numbers added",
    "dates",
    "names",
)
"""``model``: log-probability a piece; ``joined``: 1 for what was translated in parts, which are
likelier by themselves than in the sentence; ``short``: words a Chinese character that are missing
to ``NORMAL``; ``gain``, ``cover``: see ``evidence.py``; the rest count what is lost, added, wrong.

Tried and worth nothing beside these: quotations, too many words, how well the source explains the
candidate (the search sees to that), likeness to the other candidates, repeated pairs of words.
"""

NORMAL = 0.6
"""Words a Chinese character that good news translations have at least."""

_UNITS: tuple[Check, ...] = (Currency(), UnitOfMeasure(), Count())
_TURNED: tuple[Check, ...] = (Bound(), Change(), Negation(), Opposite())
_DATES: tuple[Check, ...] = (Date(), DateLost(), Weekday(), Time(), Period())
_NAMES: tuple[Check, ...] = (Gloss(), Verbatim(), LatinName(), Surname())


def measure(
    unit: Unit, outputs: Sequence[Output], evidence: Evidence, apart: Collection[int] = ()
) -> NDArray[np.float64]:
    """Return the traits of each output of a unit, (outputs, ``NAMES``).

    ``apart``: places of the unit's text that somebody else names, as ``value_errors`` has it.
    """
    import numpy as np

    found = evidence.explain(unit.text, [output.part.text for output in outputs])
    rows = [_row(unit.text, output, apart) for output in outputs]
    table = np.array(rows, np.float64)
    return np.column_stack([table[:, :3], found.gain, found.cover, table[:, 3:]])


def value_errors(source: str, text: str, apart: Collection[int] = ()) -> tuple[int, int, int, int]:
    """Return the numbers lost, turned round or said of something else, added, wrong dates, names.

    A figure said oftener than by the source counts as added. What is turned round is a bound, a
    change, a direction or a denial. What the tables find at places that are ``apart`` is no name:
    佩兰, Perrin, of 沈佩兰.
    """
    pair, amounts = SegmentPair(source, text), compare(source, text)
    names = _count(_NAMES, pair) + len(names_lost(source, text, apart))
    names += len(people_added(source, text)) + people_repeated(source, text)
    lost = len(amounts.lost) + _count(_UNITS, pair) + len(vague_sizes(source, text))
    lost += half_ranges(source, text) + sum(len(check(pair)) for check in _TURNED)
    added = len(amounts.added) + figures_repeated(source, text)
    dates = _count(_DATES, pair) + years_added(source, text)
    return lost, added, dates, names


def broken(unit: Unit, output: Output) -> int:
    """Return how many critical findings say that an output is no translation, or is cut off."""
    pair = SegmentPair(unit.text, output.part.text)
    found = [finding for check in DEGENERATE_CHECKS for finding in check(pair)]
    return sum(f.severity is Severity.CRITICAL for f in found) + (not output.complete)


def _row(source: str, output: Output, apart: Collection[int]) -> tuple[float, ...]:
    text = output.part.text
    ratio = len(text.split()) / max(1, han_count(source))
    errors = value_errors(source, text, apart)
    return (output.part.score or 0.0, output.joined, max(0.0, NORMAL - ratio), *errors)


def _count(checks: Sequence[Check], pair: SegmentPair) -> int:
    """Return how many places of the source the checks complain about."""
    return sum(len(finding.src) for check in checks for finding in check(pair))
