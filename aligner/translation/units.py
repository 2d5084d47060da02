"""Segments to what the model is given: sentences, normalised, none longer than the model can take.

A segment (a line, a paragraph, a sentence) is split into sentences, a sentence that is too long at
clause marks, and a clause that is still too long wherever it must be: nothing is ever cut off.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.document import Span
from aligner.text.normalize import normalize
from aligner.text.script import detect_script, han_count, to_simplified
from aligner.text.split import clauses, sentences
from aligner.translation.options import ScriptChoice
from aligner.translation.source.formulas import Parts, known_parts
from aligner.translation.source.headlines import parted_headline
from aligner.translation.source.long_quotes import whole_quotes
from aligner.translation.source.proceedings import held_together
from aligner.translation.source.rows import listed
from aligner.translation.source.sides import sides
from aligner.translation.source.statements import ended, statements
from aligner.translation.source.surnamed import surnamed
from aligner.translation.source.tags import plain_tags
from aligner.translation.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or part of one as the model sees it; ``pieces`` empty means nothing to translate.

    ``text`` is simplified and normalised, or English already. ``span`` is the sentence's place in
    the segment as it was before that; the clauses of one sentence share it. ``ends`` is false for
    a clause that is not the last of its sentence, ``quoted_on`` true if the quotation that it ends
    in goes on in the next sentence.
    """

    text: str
    pieces: tuple[str, ...]
    span: Span
    ends: bool = True
    quoted_on: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A source text and its units in order; no units if it is blank."""

    source: str
    units: tuple[Unit, ...]


def simplify(texts: Sequence[str], choice: ScriptChoice) -> list[str]:
    """Return the texts in simplified characters, judged as one document; the same number.

    ``hant`` and ``auto`` convert what is traditional, ``hans`` leaves everything as it is.
    """
    if choice is ScriptChoice.HANS:
        return list(texts)
    whole = "\n".join(texts)
    if choice is ScriptChoice.AUTO and detect_script(whole) != "Hant":
        return [to_simplified(text) for text in texts]
    converted = to_simplified(whole).split("\n")
    # A text with a newline of its own would shift the rest; then each is converted by itself.
    return converted if len(converted) == len(texts) else [to_simplified(text) for text in texts]


def prepare(
    texts: Sequence[str], tokenizer: Tokenizer, script: ScriptChoice, max_unit: int
) -> list[Segment]:
    """Return the texts as segments, in order."""
    simplified = simplify(texts, script)
    spans = [_sentence_spans(text) for text in simplified]
    cut = [
        ended(normalize(text[span.start : span.end], "zh"), last=span == own[-1])
        for text, own in zip(simplified, spans, strict=True)
        for span in own
    ]
    quotes = whole_quotes(cut)
    firsts = [span == own[0] for own in spans for span in own]
    parts = [_known(each.text, first=first) for each, first in zip(quotes, firsts, strict=True)]
    encoded = iter(tokenizer.encode([part.rest for own in parts for part in own]))
    known = iter(zip(parts, quotes, strict=True))
    segments = []
    for text, original, own in zip(simplified, texts, spans, strict=True):
        places = own if len(text) == len(original) else [Span(0, len(original))] * len(own)
        units: list[Unit] = []
        for place in places:
            own_parts, quoted = next(known)
            for part in own_parts:
                pieces = next(encoded)
                if part.before:
                    units.append(Unit(part.before, (), place))
                if part.rest:
                    units += _units(part.rest, pieces, place, tokenizer, max_unit)
                if part.after:
                    units.append(Unit(part.after, (), place))
            if quoted.goes_on and units:
                units[-1] = replace(units[-1], quoted_on=True)
        segments.append(Segment(original, tuple(units)))
    return segments


def _known(sentence: str, *, first: bool) -> list[Parts]:
    """Return a sentence as formulas and what the model is given, a part for each of its sides."""
    part = known_parts(sentence, first=first)
    own = sides(part.rest)
    if len(own) == 1:
        rest = surnamed(listed(plain_tags(part.rest)))
        return [part._replace(rest=parted_headline(rest))]
    found = [Parts(part.before, "", "")] if part.before else []
    for side in own:
        found.append(Parts(side, "", "") if side == "|" else known_parts(side, first=True))
    return [*found, Parts("", "", part.after)] if part.after else found


_LATIN = re.compile(r"[A-Za-z\d][A-Za-z\d .,'’:/?=&#~+@_-]*[A-Za-z\d%]")
_WHOLE = re.compile(rf"[^，（(]{{0,4}}[（(][^（）()]*[）)]|《[^《》]*》|{_LATIN.pattern}")
"""What is not cut: a bracket with the last of what it explains, a title, Latin, figures."""


_OPENING, _CLOSING = "（(《〈“‘「『【[", "）)》〉”’」』】]，。、；：,.;:"


def split_at_clauses(unit: Unit, tokenizer: Tokenizer, max_unit: int) -> tuple[Unit, ...]:
    """Return the unit as shorter units, cut at clause marks; itself alone if it has none."""
    texts: list[str] = []
    whole = held_together(unit.text)
    for span in clauses(unit.text, "zh"):
        clause = unit.text[span.start : span.end]
        if span.start in whole:  # 161票赞成、0票反对
            texts[-1] += clause
        else:
            texts.append(clause)
    return _pack(texts, unit, tokenizer, max_unit)


def _sentence_spans(text: str) -> list[Span]:
    return [own for span in sentences(text, "zh") for own in statements(text, span)]


def _units(
    text: str, pieces: tuple[str, ...], place: Span, tokenizer: Tokenizer, max_unit: int
) -> tuple[Unit, ...]:
    if han_count(text) == 0:
        return (Unit(text, (), place),)
    unit = Unit(text, pieces, place)
    return (unit,) if len(pieces) <= max_unit else split_at_clauses(unit, tokenizer, max_unit)


def _pack(
    texts: Sequence[str], unit: Unit, tokenizer: Tokenizer, max_unit: int
) -> tuple[Unit, ...]:
    """Join neighbouring clauses up to even units of at most ``max_unit`` pieces."""
    short = [part for text in texts for part in _short_enough(text, tokenizer, max_unit)]
    sizes = [len(pieces) for pieces in tokenizer.encode(short)]
    count = max(-(-sum(sizes) // max_unit), min(2, len(short)))
    even = min(max_unit, -(-sum(sizes) // count) + max(sizes, default=0) // 2)
    packed: list[str] = []
    filled = 0
    for text, size in zip(short, sizes, strict=True):
        if packed and filled + size <= even:
            packed[-1] += text
            filled += size
        else:
            packed.append(text)
            filled = size
    last = len(packed) - 1
    encoded = tokenizer.encode([text.strip() for text in packed])
    return tuple(
        Unit(text.strip(), pieces, unit.span, unit.ends and index == last)
        for index, (text, pieces) in enumerate(zip(packed, encoded, strict=True))
    )


def _short_enough(text: str, tokenizer: Tokenizer, max_unit: int) -> list[str]:
    """Halve a text without clause marks until each part fits."""
    if len(tokenizer.encode([text])[0]) <= max_unit or len(text) < 2:
        return [text]
    cut = _cut(text)
    return [
        *_short_enough(text[:cut], tokenizer, max_unit),
        *_short_enough(text[cut:], tokenizer, max_unit),
    ]


def _cut(text: str) -> int:
    """Return where to halve a text: at a space before the middle if there is one, else near it.

    Brackets and titles stay whole if neither half gets short by that, and Latin words, addresses
    and figures do if that can be.
    """
    middle = len(text) // 2
    places = [
        at for at in _open_places(_WHOLE, text) if middle // 2 <= at <= len(text) - middle // 2
    ]
    places = places or _open_places(_LATIN, text)
    spaces = [at for at in places if text[at - 1] == " " and middle // 2 < at <= middle + 1]
    return max(spaces, default=min(places, key=lambda at: abs(at - middle), default=middle))


def _open_places(closed: re.Pattern[str], text: str) -> list[int]:
    """Return where a text may be cut without cutting what matches."""
    inside = {at for m in closed.finditer(text) for at in range(m.start() + 1, m.end())}
    return [
        at
        for at in range(1, len(text))
        if at not in inside and text[at - 1] not in _OPENING and text[at] not in _CLOSING
    ]
