"""A document as read: article, paragraphs, sentences, each knowing where it came from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from aligner.lang import Lang


class Span(NamedTuple):
    """Character offsets ``start`` (included) to ``end`` (not included), in code points."""

    start: int
    end: int


class Role(StrEnum):
    """What a paragraph is in a news article."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``text`` is exactly what ``span`` covers in ``Article.text``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of sentences with one role."""

    role: Role
    sentences: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """From the first character of the first sentence to the last of the last."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


@dataclass(frozen=True, slots=True)
class Article:
    """A news article in one language.

    ``text`` is the readable text (markup removed, newlines as read). White space and line ends
    between sentences belong to no sentence; everything else belongs to exactly one.
    """

    id: str
    lang: Lang
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(s for p in self.paragraphs for s in p.sentences)
