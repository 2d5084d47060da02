"""Set right in an output what only its source can tell.

Years, days, digits, scales and bounds of amounts, land, energy, codes, addresses, halves of
quotation marks.
"""

import re
from dataclasses import replace

from aligner.translation.english.bare_days import ordinal_days
from aligner.translation.english.bounds import right_bounds
from aligner.translation.english.bracketed_months import right_months
from aligner.translation.english.clocks import at_clocks
from aligner.translation.english.courts import ranked_courts
from aligner.translation.english.days import plain_days
from aligner.translation.english.digit_groups import regrouped
from aligner.translation.english.energy import with_hours
from aligner.translation.english.land import land_in_mu
from aligner.translation.english.latin_codes import with_codes
from aligner.translation.english.levels import plain_points
from aligner.translation.english.nationals import of_nations
from aligner.translation.english.now_months import with_now_months
from aligner.translation.english.numbered import numbered
from aligner.translation.english.quotes import paired
from aligner.translation.english.said_once import said_once
from aligner.translation.english.scales import spelt_scales
from aligner.translation.english.told_once import told_once
from aligner.translation.english.web_addresses import with_addresses
from aligner.translation.english.years import plain_codes, plain_years
from aligner.translation.hypotheses import Output
from aligner.translation.units import Unit

_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
"""What is left of a stutter or a mark that was cut out."""


def match_source(unit: Unit, output: Output) -> Output:
    """Return the output with the source's years, days, amounts, codes and addresses."""
    text = right_months(unit.text, output.part.text)
    text = plain_codes(unit.text, plain_years(unit.text, text))
    text = ordinal_days(unit.text, plain_days(unit.text, text))
    text = with_now_months(unit.text, text)
    text = right_bounds(unit.text, spelt_scales(unit.text, regrouped(unit.text, text)))
    text = of_nations(unit.text, text)
    text = land_in_mu(unit.text, plain_points(unit.text, text))
    text = ranked_courts(unit.text, with_hours(unit.text, text))
    text = with_codes(unit.text, with_addresses(unit.text, text))
    text = at_clocks(unit.text, numbered(unit.text, text))
    text = _SPACES.sub(" ", paired(unit.text, said_once(told_once(unit.text, text))))
    return replace(output, part=replace(output.part, text=text))
