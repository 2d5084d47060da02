"""Sentences and clauses of a text in either language, as trimmed spans."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from aligner.document import Article, Span
from aligner.lang import Lang
from aligner.text.brackets import match_pairs
from aligner.text.script import CJK_PUNCT, HAN
from aligner.text.spans import LINE_END, trim
from aligner.text.split_en import EnOptions, split_en
from aligner.text.split_zh import ZhOptions, split_zh

_MARKS = {
    "zh": re.compile(r"；|(?<![0-9])[，、：]|，(?![0-9]{3}(?![0-9]))|[：、,;:](?![0-9])|——|—"),
    "en": re.compile(r"[;:,](?=\s)|\s[–—-]\s|—"),
}
_INSEPARABLE = 24
"""Brackets and titles of at most so many characters are not cut in."""


def sentences(text: str, lang: Lang, *, wrapped: bool = False) -> list[Span]:
    """Return the sentences of ``text`` without the white space around them, none empty.

    ``wrapped`` says that lines are broken at a fixed width; otherwise a line end ends a sentence.
    """
    if lang == "zh":
        spans = split_zh(text, ZhOptions(wrapped=wrapped))
    else:
        spans = split_en(text, EnOptions(wrapped=wrapped))
    trimmed = (trim(text, span) for span in spans)
    return [span for span in trimmed if span.end > span.start]


def report(texts: Iterable[str], lang: Lang, *, offsets: bool, wrapped: bool) -> Iterator[str]:
    """Yield one line for each sentence, and an empty one between paragraphs and texts.

    With ``offsets`` a line is start, end and the sentence, separated by tabs; there are no empty
    lines then, and tabs, line ends and backslashes in a sentence are escaped.
    """
    previous: tuple[str, int] | None = None
    for text in texts:
        for span in sentences(text, lang, wrapped=wrapped):
            sentence = text[span.start : span.end]
            if offsets:
                yield f"{span.start}\t{span.end}\t{_escaped(sentence)}"
                continue
            if previous is not None and _new_paragraph(*previous, text, span.start):
                yield ""
            yield join_lines(sentence, lang)
            previous = text, span.end


def report_articles(articles: Iterable[Article]) -> Iterator[str]:
    """Yield one line for each sentence, and an empty one between paragraphs and articles."""
    paragraphs = ((article.lang, part) for article in articles for part in article.paragraphs)
    for number, (lang, paragraph) in enumerate(paragraphs):
        if number:
            yield ""
        for sentence in paragraph.sentences:
            yield join_lines(sentence.text, lang)


def _new_paragraph(text: str, end: int, following: str, start: int) -> bool:
    return text is not following or LINE_END.search(text, end, start) is not None


def _escaped(sentence: str) -> str:
    return (
        sentence.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
    )


_WRAP = re.compile(rf"[ \t\u3000]*{LINE_END.pattern}[ \t\u3000]*")
_WIDE = re.compile(f"[{HAN}{CJK_PUNCT}“”‘’…—]")


def join_lines(sentence: str, lang: Lang) -> str:
    """Return a hard-wrapped sentence on one line: no space between two Chinese characters."""

    def joint(match: re.Match[str]) -> str:
        before, after = sentence[match.start() - 1], sentence[match.end() : match.end() + 1]
        both_wide = _WIDE.match(before) is not None and _WIDE.match(after) is not None
        return "" if lang == "zh" and both_wide else " "

    return _WRAP.sub(joint, sentence)


def clauses(text: str, lang: Lang) -> list[Span]:
    """Return one sentence cut after its clause marks (，；：、), as spans that join back to it.

    Never cuts inside a number or a short bracket or title. For sentences that are too long to be
    translated whole: the caller joins clauses up to its limit.
    """
    closed = [
        (start, end)
        for start, end in match_pairs(text).items()
        if end - start <= _INSEPARABLE and text[start] in "《〈（(【〔［[「『“‘"
    ]
    cuts = [
        match.end()
        for match in _MARKS[lang].finditer(text)
        if not any(start < match.start() and match.end() < end for start, end in closed)
    ]
    edges = [0, *_after_closers(text, cuts), len(text)]
    return [Span(a, b) for a, b in pairwise(edges) if b > a]


_AFTER_MARK = re.compile(r"[”’」』）)]*\s*")


def _after_closers(text: str, cuts: list[int]) -> list[int]:
    """Move each cut behind the closing marks and white space that follow it."""
    moved = []
    for cut in cuts:
        match = _AFTER_MARK.match(text, cut)
        moved.append(match.end() if match else cut)
    return moved
