"""English sentence spans: abbreviations, initials, quotes, brackets, lists and addresses.

A line end always ends a sentence. What this module does not do: split text without capitals, or
find a sentence end after an abbreviation that a name follows (``in the U.S. President Lind``).
"""

import re
from collections import deque
from dataclasses import dataclass

from aligner.document import Span
from aligner.text.brackets import match_pairs
from aligner.text.english_words import (
    BEFORE_NAME,
    BEFORE_NUMBER,
    MONTHS,
    NEVER_LAST,
    OFTEN_LAST,
    STARTERS,
    TIME_WORDS,
)
from aligner.text.reporting import reports_question_before
from aligner.text.spans import LINE_END, drop_bare, iter_lines, skip_space, spans_between

_CLOSE = "\"'”’)\\]}»」』）"
_OPEN = "\"'“‘(\\[{«「『（"
_STOP = re.compile(rf"(?:[.!?…。！？]|\.\.\.)+[{_CLOSE}]*(?:\s[”’](?=\s|$))?(?:\[\d{{1,3}}\])*")
_STOP_ONLY = re.compile(r"[.!?…。！？]+")
_OPENERS = re.compile(rf"[{_OPEN}\s]*[-–—•*]?\s*")
_TOKEN_BEFORE = re.compile(r"[^\s(\[{“\"‘«—–/-]+$")
_PART = r"[^\W_]+"
_WORD = re.compile(rf"{_PART}(?:['’.&-]{_PART}){{0,8}}")
"""A word, or the start of one that has more parts than any word of the tables, as ``x.x.x.`` has.

Where each of its stops may be an end, reading it whole every time would take the square of it.
"""
_WHOLE_WORD = re.compile(rf"{_PART}(?:['’.&-]{_PART})*")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LISTED = re.compile(r"[:;]\s+[0-9]{1,2}\Z")
"""The number of an item of a list that runs on: as follows: 1. Close the port; 2. ..."""
_LIST_MARK = re.compile(
    rf"[{_OPEN}\s]*(?:(?:Step|Part|Chapter|Rule|Lesson)\s)?(?:\d{{1,3}}|[A-Za-z]|[ivxIVX]{{1,4}})\Z"
)
_TIME_ONLY = re.compile(r"\s*\d{1,2}(?:[:.]\d{2})?\s?[ap]\.m", re.I)
"""The time of an entry (``10:05 a.m. The speaker …``) is no sentence."""
_GOES_ON = ".,;:)]}，；："
_CAPITAL_ALL_THE_SAME = re.compile(r"[a-z][A-Z]|[a-z]\.\s[A-Z]")  # iPhone, b. Second item
_GLUED = re.compile(r"[a-z]{2,}\Z")
_PROTECTED = re.compile(
    r"(?:https?://|www\.)[^\s，。；！？、“”（）<>\"]*[^\s，。；！？、“”（）<>\".,;!?)'’]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_EXCLAIMED_NAME = re.compile(
    r"\b(?:Yahoo|Jeopardy|Mamma Mia|Oklahoma|Wham|Moulin Rouge|Chips Ahoy)\Z"
)


@dataclass(frozen=True, slots=True)
class EnOptions:
    """How English is split.

    ``wrapped``: lines are broken at a fixed width, so only a blank line ends a sentence.
    """

    wrapped: bool = False


def split_en(text: str, options: EnOptions = EnOptions()) -> list[Span]:
    """Return sentence spans without gaps that join back to ``text``.

    White space belongs to the sentence before it.
    """
    cuts: list[int] = []
    for line in _paragraphs(text) if options.wrapped else iter_lines(text):
        content = text[line.start : line.end]
        if not content.strip():
            continue
        cuts.extend(line.start + cut for cut in line_cuts(content))
        cuts.append(line.end)
    return spans_between(text, cuts)


def _paragraphs(text: str) -> list[Span]:
    blocks: list[Span] = []
    start: int | None = None
    end = 0
    for line in iter_lines(text):
        blank = not text[line.start : line.end].strip()
        if not blank:
            start = line.start if start is None else start
            end = line.end
        elif start is not None:
            blocks.append(Span(start, end))
            start = None
    if start is not None:
        blocks.append(Span(start, end))
    return blocks


def line_cuts(line: str) -> list[int]:
    """Return the ends of all sentences of one line but the last."""
    shadow = _PROTECTED.sub(lambda match: "x" * len(match[0]), line)
    shadow = LINE_END.sub(lambda match: " " * len(match[0]), shadow)
    inside = deque(_inside_brackets(shadow))
    cuts: list[int] = []
    begin = closed = 0
    for match in _STOP.finditer(shadow):
        while inside and inside[0][0] < match.start():
            closed = max(closed, inside.popleft()[1])
        if match.start() < closed:
            continue
        if _ends(shadow, begin, match):
            cuts.append(match.end())
            begin = match.end()
    return drop_bare(line, cuts)


def _inside_brackets(line: str) -> list[tuple[int, int]]:
    """Return the brackets that are part of a sentence: no sentence ends in them."""
    spans = []
    for opened, closed in match_pairs(line).items():
        if line[opened] in "([{（":
            before = line[max(0, opened - 8) : opened].rstrip()
            alone = (not before or before[-1] in '.!?…”"') and line[closed - 1] in ".!?…"
            if not alone:
                spans.append((opened, closed))
    return sorted(spans)


def _ends(line: str, begin: int, match: re.Match[str]) -> bool:
    after = match.end()
    following = skip_space(line, after)
    if following == len(line):
        return False
    stop = _STOP_ONLY.match(line, match.start())
    mark = stop[0] if stop else ""
    if mark[0] in "。！？":
        return True
    opened = _OPENERS.match(line, following)
    first = opened.end() if opened else following
    if line[following] in _GOES_ON:
        return False
    if following == after and not _glued(line, match, first):
        return False
    if first >= len(line) or (
        line[first].islower() and not _CAPITAL_ALL_THE_SAME.match(line, first)
    ):
        return False
    word = _word_at(line, first)
    if mark == ".":
        return _period_ends(line, begin, match, word)
    return _other_ends(line, match, mark, first)


def _glued(line: str, match: re.Match[str], first: int) -> bool:
    """Tell whether a stop without a space after it ends a sentence all the same: ``end.The``."""
    if line[first : first + 1].isascii():
        before = _GLUED.search(line[max(0, match.start() - 12) : match.start()])
        plain = line[match.start()] in "!?" and _is_capitalized(line, first)
        return before is not None and (plain or _word_at(line, first) in STARTERS)
    return line[match.start() : match.end()] != "." or line[first : first + 1] > "\u2e7f"


def _is_capitalized(line: str, position: int) -> bool:
    match = _WHOLE_WORD.match(line, position)
    word = match[0] if match else ""
    return word[:1].isupper() and word[1:].islower()


def _word_at(line: str, position: int) -> str:
    match = _WORD.match(line, position)
    return match[0] if match else line[position : position + 1]


def _other_ends(line: str, match: re.Match[str], mark: str, first: int) -> bool:
    """Decide after ! ? … and their like, when what follows is no small letter."""
    word = _word_at(line, first)
    if mark.strip(".…") == "":
        return word not in {"I"} and not word.startswith(("I'", "I’")) and not word[0].isdigit()
    if (
        mark == "!"
        and _EXCLAIMED_NAME.search(line[max(0, match.start() - 16) : match.start()])
        and word not in STARTERS
    ):
        return False
    quoted = match.end() - match.start() > len(mark)
    return not (quoted and reports_question_before(line, first))


def _period_ends(line: str, begin: int, match: re.Match[str], word: str) -> bool:
    """Decide after a full stop, when what follows is no small letter."""
    stop = match.start()
    begun = line[begin:stop]
    if len(begun) < 24 and (_LIST_MARK.match(begun) or _TIME_ONLY.fullmatch(begun)):
        return False
    if _LISTED.search(begun):
        return False
    found = _TOKEN_BEFORE.search(line[max(begin, stop - 40) : stop])
    if found is None:
        return True
    token = found[0]
    plain = token.rstrip(".")
    closed = match.end() > stop + 1
    if closed and not _ACRONYM.fullmatch(plain):
        return True
    if len(token) == 1 and line[max(0, stop - 4) : stop - 1].rstrip()[-1:].isdigit():
        return True  # -3.5 C.
    return _abbreviation_ends(plain, word)


def _abbreviation_ends(token: str, word: str) -> bool:
    """Decide whether ``token`` and a full stop before ``word`` end a sentence."""
    lower = token.lower()
    if token in BEFORE_NAME or lower in NEVER_LAST:
        return False
    if word[0].isdigit() or _is_roman(word):
        return not (token in BEFORE_NUMBER or token in MONTHS)
    if lower in {"a.m", "p.m"}:
        return word not in TIME_WORDS
    uncertain = (
        token in OFTEN_LAST
        or token in MONTHS
        or _ACRONYM.fullmatch(token) is not None
        or (len(token) == 1 and token.isalpha() and token.isupper())
    )
    return not uncertain or word in STARTERS


def _is_roman(word: str) -> bool:
    return len(word) > 1 and not word.strip("IVXL")
