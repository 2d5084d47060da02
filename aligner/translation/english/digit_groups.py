"""Figures whose commas an output sets where no number has them: 7.1,027, 2,3854, 3,951,4973.

The digits are copied one by one and are right; the model was given 7.1027 and 39,514,973. So are
figures whose last decimals it leaves out (40.7 for 40.77), and telephone numbers in which it
writes one digit for another.
"""

import re

from aligner.translation.source.figures import english_figures
from aligner.translation.source.short_forms import written_out

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_RIGHT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d+(?:\.\d+){2,}")
_FEWEST = 4
"""Digits of a figure that cannot be told by chance."""
_ENOUGH = 6
"""Digits of a figure of which one may be too many or too few."""


def regrouped(source: str, text: str) -> str:
    """Return the text with its impossible figures as the model was given them.

    >>> regrouped("中间价为7.1027，投票3951万4973人", "at 7.1,027, and 3,951,4973 voters")
    'at 7.1027, and 39,514,973 voters'
    >>> regrouped("查获40.77公斤，热线400-820-5511", "seized 40.7 kg, call 400-820-5111")
    'seized 40.77 kg, call 400-820-5511'
    >>> regrouped("造成2299人死亡", "killing 2,2999")
    'killing 2,299'
    """
    text = _with_decimals(source, _dialled(source, text))
    wrong = [match for match in _FIGURE.finditer(text) if not _RIGHT.fullmatch(match[0])]
    if not wrong:
        return text
    given = [match[0] for match in _FIGURE.finditer(_spaced(english_figures(written_out(source))))]
    for match in reversed(wrong):
        if meant := _meant(match[0], given) or _slipped(match[0], given, text):
            text = f"{text[: match.start()]}{meant}{text[match.end() :]}"
    return text


_DECIMAL = re.compile(r"(?<![\w.,-])\d+\.\d+(?![\w]|[.,-]\d)")
_DIALLED = re.compile(r"(?<![\w-])\d{2,4}(?:-\d{3,8}){1,2}(?![\w-])", re.ASCII)


def _with_decimals(source: str, text: str) -> str:
    """Return the text with the last decimals of figures that are the source's but for them."""
    written = _DECIMAL.findall(text)
    if not written:
        return text
    given = _DECIMAL.findall(_spaced(english_figures(written_out(source))))
    missing = [figure for figure in given if figure not in written]
    for short in set(written) - set(given):
        meant = {figure for figure in missing if _shortened(figure, short)}
        if len(meant) == 1:
            text = re.sub(rf"(?<![\w.,-]){re.escape(short)}(?![\w]|[.,-]\d)", meant.pop(), text)
    return text


def _shortened(figure: str, short: str) -> bool:
    """Tell whether a figure lacks its last decimals, or one of several: 7.04 for 7.004."""
    whole = f"{figure.partition('.')[0]}."
    return figure.startswith(short) or (short.startswith(whole) and _one_apart(figure, short))


def _dialled(source: str, text: str) -> str:
    """Return the text with the source's telephone number for one that differs in a digit or two."""
    numbers = _DIALLED.findall(source)
    if len(numbers) != 1 or numbers[0] in text:
        return text

    def nearly(match: re.Match[str]) -> str:
        same = len(match[0]) == len(numbers[0])
        wrong = sum(a != b for a, b in zip(match[0], numbers[0], strict=False))
        return numbers[0] if same and wrong <= _WRONG else match[0]

    return _DIALLED.sub(nearly, text)


_WRONG = 2
"""Digits of a telephone number that may be others."""


def _spaced(given: str) -> str:
    """Return what the model was given with figures set off from the Chinese around them."""
    return re.sub(r"[^\x00-\x7f]", " ", given)


def _meant(figure: str, given: list[str]) -> str:
    """Return the one given figure with these digits, or else with one more or less."""
    digits = figure.replace(",", "")
    same = {other for other in given if other.replace(",", "") == digits}
    if not same and len(digits) > _ENOUGH:
        same = {other for other in given if _one_apart(other.replace(",", ""), digits)}
    return same.pop() if len(same) == 1 and len(digits) >= _FEWEST else ""


def _slipped(figure: str, given: list[str], text: str) -> str:
    """Return the one given figure, written nowhere, that this has a digit too many of: 2,2999."""
    digits = figure.replace(",", "")
    near = {
        number.replace(",", "")
        for number in given
        if number.replace(",", "").isdecimal() and _one_apart(number.replace(",", ""), digits)
    }
    if len(near) != 1 or len(digits) <= _FEWEST or min(map(len, near)) != len(digits) - 1:
        return ""
    meant = f"{int(near.pop()):,}"
    return "" if meant in _FIGURE.findall(text) else meant


def _one_apart(one: str, other: str) -> bool:
    """Tell whether a string is another with one character left out."""
    short, long = sorted((one, other), key=len)
    cut = (f"{long[:at]}{long[at + 1 :]}" for at in range(len(long)))
    return len(long) == len(short) + 1 and short in cut
