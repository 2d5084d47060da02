"""Who won, in words that a small model keeps, in what it is given: 1比2不敌, 3比0力克, 晋级四强.

Sports pages say it in words of two characters that a small model spells out (*1-2 not enemy*,
*2-1 grams*) or turns round: 负于 and 惨败 came out as *against* and *defeated*. English among the
Chinese is copied, and whoever stands before it is kept as the one that won or lost.
"""

import re
from collections.abc import Callable

from aligner.translation.source.rewording import Given
from aligner.translation.source.trading import PAD

_FIGURE = r"(?:\d{1,3}|[零一二两三四五六七八九十])"
_RESULT = rf"{_FIGURE}[比:：-]{_FIGURE}"
_RESULTS = (
    rf"(?<![\d.:：比-])以?[大总]?(?:比分)?(?P<result>{_RESULT}(?:[、，]{_RESULT}){{0,4}})"
    "(?:的[大总]?比分)?"
)
_WHOM = "(?=[^，。；、！？的者后了])"
_WON = "力克|险胜|大胜|完胜|轻取|力挫|淘汰|胜(?![率出利负场券过])"
"""战胜, 击败 and 横扫 it knows."""
_CAME_BACK = "逆转(?:击败|战胜|取胜|淘汰)?"
_LOST = "不敌|负于|输给|惜败[于给]?|惨败[于给]?|不?败给|落败于|败于|负(?![责债数面荷担增])"
_DREW = "战平|逼平|打平|踢平"
_RIVAL = r"[^，。；、·]{1,10}?(?:队|选手|名将|对手|冠军|女单|男单|，(?:夺|晋|进|闯|获|拿|成))"
_REACH = "晋级|跻身|闯[入进]|挺进|杀[入进]|打[入进]"
_LATER = "[半总]?决赛|下一轮|第[二三四五]轮|正赛|世界杯|奥运会"


def _english(words: str) -> Callable[[re.Match[str]], str]:
    """Return what makes ``words`` of a match, with its result where they say %s."""
    return lambda match: f"{PAD}{words % match['result'] if '%s' in words else words}{PAD}"


_ROUNDS = {
    "三十二强": "the round of 32",
    "32强": "the round of 32",
    "十六强": "the round of 16",
    "16强": "the round of 16",
    "八强": "the quarterfinals",
    "8强": "the quarterfinals",
    "四强": "the semifinals",
    "4强": "the semifinals",
}
_ROUND = "|".join(_ROUNDS)
_ENDED = r"(?=[，。；！、“”\s]|\Z)"


def _reached(match: re.Match[str]) -> str:
    return f"进入{PAD}{_ROUNDS[match['round']]}{PAD}"


def _out_in(match: re.Match[str]) -> str:
    return f"{PAD}was knocked out in {_ROUNDS[match['round']]}{PAD}"


def _rules(*rows: tuple[str, Given]) -> tuple[tuple[re.Pattern[str], Given], ...]:
    return tuple((re.compile(pattern), given) for pattern, given in rows)


_RULES = _rules(
    (
        rf"{_RESULTS}(?:{_CAME_BACK}){_WHOM}",
        _english("came from behind to win %s against"),
    ),
    (rf"{_RESULTS}(?:{_WON}){_WHOM}", _english("won %s against")),
    (rf"{_RESULTS}(?:{_LOST}){_WHOM}", _english("lost %s to")),
    (rf"{_RESULTS}(?:{_DREW}){_WHOM}", _english("tied %s with")),
    (rf"{_RESULTS}(?:取胜|获胜|胜出)", _english("won %s")),
    (rf"{_RESULTS}(?:告负|落败|失利|惜败|惨败)", _english("lost %s")),
    (f"险胜{_WHOM}(?!仗)", _english("narrowly beat")),
    (f"(?<![努艾埃])力(?:克(?![制服斯夫尔])|挫(?![败折]))(?={_RIVAL})", "击败"),
    (f"惜败[于给]?{_WHOM}", _english("narrowly lost to")),
    (f"惨败[于给]{_WHOM}|(?<![失惨])败给{_WHOM}", "输给"),
    (f"(?<![有无不辜])负于{_WHOM}|(?<![势寡])不敌{_WHOM}", "输给"),
    # How far.
    (f"(?:{_REACH}|进入)(?P<round>{_ROUND})(?!赛)", _reached),
    (f"(?:止步(?:于)?|无缘)(?P<round>{_ROUND})(?!赛)", _out_in),
    (f"(?:{_REACH})(?={_LATER})", "进入"),
    (f"无缘(?=[\\w“]{{0,6}}(?:{_LATER}|晋级))", "未能进入"),
    (r"无缘(?=[\w“]{0,6}(?:奖牌|金牌|冠军|领奖台|连任|卫冕))", "未能获得"),
    (
        rf"在?(?P<stage>小组赛|首轮|第[一二三]轮|预赛|半决赛|附加赛)(?:惨遭|遭到?|被)?(?:淘汰|出局){_ENDED}",
        r"在\g<stage>中被淘汰",
    ),
    (rf"(?:惨遭|遭到?)淘汰|(?<=[，被])(?:淘汰)?出局{_ENDED}", "被淘汰"),
    # Titles.
    (rf"(?:成功卫冕|卫冕(?:冠军)?成功){_ENDED}", _english("successfully defended the title")),
    ("卫冕冠军(?=[^，。；、的])", _english("defending champion")),
    (
        "(?:实现|完成|取得|获得|豪取|达成|成就|夺得)(?P<times>[三四五六七八九])连冠",
        r"连续第\g<times>次夺冠",
    ),
)
_FIRST_LOOK = re.compile("[胜败负敌克挫扫汰平利转缘强冕赛冠]|出局|晋级|输给")


def plain_results(text: str) -> str:
    """Return the text with who won, lost and is out in plainer words.

    >>> plain_results("海湾队1比2不敌山城队，止步八强").replace(PAD, " ")
    '海湾队 lost 1比2 to 山城队， was knocked out in the quarterfinals '
    """
    if not _FIRST_LOOK.search(text):
        return text
    for pattern, given in _RULES:
        text = pattern.sub(given, text)
    return text
