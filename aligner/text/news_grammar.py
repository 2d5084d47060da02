"""What the parts of a news article look like in one language: patterns, not decisions.

``aligner.text.news`` decides, with the position of a block as the other half of the evidence.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewsGrammar:
    """Patterns of one language, each matched at the start of a stripped block of text.

    A pattern that describes a whole block ends with ``$`` itself. Lengths count characters.
    """

    dateline: re.Pattern[str]
    """What a lead starts with, up to where the sentence starts; may match the empty string."""
    byline: re.Pattern[str]
    """A whole block that names the people or the date, at the top or the end of an article."""
    signed: re.Pattern[str]
    """A whole block that names people, so weak that it counts only before the lead."""
    caption: re.Pattern[str]
    """The start of a picture's caption."""
    credited: re.Pattern[str]
    """The end of a picture's caption: its credit (searched, not matched at the start)."""
    credited_weak: re.Pattern[str]
    """A credit that ends news paragraphs too: counts only for one short sentence."""
    notice: re.Pattern[str]
    """A block of boilerplate."""
    list_head: re.Pattern[str]
    """A whole block that announces a list of links."""
    link: re.Pattern[str]
    """The start of a block that can only be a link of a list."""
    site_suffix: re.Pattern[str]
    """The name of the site at the end of a headline (searched)."""
    stop: re.Pattern[str]
    """The end of a block that is a full sentence (searched)."""
    speech: re.Pattern[str]
    """The end of reported speech without an end mark: no subheading (searched)."""
    max_headline: int
    max_subheading: int
    max_link: int
    max_label: int
    """Longest last line of a link list that may be a subheading instead."""
