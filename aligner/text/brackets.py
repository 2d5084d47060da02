"""Which quote or bracket of a line closes which: a shared first step of the splitters."""

import re
from collections import Counter

from aligner.text.script import CLOSING, OPENING

_OPENERS = OPENING.replace("\\", "")
_CLOSER_OF = dict(zip(_OPENERS, CLOSING.replace("\\", ""), strict=True))
QUOTES = frozenset('“‘「『﹁﹃"＂')
"""Openers of quotations; every other opener is a bracket or the mark of a title."""

_MARK = re.compile(f'[{OPENING}{CLOSING}"＂]')
_BEFORE_OPENING = frozenset("：，、；（(:,;— ")


def match_pairs(line: str) -> dict[int, int]:
    """Return the offset of each closing mark by the offset of its opening mark.

    Marks without a partner in ``line`` are left out, so an unclosed quote affects nothing but
    itself. A straight quote opens and closes in turn; when their number is odd, what stands before
    it decides. Curly quotes that all point one way (a common slip) are taken in turn too.
    """
    turn = _one_way_quotes(line)
    odd = {mark: line.count(mark) % 2 == 1 for mark in '"＂'}
    pairs: dict[int, int] = {}
    unclosed = _Unclosed()
    for match in _MARK.finditer(line):
        offset, mark = match.start(), match[0]
        if mark in "‘’" and _is_apostrophe(line, offset):
            continue
        if mark in odd or mark in turn:
            opens = _opens(line, offset, unclosed, mark, odd=odd.get(mark, False))
            key = closer = mark
        else:
            opens, key = mark in _CLOSER_OF, _wide(mark)
            closer = _wide(_CLOSER_OF.get(mark, mark))
        if opens:
            unclosed.add(closer, offset)
        elif unclosed.has(key):
            pairs[unclosed.take(key)] = offset
    return pairs


class _Unclosed:
    """The opening marks so far that nothing closes yet, by the mark that would.

    Counted besides, because a line may have thousands of them, each asked about at every mark.
    """

    def __init__(self) -> None:
        self._stack: list[tuple[str, int]] = []
        self._counts: Counter[str] = Counter()

    def add(self, closer: str, offset: int) -> None:
        self._stack.append((closer, offset))
        self._counts[closer] += 1

    def has(self, closer: str) -> bool:
        return self._counts[closer] > 0

    def take(self, closer: str) -> int:
        """Return where the last one that ``closer`` closes stands; forget it and all after it."""
        while True:
            found, offset = self._stack.pop()
            self._counts[found] -= 1
            if found == closer:
                return offset


def _opens(line: str, offset: int, unclosed: _Unclosed, mark: str, *, odd: bool) -> bool:
    if odd:
        return offset == 0 or line[offset - 1] in _BEFORE_OPENING
    return not unclosed.has(mark)


def _wide(mark: str) -> str:
    """Treat half-width and full-width brackets as one kind: authors mix （ and )."""
    return {")": "）", "]": "］", "}": "｝"}.get(mark, mark)


def _is_apostrophe(line: str, offset: int) -> bool:
    before = line[offset - 1 : offset]
    after = line[offset + 1 : offset + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalpha()


def _one_way_quotes(line: str) -> frozenset[str]:
    left, right = line.count("“"), line.count("”")
    if left and not right and left % 2 == 0:
        return frozenset("“")
    if right and not left and right % 2 == 0:
        return frozenset("”")
    return frozenset()
