"""Tallies in what the model is given: 21金17银14铜, 2死5伤, 11男4女, 三子一女, 各100架.

They are counts whose nouns are single characters. A small model copies the characters (*21 gold 17
silver 14 copper*), runs them together (*male4 women*) or reads two counts as a range (*46 to 165*);
written in full it knows them all.
"""

import re

from aligner.text.numerals_zh import small_value

_COUNT = r"\d[\d,]*|[一二两三四五六七八九十]+"
_NOT_AFTER = r"(?<![\d.,十百千万亿第])"
_MEDALS = re.compile(
    rf"{_NOT_AFTER}(?:{_COUNT})[金银铜](?:、?(?:{_COUNT})[金银铜]){{1,2}}(?![牌子属色融行条价])"
    rf"|(?<=[夺获摘揽斩添得])(?:\d+)[金银铜](?=[，。、；！？… ]|\Z)"
)
_MEDAL = re.compile(rf"({_COUNT})([金银铜])")
_VICTIMS = re.compile(rf"{_NOT_AFTER}({_COUNT})死[、，]?({_COUNT})([多余]?)伤(?![痛员亡势])")
_SIBLINGS = re.compile(rf"(?<=[育生有下了])({_COUNT})[子男]({_COUNT})女(?![子性生童孩])")
_MEN_AND_WOMEN = re.compile(rf"{_NOT_AFTER}(?!一男一女)({_COUNT})男({_COUNT})女(?![子性生童孩人])")
_PLANES = re.compile(r"(?<=[\d多余n])架(?=[，。、；）和及与]|次?\Z)")
_FLY = re.compile(r"客机|战机|飞机|航空|航司|国航|波音|空客|空军|机队|歼|轰|C9[01]9|[AB]\d{3}|ARJ")
"""What 架 counts if nothing else is named: shelves are no numbers of an airline."""
_HAN = re.compile("[一二两三四五六七八九十]+")


def tallies_in_full(text: str) -> str:
    """Return the text with the nouns of its tallies written out.

    >>> tallies_in_full("以21金17银14铜居首，造成2死5伤，拘捕11男4女")
    '以21枚金牌、17枚银牌和14枚铜牌居首，造成2人死亡、5人受伤，拘捕11名男子和4名女子'
    """
    if "金" in text or "银" in text:
        text = _MEDALS.sub(_medals, text)
    if "死" in text:
        text = _VICTIMS.sub(lambda found: _in_figures(found, "{}人死亡、{}{}人受伤"), text)
    if "架" in text and _FLY.search(text):
        text = _PLANES.sub("架飞机", text)
    if "女" in text:
        text = _SIBLINGS.sub(lambda found: _in_figures(found, "{}个儿子和{}个女儿"), text)
        text = _MEN_AND_WOMEN.sub(lambda found: _in_figures(found, "{}名男子和{}名女子"), text)
    return text


def _in_figures(found: re.Match[str], form: str) -> str:
    counts = (_figures(part) for part in found.groups())
    return form.format(*("一" if count == "1" and "儿子" in form else count for count in counts))


def _figures(count: str) -> str:
    return _HAN.sub(lambda numeral: str(int(small_value(numeral[0])[0])), count)


def _medals(match: re.Match[str]) -> str:
    won = [f"{_figures(count)}枚{metal}牌" for count, metal in _MEDAL.findall(match[0])]
    return "和".join(["、".join(won[:-1]), won[-1]]) if len(won) > 1 else won[0]
