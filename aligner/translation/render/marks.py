"""Inline markup in translation: which words of the target a link or an emphasis goes to.

Nothing says which English words translate the marked Chinese ones, so markup is placed only where
that is certain. Markup over whole sentences goes around their translations. Markup over part of a
sentence goes around the same characters where the translation has them as often (names, code);
else a link over at least half of the sentence goes around all of it, a shorter link is appended as
a number in brackets, and emphasis and code marks are left out. Images and notes keep their side of
the sentence. No link and no image is ever lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aligner.document import Sentence, Span
from aligner.text.readers.layout import Mark, MarkKind

_EDGE = " \t\n\u3000，。！？；：、,.!?;:“”‘’\"'「」『』（）()《》…—"


@dataclass(slots=True)
class _Placed:
    """A translation with the marks that go around parts of it, before it and after it."""

    target: str
    around: list[tuple[Span, Mark]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def marked_targets(
    marks: Sequence[Mark],
    sentences: Sequence[Sentence],
    targets: Sequence[str],
    escape: Callable[[str], str],
) -> list[str]:
    """Return the translations of a slot's sentences with its marks, in its markup.

    ``escape`` writes plain text in that markup.
    """
    placed = [_Placed(target) for target in targets]
    links = 0
    for mark in marks:
        touched = [n for n, each in enumerate(sentences) if _overlap(mark.span, each.span)]
        if mark.kind is MarkKind.OBJECT or not touched:
            if mark.kind in {MarkKind.OBJECT, MarkKind.LINK}:  # emphasis of a blank says nothing
                _beside(mark, sentences, placed)
            continue
        lost = [not _around(mark, sentences[n], placed[n]) for n in touched]
        if all(lost) and mark.kind is MarkKind.LINK:
            links += 1
            placed[touched[0]].after.append(f" {mark.start}{escape(f'[{links}]')}{mark.end}")
    return [_written(each, escape) for each in placed]


def _overlap(mark: Span, sentence: Span) -> bool:
    return mark.start < sentence.end and sentence.start < mark.end


def _around(mark: Mark, sentence: Sentence, placed: _Placed) -> bool:
    """Put a mark around the translation of a sentence or part of it, if that is certain."""
    start = max(mark.span.start, sentence.span.start) - sentence.span.start
    end = min(mark.span.end, sentence.span.end) - sentence.span.start
    words = sentence.text[start:end]
    whole = sentence.text.strip(_EDGE)
    span: Span | None = None
    if words.strip(_EDGE) == whole:
        span = Span(0, len(placed.target))
    elif words and placed.target.count(words) == sentence.text.count(words):
        at = _occurrence(placed.target, words, sentence.text.count(words, 0, start))
        span = Span(at, at + len(words))
    elif mark.kind is MarkKind.LINK and 2 * len(words) >= len(whole):
        span = Span(0, len(placed.target))
    if span is None or span.start == span.end or not _fits(span, mark, placed):
        return False
    placed.around.append((span, mark))
    return True


def _occurrence(text: str, words: str, number: int) -> int:
    """Return where ``words`` stand in ``text`` for the time after ``number`` times."""
    at = text.index(words)
    for _ in range(number):
        at = text.index(words, at + len(words))
    return at


def _fits(span: Span, mark: Mark, placed: _Placed) -> bool:
    """Tell whether marks stay nested, and no link stands in a link."""
    for other, standing in placed.around:
        apart = span.end <= other.start or other.end <= span.start
        inside = other.start <= span.start and span.end <= other.end
        linked = mark.kind is MarkKind.LINK and standing.kind is MarkKind.LINK
        if not apart and (linked or not inside):
            return False
    return True


def _beside(mark: Mark, sentences: Sequence[Sentence], placed: list[_Placed]) -> None:
    """Keep an image or a note on its side of the nearest sentence."""
    source = mark.start + mark.end
    for n, sentence in enumerate(sentences):
        if mark.span.start <= sentence.span.start:
            placed[n].before.append(source)
            return
        if mark.span.start <= sentence.span.end:
            placed[n].after.append(source)
            return
    placed[-1].after.append(source)


def _written(placed: _Placed, escape: Callable[[str], str]) -> str:
    edges = sorted({0, len(placed.target), *(n for span, _ in placed.around for n in span)})
    out = [*placed.before]
    if placed.before and not placed.before[-1].startswith("<"):
        out.append(" ")
    for at, following in zip(edges, [*edges[1:], None], strict=True):
        out += [mark.end for span, mark in reversed(placed.around) if span.end == at]
        out += [mark.start for span, mark in placed.around if span.start == at]
        if following is not None:
            part = placed.target[at:following]
            out.append(part if _is_verbatim(placed, at) else _escaped(part, at, escape))
    return "".join(out) + "".join(placed.after)


def _escaped(part: str, at: int, escape: Callable[[str], str]) -> str:
    """Escape part of a translation; behind other text a mark begins no line."""
    return escape(f" {part}")[1:] if at else escape(part)


def _is_verbatim(placed: _Placed, at: int) -> bool:
    """Tell whether a place is inside Markdown's code marks, where escapes would show."""
    return any(
        mark.start.startswith(("`", "$")) and span.start <= at < span.end
        for span, mark in placed.around
    )
