"""A sentence in which all that moves goes up, in the other language all down: 增长 as "fell".

A sentence that has a word of either direction, a denial, or anything of less, loss or slowness
beside a rise, tells nothing: what is up with one thing is often said as down with another.
"""

import re

from aligner.document import Span
from aligner.text.late_regex import late_regex

_ZH_UP = late_regex(
    "增[长長加]|上[升涨漲调調]|攀升|回升|[飙飆]升|激增|加息|[升增]至|[涨漲增]幅|[扩擴]大|[调調]高"
)
_ZH_DOWN = late_regex(
    "下[降跌滑调調]|[减減]少|回落|[锐銳][减減]|[骤驟]降|降息|[降跌]至|[跌降]幅|降低|[缩縮][减減小]|萎[缩縮]"
    "|收窄|[调調]低"
)
_ZH_ANY_UP = late_regex(
    "[增升涨漲高多加扩擴大超长長盈强強胜勝提失亏虧]|逆差|赤字|更|好[转轉]|反[弹彈]|恢复|恢復|改善"
)
_ZH_ANY_DOWN = late_regex(
    "[降减減跌落低少亏虧负負贬貶缩縮弱败敗损損赤滑失短慢小窄不未没沒无無止]|下行|以下|放[缓緩]|逆差|衰退|危[机機]|疲[软軟]"
    "|控制|抑制|遏制|打[击擊]|[压壓]力|消[灭滅除]|[摆擺][脱脫]|克服|[脱脫][贫貧]|治理"
)
_EN_UP = late_regex(
    r"\b(?:rose|ris(?:es|en|ing)|increas(?:e|es|ed|ing)|gr(?:ew|owing|own|ows)|climb(?:ed|ing|s)"
    r"|jump(?:ed|ing|s)|surg(?:ed|es|ing)|soar(?:ed|s|ing)|rais(?:e|es|ed|ing)|hik(?:ed|es|ing)|widened"
    r"|expanded|up)\b",
    re.I,
)
_EN_DOWN = late_regex(
    r"\b(?:fell|fall(?:s|ing|en)|declin(?:e|es|ed|ing)|dropp(?:ed|ing)|drops?|decreas(?:e|es|ed|ing)"
    r"|plung(?:ed|es|ing)|lower(?:ed|ing)|reduc(?:e|es|ed|ing)|plummet(?:ed|s|ing)|tumbl(?:ed|es|ing)"
    r"|slump(?:ed|s|ing)|slid|slipp(?:ed|ing)|downgrad(?:ed|es|ing)|down|cut(?:s|ting)?|shr[aiu]nk|narrowed)\b",
    re.I,
)
_EN_ANY_UP = late_regex(
    r"\b(?:ris|rose|increas|gr[eo]w|up|high|rais|more\b|gain|climb|jump|surg|soar|improv|boost"
    r"|expan|additional|extra|stronger|strengthen|accelerat|hik|lift|exceed|rebound|recover|advanc"
    r"|wid|peak|bull|rall|larger|bigger|doubl|tripl|escalat|enhanc|spik|swell|mount|rocket|balloon"
    r"|greater|further|appreciat|heighten|elevat|firm|increment|intensif|multipl|worsen|quicken)",
    re.I,
)
_EN_ANY_DOWN = late_regex(
    r"\b(?:f[ea]ll|declin|drop|decreas|plung|low|reduc|plummet|tumbl|slump|slid|slip|down|cut"
    r"|shr[iau]nk|less|fewer|loss|lost|losing|negative|minus|slow|eas(?:e|ing)|weak|short|narrow"
    r"|deficit|contract|dip|retreat|ebb|diminish|worse|bear|recession|slash|trim|deprec|devalu"
    r"|not?\b|never|behind|halv|collaps|s[ai]nk|off\b|mitigat|alleviat|curb|cool|remov|without)|n['’]t\b",
    re.I,
)


def turned_direction(src: str, tgt: str) -> tuple[Span, Span] | None:
    """Return where a sentence says that something goes up, and its English that it goes down.

    Or the other way round; ``None`` where either of them says anything of both.

    >>> turned_direction("出口增长。", "Exports fell.")
    (Span(start=2, end=4), Span(start=8, end=12))
    """
    ways = (
        (_ZH_UP, _ZH_ANY_DOWN, _EN_DOWN, _EN_ANY_UP),
        (_ZH_DOWN, _ZH_ANY_UP, _EN_UP, _EN_ANY_DOWN),
    )
    for ours, never_ours, theirs, never_theirs in ways:
        source, target = ours.search(src), theirs.search(tgt)
        if source and target and not never_ours.search(src) and not never_theirs.search(tgt):
            return Span(*source.span()), Span(*target.span())
    return None
