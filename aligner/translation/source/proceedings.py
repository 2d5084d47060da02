"""Votes and terms of parliaments in what the model is given: 212票赞成、198票反对, 第八、九、十届.

A small model loses one side of a vote and calls abstentions *waivers*, and reads 第八、九 as *8,
Nine*. A vote of two sides it knows as 212票对198票, and terms with a 届 each.
"""

import re

from aligner.text.numerals_zh import small_value

_NUMERAL = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})"
_COUNT = r"(?<![\d.,])(?P<{0}>\d[\d,]*|零|[一二两三四五六七八九十]{{1,3}})票"
_AND = "[、，,和及以]{0,2}"
_VOTE = re.compile(
    rf"{_COUNT.format('ayes')}(?:赞成|支持|同意)?{_AND}{_COUNT.format('noes')}反对"
    rf"(?:{_AND}{_COUNT.format('others')}(?P<how>弃权))?"
)
_FOR = re.compile("票(?:赞成|支持|同意)")
_ONE_OF_MANY = re.compile(rf"第({_NUMERAL})((?:[、和及]第?{_NUMERAL})+)届")


def held_together(text: str) -> set[int]:
    """Return the places at which a text is not to be cut: those inside of a vote."""
    if "票" not in text:
        return set()
    return {at for vote in _VOTE.finditer(text) for at in range(vote.start() + 1, vote.end())}


def plain_proceedings(text: str) -> str:
    """Return the text with votes, and terms of a parliament, as the model knows them.

    >>> plain_proceedings("议案以212票赞成、198票反对获得通过")
    '议案以212票对198票获得通过'
    >>> plain_proceedings("以14票赞成、零票反对、一票弃权通过，第八、九届委员")
    '以14票对0票、1 abstention 通过，第8届和第9届委员'
    """
    if "届" in text:
        text = _ONE_OF_MANY.sub(_each, text)
    return _VOTE.sub(_vote, text) if "反对" in text else text


def _vote(match: re.Match[str]) -> str:
    ayes, noes = _figure(match["ayes"]), _figure(match["noes"])
    if not match["how"] and not _FOR.search(match[0]):
        return match[0]
    others = _figure(match["others"]) if match["how"] else ""
    votes = f"{ayes}票对{noes}票"
    if not others:
        return votes
    end = match.end()
    after = " " if match.string[end : end + 1].isalnum() else ""
    return f"{votes}、{others} abstention{'' if others == '1' else 's'}{after}"


def _each(match: re.Match[str]) -> str:
    numbers = [match[1], *re.findall(_NUMERAL, match[2])]
    terms = [f"第{_value(number)}届" for number in numbers]
    return f"{'、'.join(terms[:-1])}和{terms[-1]}"


def _figure(numeral: str) -> str:
    """Return a count of votes in figures, as it stands if it is in them."""
    return numeral if numeral[0].isdecimal() else str(_value(numeral))


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(small_value(numeral)[0])
