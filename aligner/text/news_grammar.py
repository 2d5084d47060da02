"""What the parts of a news article look like in one language: patterns, not decisions.

``aligner.text.news`` decides, with the position of a block as the other half of the evidence.
"""

import re
from dataclasses import dataclass


class Lazy:
    """A regular expression that is compiled when first used: these are large, and not all are.

    Compiling both grammars takes a third of a second, mostly for classes of Han characters.
    """

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    @property
    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the start of ``text``."""
        return self._pattern.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Search ``text``."""
        return self._pattern.search(text)


@dataclass(frozen=True, slots=True)
class NewsGrammar:
    """Patterns of one language, each matched at the start of a stripped block of text.

    A pattern that describes a whole block ends with ``$`` itself. Lengths count characters.
    """

    dateline: Lazy
    """What a lead starts with, up to where the sentence starts; may match the empty string."""
    dateline_of_lead: Lazy
    """As ``dateline``, so weak that it counts only where the running text begins."""
    byline: Lazy
    """A whole block that names the people or the date, at the top or the end of an article."""
    signed: Lazy
    """A whole block that names people, so weak that it counts only before the lead."""
    caption: Lazy
    """The start of a picture's caption."""
    credited: Lazy
    """The end of a picture's caption: its credit (searched, not matched at the start)."""
    credited_weak: Lazy
    """A credit that ends news paragraphs too: counts only for one short sentence."""
    notice: Lazy
    """A block of boilerplate."""
    list_head: Lazy
    """A whole block that announces a list of links."""
    link: Lazy
    """The start of a block that can only be a link of a list."""
    site_suffix: Lazy
    """The name of the site at the end of a headline (searched)."""
    stop: Lazy
    """The end of a block that is a full sentence (searched)."""
    speech: Lazy
    """The end of reported speech without an end mark: no subheading (searched)."""
    max_headline: int
    max_subheading: int
    max_link: int
    max_label: int
    """Longest last line of a link list that may be a subheading instead."""
