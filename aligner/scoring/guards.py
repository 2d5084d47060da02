"""What makes a score meaningless without anyone noticing: looked for before scoring.

Files of different lengths stop the run, with the line where they part. Everything else is a notice
to a human, never a change of the score. All of it compares words only, so that it works for any
hypothesis and reference in one language with spaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.errors import InputError
from aligner.scoring.segments import SegmentFile
from aligner.text.script import han_count

_SWITCH = 1.5  # a change of offset must pay for itself with this much similarity
_KNOWN_SWITCH = 0.3  # the same where the lengths prove that there is a change
_SHIFT_LINES = 3  # fewer lines than this in a row say nothing
_SHIFT_GAIN = 0.15
_MAX_DRIFT = 40

_TOKENIZED = re.compile(r"\S (?:[.,!?;:)]|n't|'s|'re|@-@|&apos;|&quot;)(?= |$)")
_ENTITY = re.compile(r"&(?:quot|amp|lt|gt|apos|nbsp|#\d+);")
_FUNCTION_WORDS = frozenset(
    {"the", "of", "and", "to", "in", "a", "an", "for", "on", "with", "that", "is", "was", "at"}
    | {"by", "from", "as", "are", "has", "have", "be", "it", "its"}
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the files that a user should look at; ``line`` counts from 1."""

    file: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """Return ``file:line: message``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


def check_lengths(file: SegmentFile, reference: SegmentFile) -> None:
    """Raise ``InputError`` if the two have different numbers of lines, and say where they part."""
    surplus = len(file.lines) - len(reference.lines)
    if not surplus:
        return
    if not file.lines:
        raise InputError(
            f"{file.name}: is empty; {reference.name} has {len(reference.lines)} lines"
        )
    message = (
        f"{file.name} has {len(file.lines)} lines, {reference.name} has {len(reference.lines)}"
    )
    raise InputError(f"{message}; {_where_they_part(file, reference, surplus)}")


def _where_they_part(file: SegmentFile, reference: SegmentFile, surplus: int) -> str:
    fewer, more = (file, reference) if surplus < 0 else (reference, file)
    size = abs(surplus)
    if size > _MAX_DRIFT:
        return f"{size} lines apart: are these the same test set?"
    offsets = _offsets(fewer.lines, more.lines, range(size + 1), _KNOWN_SWITCH)
    first = next((i for i, offset in enumerate(offsets) if offset), None)
    if first is None:
        if more.lines[len(fewer.lines)] == "":
            return f"{more.name} has {size} empty line(s) at its end"
        return (
            f"{more.name} has {size} more line(s) at its end, from line {len(fewer.lines) + 1} on"
        )
    gain = _mean_gain(fewer.lines, more.lines, offsets)
    if gain < _SHIFT_GAIN:
        return "their contents do not match line by line, so the place cannot be told"
    second = _second_half(fewer.lines, more.lines, first)
    if second is not None:
        return f"they part at line {second + 1} of {more.name}: the line before was broken in two"
    extra = more.lines[first][:60]
    return f"they part at line {first + 1} of {more.name}: nothing matches {extra!r}"


def _second_half(fewer: Sequence[str], more: Sequence[str], first: int) -> int | None:
    """Return the line of ``more`` that continues the one before it, if that explains the drift.

    ``first`` is the first line of ``fewer`` that matches ``more`` at an offset: the whole line may
    have been matched with either half.
    """
    for whole, second in ((first - 1, first), (first, first + 1)):
        if whole >= 0 and second < len(more):
            joined = similarity(fewer[whole], f"{more[second - 1]} {more[second]}")
            halves = (similarity(fewer[whole], more[k]) for k in (second - 1, second))
            if joined > max(halves) + 0.05:
                return second
    return None


def _mean_gain(fewer: Sequence[str], more: Sequence[str], offsets: Sequence[int]) -> float:
    """Return how much better the shifted lines match at their offset than in place."""
    shifted = [i for i, offset in enumerate(offsets) if offset]
    gains = (
        similarity(fewer[i], more[i + offsets[i]]) - similarity(fewer[i], more[i]) for i in shifted
    )
    return sum(gains) / len(shifted)


def similarity(left: str, right: str) -> float:
    """Return the Dice coefficient of the two sets of lower-cased words, 0 to 1."""
    one, other = _words(left), _words(right)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _offsets(
    lines: Sequence[str], others: Sequence[str], allowed: range, switch: float = _SWITCH
) -> list[int]:
    """Return for each line the offset at which ``others`` matches best, changing seldom (Viterbi).

    Offset 0 stands before the first line; each change costs ``switch``.
    """
    other_words = _WordSets(others, len(allowed))
    totals = [0.0 if offset == 0 else -switch for offset in allowed]
    back: list[list[int]] = []
    for i, line in enumerate(lines):
        one = _words(line)
        best = max(range(len(totals)), key=totals.__getitem__)
        step, new = [], []
        for k, offset in enumerate(allowed):
            stay = totals[k] >= totals[best] - switch
            step.append(k if stay else best)
            total = totals[k] if stay else totals[best] - switch
            new.append(total + _dice(one, other_words, i + offset))
        back.append(step)
        totals = new
    k = max(range(len(totals)), key=totals.__getitem__)
    path = []
    for step in reversed(back):
        path.append(allowed[k])
        k = step[k]
    return path[::-1]


class _WordSets:
    """The sets of words of lines, of which the last few asked for are kept."""

    def __init__(self, lines: Sequence[str], kept: int) -> None:
        self._lines, self._kept = lines, kept
        self._sets: dict[int, set[str]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> set[str]:
        if index not in self._sets:
            self._sets.pop(index - self._kept, None)
            self._sets[index] = _words(self._lines[index])
        return self._sets[index]


def _words(line: str) -> set[str]:
    return set(line.lower().split())


def _dice(one: set[str], others: _WordSets, index: int) -> float:
    if not 0 <= index < len(others):
        return 0.0
    other = others[index]
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def inspect(file: SegmentFile, reference: SegmentFile, src: SegmentFile | None) -> list[Notice]:
    """Return what looks wrong with a file of hypotheses of the right length."""
    return [
        *_about_bytes(file),
        *_about_columns(file),
        *_about_empty(file, reference),
        *_about_copies(file, reference, src),
        *_about_repeats(file, reference),
        *_about_shifts(file, reference),
        *_about_language(file, reference),
        *_about_tokens(file, reference),
        *_about_entities(file, reference),
    ]


def inspect_reference(reference: SegmentFile, columns: int) -> list[Notice]:
    """Return what looks wrong with a file of references that is read as ``columns`` columns."""
    notices = list(_about_bytes(reference))
    count = _usual_tabs(reference)
    if columns == 1 and count:
        notices.append(
            Notice(reference.name, f"its lines have {count} tab(s): --num-refs {count + 1}?")
        )
    empty = [number for number, line in enumerate(reference.lines, 1) if not line]
    if empty:
        many = "s, each" if len(empty) > 1 else ","
        what = f"{len(empty)} empty reference{many} a translation of no words"
        notices.append(Notice(reference.name, what, empty[0]))
    return notices


def _usual_tabs(file: SegmentFile) -> int:
    """Return how many tabs nearly every line has; those at a line's end have been dropped."""
    counts = Counter(line.count("\t") for line in file.lines)
    tabs, lines = max(counts.items(), key=lambda item: item[1], default=(0, 0))
    return tabs if lines > 0.9 * len(file.lines) else 0


def _about_bytes(file: SegmentFile) -> Iterator[Notice]:
    if file.crlf:
        yield Notice(file.name, "has Windows line ends (CR LF); the CRs were dropped")
    if file.bom:
        yield Notice(file.name, "begins with a byte order mark, which was dropped")


def _about_columns(file: SegmentFile) -> Iterator[Notice]:
    if tabs := _usual_tabs(file):
        yield Notice(
            file.name,
            f"its lines have {tabs} tab(s): every column is scored, not the translation alone",
        )


def _about_empty(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    pairs = zip(file.lines, reference.lines, strict=True)
    empty = [number for number, (hyp, ref) in enumerate(pairs, 1) if ref and not hyp]
    if empty:
        what = "hypothesis is" if len(empty) == 1 else "hypotheses are"
        yield Notice(file.name, f"{len(empty)} {what} empty", empty[0])


def _about_copies(
    file: SegmentFile, reference: SegmentFile, src: SegmentFile | None
) -> Iterator[Notice]:
    if file.lines == reference.lines:
        yield Notice(file.name, f"is the same as the reference {reference.name}")
    if src is None:
        return
    pairs = zip(file.lines, src.lines, strict=True)
    same = [number for number, (hyp, text) in enumerate(pairs, 1) if hyp == text and han_count(hyp)]
    if same:
        yield Notice(file.name, f"{len(same)} lines are the untranslated source", same[0])


def _about_repeats(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    """A line that stands twice in a row where the references differ: a slip in the pipeline."""
    lines, refs = file.lines, reference.lines
    repeats = [
        i + 1
        for i in range(1, len(lines))
        if lines[i] == lines[i - 1]
        and len(lines[i].split()) > 4
        and similarity(refs[i], refs[i - 1]) < 0.5
    ]
    if repeats:
        more = f" ({len(repeats)} such lines)" if len(repeats) > 1 else ""
        yield Notice(file.name, f"the line before is repeated{more}", repeats[0])


def _about_shifts(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    """Runs of lines that match the reference better one line up or down."""
    lines, refs = file.lines, reference.lines
    offsets = _offsets(lines, refs, range(-1, 2))
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and offsets[end] == offsets[begin]:
            end += 1
        offset = offsets[begin]
        if offset and end - begin >= _SHIFT_LINES:
            inside = range(max(begin, -offset), min(end, len(refs) - offset))
            gains = [
                similarity(lines[i], refs[i + offset]) - similarity(lines[i], refs[i])
                for i in inside
            ]
            if gains and sum(gains) / len(gains) >= _SHIFT_GAIN:
                side = "next" if offset > 0 else "previous"
                cause = "a line is missing here" if offset > 0 else "a line too many before this"
                yield Notice(
                    file.name,
                    f"lines {begin + 1} to {end} match the reference of the {side} line: {cause}",
                    begin + 1,
                )
        begin = end


def _about_language(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    hyp, ref = file.lines, reference.lines
    if not any(line.strip() for line in hyp):
        return  # empty, which is said already
    han, ref_han = _han_share(hyp), _han_share(ref)
    if han > 0.2 > ref_han:
        yield Notice(file.name, f"{han:.0%} of it is Chinese characters: is it the source?")
    elif ref_han > 0.2 > han:
        yield Notice(
            reference.name,
            f"{ref_han:.0%} of this reference is Chinese characters: are the files swapped?",
        )
    elif len(hyp) >= 10 and _english(ref) > 0.15 and _english(hyp) < _english(ref) / 4:
        yield Notice(
            file.name, "does not read like the language of the reference, which is English"
        )


def _han_share(lines: Sequence[str]) -> float:
    han = sum(map(han_count, lines))
    return han / max(1, sum(len(line) - line.count(" ") for line in lines))


def _english(lines: Sequence[str]) -> float:
    known = total = 0
    for line in lines:
        words = line.lower().split()
        known += sum(word in _FUNCTION_WORDS for word in words)
        total += len(words)
    return known / max(1, total)


def _about_tokens(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    """The text of sacrebleu's own warning, which waits for 100 lines that end in `` .``."""
    share, usual = (
        sum(bool(_TOKENIZED.search(line)) for line in lines) / max(1, len(lines))
        for lines in (file.lines, reference.lines)
    )
    if share > 0.2 and share > 3 * usual:
        yield Notice(
            file.name,
            f"{share:.0%} of the lines look tokenised (“word .”); detokenise them, or the BLEU "
            "is not comparable",
        )


def _about_entities(file: SegmentFile, reference: SegmentFile) -> Iterator[Notice]:
    """What a web interface escaped and nobody unescaped."""
    lines = [n for n, line in enumerate(file.lines, 1) if _ENTITY.search(line)]
    if lines and not any(_ENTITY.search(line) for line in reference.lines):
        what = "line holds" if len(lines) == 1 else "lines hold"
        yield Notice(file.name, f"{len(lines)} {what} HTML entities such as &quot;", lines[0])
