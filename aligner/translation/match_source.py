"""Set right in an output what only its source can tell: years, and halves of quotation marks."""

from dataclasses import replace

from aligner.translation.hypotheses import Output
from aligner.translation.quotes import paired
from aligner.translation.units import Unit
from aligner.translation.years import plain_years


def match_source(unit: Unit, output: Output) -> Output:
    """Return the output with the years of the source and its marks in pairs."""
    text = paired(unit.text, plain_years(unit.text, output.part.text))
    return replace(output, part=replace(output.part, text=text))
