"""Which quote or bracket of a line closes which: a shared first step of the splitters."""

import re

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
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(line):
        offset, mark = match.start(), match[0]
        if mark in "‘’" and _is_apostrophe(line, offset):
            continue
        if mark in odd or mark in turn:
            opens = _opens(line, offset, stack, mark, odd=odd.get(mark, False))
            key = closer = mark
        else:
            opens, key = mark in _CLOSER_OF, _wide(mark)
            closer = _wide(_CLOSER_OF.get(mark, mark))
        if opens:
            stack.append((closer, offset))
        else:
            _close(stack, key, offset, pairs)
    return pairs


def _opens(line: str, offset: int, stack: list[tuple[str, int]], mark: str, *, odd: bool) -> bool:
    if odd:
        return offset == 0 or line[offset - 1] in _BEFORE_OPENING
    return all(closer != mark for closer, _ in stack)


def _close(stack: list[tuple[str, int]], key: str, offset: int, pairs: dict[int, int]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        closer, opened = stack[depth]
        if closer == key:
            pairs[opened] = offset
            del stack[depth:]
            return


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
