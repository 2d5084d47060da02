"""Inline code of a document in its translations as it stands: `pip install numpy==2.0.0`.

A model rewrites what it does not know. Code that is lost stands in brackets at the end of its
sentence. What is in Chinese is no code, whatever it is marked as.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aligner.document import Sentence, Span
from aligner.text.readers.layout import Document, Mark, MarkKind
from aligner.text.script import han_count
from aligner.translation.english.verbatim import Likeness, became, put
from aligner.translation.hypotheses import Hypothesis, Origin, Translation

_LIKE = Likeness(0.6, 12)
_EDGE = " \t\n\u3000，。！？；：、,.!?;:"


def with_code(document: Document, found: Sequence[Translation]) -> list[Translation]:
    """Return the translations of the document's sentences with their code."""
    sentences = document.article.sentences
    codes = _codes(document, sentences)
    return [
        _with_own(sentence, codes[number], translation) if number in codes else translation
        for number, (sentence, translation) in enumerate(zip(sentences, found, strict=True))
    ]


def _codes(document: Document, sentences: Sequence[Sentence]) -> Mapping[int, list[str]]:
    """Return the code in each sentence that has any, by its number."""
    text = document.article.text
    codes: dict[int, list[str]] = {}
    number = 0
    for mark in _code_marks(document):
        while number < len(sentences) and sentences[number].span.end < mark.span.end:
            number += 1
        if number == len(sentences):
            break
        words = text[mark.span.start : mark.span.end]
        inside = sentences[number].span.start <= mark.span.start
        if inside and words.strip() and 2 * han_count(words) < len(words):
            codes.setdefault(number, []).append(words)
    return codes


def _code_marks(document: Document) -> Iterator[Mark]:
    for slot in sorted(document.layout.slots, key=lambda slot: slot.span):
        code = [mark for mark in slot.marks if mark.kind is MarkKind.CODE]
        yield from sorted(code, key=lambda mark: mark.span)


def _with_own(sentence: Sentence, codes: Sequence[str], translation: Translation) -> Translation:
    if not translation.text:
        return translation  # dropped, or a hole for the reader to see
    if sentence.text.strip(_EDGE) == codes[0].strip(_EDGE):
        whole = (Hypothesis(codes[0]),)
        return replace(translation, nbest=whole, findings=(), repaired=(), origin=Origin.COPY)
    nbest = tuple(replace(each, text=_restored(codes, each.text)) for each in translation.nbest)
    return replace(translation, nbest=nbest)


def _restored(codes: Sequence[str], text: str) -> str:
    for code in codes:
        if code not in text:
            taken = [Span(at, at + len(o)) for o in codes if (at := text.find(o)) >= 0]
            text = put(code, text, became(code, text, taken, _LIKE))
    return text
