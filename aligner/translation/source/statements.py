"""What several people say in one sentence, as a sentence for each of them.

甲说：“很好”；乙则说：“不好。” is one sentence of two statements. A small model gives both to one
speaker or drops one of them; of a sentence each it keeps who says what. A statement ends behind its
quotation, at ；, or at a comma where the next one says who speaks and quotes. So it does behind who
speaks where the quotation goes on, “好，”他说，“走吧。”: English has a full stop there.
"""

import re
from itertools import pairwise

from aligner.document import Span
from aligner.text.spans import trim

_SAYS = (
    "(?:说|称(?=[：:，,])|表示|指出|认为|坦言|透露|回应|强调|警告|批评|反驳|解释|补充|承认|否认|写道|直言|宣称|呼吁"
    "|回忆|感叹|道)"
)
_OPENS, _CLOSES = "“「", "”」"
_SAID = re.compile(rf"{_SAYS}[：:，,]?\s?[{_OPENS}]")
"""Who says it stands before what is quoted."""
_MARK = re.compile(rf"(?<=[{_CLOSES}])[。！？]?\s?([；;，,])\s?")
_SAYS_NEXT = re.compile(rf"[^，。；：:;,{_OPENS}{_CLOSES}]{{1,40}}?{_SAYS}(?:[：:，,]|[{_OPENS}])")
_QUOTES_NEXT = re.compile(rf"[^，。；：:;,{_OPENS}{_CLOSES}]{{1,40}}?{_SAYS}[：:，,]?\s?[{_OPENS}]")
_IN_BETWEEN = re.compile(
    rf"[{_OPENS}][^{_OPENS}{_CLOSES}]*(?:[，。！？…,!?—][{_CLOSES}]|[{_CLOSES}][，,])"
    rf"(?:(?!并|[，,][又还])[^。；！？{_OPENS}{_CLOSES}]){{1,40}}?{_SAYS}[道示]?(?P<mark>[，,：:])\s?(?=[{_OPENS}])"
)
"""Who speaks, between the halves of what is said."""
_SEMICOLONS = "；;"


def statements(text: str, sentence: Span) -> list[Span]:
    """Return a sentence of a text as the statements in it, or as it is.

    >>> text = "甲说：“很好”；乙则说：“不好。”"
    >>> [text[span.start : span.end] for span in statements(text, Span(0, len(text)))]
    ['甲说：“很好”；', '乙则说：“不好。”']
    """
    start, end = sentence.start, sentence.end
    between = _IN_BETWEEN.match(text, start, end)
    if between:
        first, rest = Span(start, between.end()), Span(between.end(), end)
        return [trim(text, first), *statements(text, rest)]
    if not _SAID.search(text, start, end):
        return [sentence]
    cuts = [start]
    for mark in _MARK.finditer(text, start, end):
        goes_on = _SAYS_NEXT if mark[1] in _SEMICOLONS else _QUOTES_NEXT
        said = _SAID.search(text, cuts[-1], mark.start() + 1)
        if said and _closed(text[cuts[-1] : mark.start()]) and goes_on.match(text, mark.end(), end):
            cuts.append(mark.end())
    return [trim(text, Span(*pair)) for pair in pairwise([*cuts, end])]


def ended(statement: str, *, last: bool) -> str:
    """Return a statement that another one follows with the end of a sentence.

    >>> ended("甲说：“很好”；", last=False), ended("甲说：“很好。”，", last=False)
    ('甲说：“很好”。', '甲说：“很好。”')
    >>> ended("“好，”他说，", last=False)
    '“好，”他说。'
    """
    if last or statement[-1:] not in "；;，,：:":
        return statement
    bare = statement[:-1].rstrip()
    return bare if bare[-2:-1] in "。！？…" else f"{bare}。"


def _closed(text: str) -> bool:
    """Say whether every quotation and bracket of a text ends in it."""
    return all(
        sum(char in opening for char in text) == sum(char in closing for char in text)
        for opening, closing in ((_OPENS, _CLOSES), ("（(", "）)"))
    )
