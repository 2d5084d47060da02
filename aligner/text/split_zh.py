"""Chinese sentence spans, by GB/T 15834: 。？！ and …… at a sentence end, nothing else.

A line end always ends a sentence, and quotes and brackets are matched inside one line, so one that
is never closed spoils nothing. What this module does not do: split a text without punctuation, or
decide who speaks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.document import Span
from aligner.text.brackets import QUOTES, match_pairs
from aligner.text.late_regex import late_regex
from aligner.text.reporting import announces_quote_after, reports_quote_before, speech_begins
from aligner.text.script import CLOSING, HAN, OPENING
from aligner.text.spans import drop_bare, iter_lines, skip_space, spans_between
from aligner.text.split_en import line_cuts as english_line_cuts

_STOPS = "。｡！？!?…⋯"
_EVENT = late_regex(
    rf"[{OPENING}\"＂{_STOPS}]|\.{{3,}}|(?<=[{HAN}”’」』》）)])[.．](?![0-9A-Za-z])"
)
_CLUSTER = late_regex(
    rf"(?:[{_STOPS}]|\.{{2,}}|[.．](?=[{CLOSING}\"＂\s]|$))+[~～]*|[.．]|\.{{3,}}"
)
_TAIL = late_regex(
    r"(?:[\U0001F000-\U0001FAFF\u2600-\u27bf\u200d\ufe0f\U000E0020-\U000E007F]+"  # emoji
    r"|\[\d{1,3}\]|［\d{1,3}］)+"  # references to notes
)
_CIRCLED_NOTE = late_regex("[①-⑳]+")
_CIRCLED_LIST = late_regex("(?:^|[：:])\\s*①")
_REMARK = late_regex(
    r"（(?![一二三四五六七八九十0-9]+）)[^（）。！？；]{1,12}）|\((?![一二三四五六七八九十0-9]+\))[^()。！？；.]{1,12}\)"
)
_PROTECTED = late_regex(
    r"(?:https?://|www\.)[\x21-\x7e]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:Yahoo|YAHOO|Jeopardy)[!！]",
    re.ASCII,
)
_LATIN_TOKEN_MARK = late_regex(r"(?<=[A-Za-z0-9])[!?](?=[A-Za-z0-9])")
_IN_NAME = (
    "阿埃艾安奥巴贝比彼宾波伯布查茨达丹道德迪蒂多恩尔法菲费芬弗福盖戈格古哈海汉赫霍基吉加杰金卡凯坎科克肯库昆拉莱兰雷里利"
    "林琳卢鲁伦罗洛马迈曼梅蒙米莫默姆娜纳奈内尼诺努欧帕佩皮珀普奇恰乔切萨塞森沙舍史斯苏索塔泰汤坦特提图托瓦万威维韦温文沃"
    "乌西希谢辛休雅亚扬耶伊英尤约泽扎詹芝兹朱佐曾翰麦夏蔡瑞顿纽本"
)
_DOT_OF_NAME = late_regex(rf"(?<=[{_IN_NAME}])[?.](?=[{_IN_NAME}])")  # · lost in conversion
_HAS_HAN = late_regex(f"[{HAN}]")
_HALF_STOP = late_regex(rf"(?<=[{HAN}])[.．](?=\s*$)")
_HALF_COMMA = late_regex(rf"(?<=[{HAN}]),(?=\s?[{HAN}])")

_GOES_ON = late_regex(r"[，、；：,;:。！？]")
_NOUN_AFTER_QUOTE = late_regex(
    r"[的地得等之声]|[一二两三四五六七八九十几]+个?大?字|这[句番首部个种一类段则条样几些]|一[词句文书类语说曲诗声]|[和与及或跟同]|为[题名主由]"
    r"|是(?:他|她|它|我|其|该|中国|我们|他们)?[^，。]{0,8}的(?:口号|名言|原话|信条|口头禅|座右铭)|字样|式|案"
)
_CLAUSE_AFTER_QUOTE = late_regex("[并並](?![非不没沒无無])|而是")
"""A second verb of the same subject: 他写道：“…。”并附上一张照片."""
_STARTS_SENTENCE = late_regex(
    r"第[一二三四五六七八九十]+天|后来|然而|但是?|可是?|不过|这时|此时|于是|最后|如今|现在|今天|昨天|同时"
    r"|因此|所以|而且|另外|此外|[“「『]"
)

_SHORT_QUOTE = 20
"""A quotation of at most so many characters stays whole however many sentences it has."""
_SHORT_PIECE = 5
"""No sentence inside a quotation is cut off shorter than this."""
_LONG_REMARK = 60
"""A parenthesis that stands alone is split inside when it is longer than this."""
_ELLIPSIS_CLAUSE = 8
_LONGEST_ROW = 12


@dataclass(frozen=True, slots=True)
class ZhOptions:
    """How Chinese is split.

    ``semicolon``: ； outside quotes ends a sentence too (for very long ones). ``wrapped``: lines
    are broken at a fixed width, so a line end inside a sentence ends nothing.
    """

    semicolon: bool = False
    wrapped: bool = False


def split_zh(text: str, options: ZhOptions = ZhOptions()) -> list[Span]:
    """Return sentence spans without gaps that join back to ``text``.

    White space belongs to the sentence before it.
    """
    cuts: list[int] = []
    for line in iter_blocks(text) if options.wrapped else iter_lines(text):
        content = text[line.start : line.end]
        if not content.strip():
            continue
        cuts.extend(line.start + cut for cut in _line_cuts(content, options))
        cuts.append(line.end)
    return spans_between(text, cuts)


_ENDS_LINE = late_regex(rf"[{_STOPS}：.][{CLOSING}\"]*\s*$")
_STARTS_LINE = late_regex(
    r"\s*$|[\u3000\t]| {2,}|[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.)）]|[■●◆▲•·*#-]"
)


def iter_blocks(text: str) -> Iterator[Span]:
    """Yield hard-wrapped lines joined to blocks: one ends where a sentence does."""
    start: int | None = None
    end = 0
    for line in iter_lines(text):
        content = text[line.start : line.end]
        if start is not None and _STARTS_LINE.match(content):
            yield Span(start, end)
            start = None
        if start is None:
            start = line.start
        end = line.end
        if _ENDS_LINE.search(content):
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)


def _line_cuts(line: str, options: ZhOptions) -> list[int]:
    if not _HAS_HAN.search(line):
        return english_line_cuts(line)
    return _Scanner(line, options).cuts()


class _Scanner:
    """Walks over one line from mark to mark."""

    def __init__(self, line: str, options: ZhOptions) -> None:
        shadow = _PROTECTED.sub(lambda match: "x" * len(match[0]), line)
        self.line = _DOT_OF_NAME.sub("·", _LATIN_TOKEN_MARK.sub("x", shadow))
        self.pairs = match_pairs(self.line)
        self.closers = frozenset(self.pairs.values())
        self.options = options
        listed = _CIRCLED_LIST.search(line)
        self.tails = (_TAIL, _REMARK) if listed else (_TAIL, _CIRCLED_NOTE, _REMARK)
        self.half_width = _writes_half_width(line)

    def cuts(self) -> list[int]:
        """Return the ends of all sentences but the last."""
        cuts = self._cuts_in(0, len(self.line))
        return [cut for cut in drop_bare(self.line, cuts) if cut < len(self.line)]

    def _cuts_in(self, start: int, end: int) -> list[int]:
        """Return the sentence ends between two offsets, quotes inside looked into."""
        cuts: list[int] = []
        begin = position = start
        while match := self._next(position, end):
            opened = match.start()
            if opened in self.pairs and self.pairs[opened] < end:
                found, position = self._pair(opened, begin, end)
            elif match[0] in "；;":
                found, position = [match.end()], match.end()
            else:
                found, position = self._stop(opened, begin, end)
            if found:
                cuts.extend(found)
                begin = found[-1]
        return cuts

    def _next(self, position: int, end: int) -> re.Match[str] | None:
        pattern = _EVENT_OR_SEMICOLON if self.options.semicolon else _EVENT
        return pattern.search(self.line, position, end)

    def _stop(self, offset: int, begin: int, end: int) -> tuple[list[int], int]:
        """Look at a stop outside quotes: does the sentence end here?"""
        cluster = _CLUSTER.match(self.line, offset, end)
        if cluster is None:  # an opening mark without a partner
            return [], offset + 1
        after = self._tail(cluster.end(), end)
        if self._ends_sentence(cluster[0], begin, after, end):
            return [after], after
        return [], after

    def _ends_sentence(self, mark: str, begin: int, after: int, end: int) -> bool:
        following = skip_space(self.line, after)
        if following >= end:
            return True
        if _GOES_ON.match(self.line, following):
            return False
        if self.line[after - 1] in '”」』"' and reports_quote_before(self.line, following):
            return False
        if mark in ".．":
            return self.half_width
        if not mark.strip("….⋯"):
            long_enough = after - begin >= _ELLIPSIS_CLAUSE
            return long_enough and _STARTS_SENTENCE.match(self.line, following) is not None
        return True

    def _tail(self, position: int, end: int) -> int:
        """Take closing marks, emoji, note numbers and a short remark after a stop."""
        while position < end and self._is_stray_closer(position):
            position += 1
        for pattern in self.tails:
            if match := pattern.match(self.line, position, end):
                position = match.end()
        return position

    def _is_stray_closer(self, position: int) -> bool:
        """Tell whether a closing mark stands here that belongs to the sentence before it."""
        mark = self.line[position]
        if mark in '"＂':
            return position not in self.pairs and position not in self.closers
        return mark in _CLOSING_MARKS

    def _pair(self, opened: int, begin: int, end: int) -> tuple[list[int], int]:
        if self.line[opened] in QUOTES:
            return self._quote(opened, begin, end)
        return self._bracket(opened, begin, end)

    def _bracket(self, opened: int, begin: int, end: int) -> tuple[list[int], int]:
        """Skip a bracket, unless it is a sentence of its own."""
        closed = self.pairs[opened]
        alone = skip_space(self.line, begin) == opened and self.line[opened] in "（(【［[〔"
        if not alone or self.line[closed - 1] not in _STOPS:
            return [], closed + 1
        inner = self._cuts_in(opened + 1, closed) if closed - opened > _LONG_REMARK else []
        after = self._tail(closed + 1, end)
        return [*(cut for cut in inner if cut < closed), after], after

    def _quote(self, opened: int, begin: int, end: int) -> tuple[list[int], int]:
        """Look into a quotation, then at what follows it."""
        closed = self.pairs[opened]
        announced = announces_quote_after(self.line, opened)
        alone = announced or skip_space(self.line, begin) == opened
        introduced = alone or not self._may_be_phrase(opened, closed)
        after = self._tail(closed + 1, end)
        stopped = self._ends_with_stop(opened, closed)
        follows = skip_space(self.line, after)
        goes_on = follows < end and (
            self._goes_on(after, follows, introduced=introduced)
            or (not announced and reports_quote_before(self.line, follows))
        )
        inner: list[int] = []
        if introduced and not (goes_on and _NOUN_AFTER_QUOTE.match(self.line, after)):
            inner = self._inner_cuts(opened, closed)
        if stopped and not goes_on:
            return [*inner, after], after
        return inner, after

    def _may_be_phrase(self, opened: int, closed: int) -> bool:
        """Tell whether a quotation can be a part of a clause: 一声“加油！”让他振作."""
        if self.line[closed - 1] not in "。｡":
            return closed - opened <= _SHORT_QUOTE
        after_comma = self.line[max(0, opened - 3) : opened].rstrip()[-1:] in {"，", ","}
        return not after_comma and closed - opened <= _SHORT_QUOTE // 2

    def _ends_with_stop(self, opened: int, closed: int) -> bool:
        """Tell whether a quotation ends with a stop, perhaps inside one more quotation."""
        content = self.line[max(opened, closed - 6) : closed].rstrip()
        return content.rstrip('”’」』"')[-1:] in _STOP_MARKS

    def _goes_on(self, after: int, follows: int, *, introduced: bool) -> bool:
        """Tell whether the sentence goes on after a quotation that ended with a stop."""
        if _GOES_ON.match(self.line, follows):
            return True
        if follows > after:
            return False
        if self.line[follows] in QUOTES and follows in self.pairs:
            return self._row_goes_on(follows)
        if _NOUN_AFTER_QUOTE.match(self.line, follows):
            return True
        if _CLAUSE_AFTER_QUOTE.match(self.line, follows):
            return True
        if introduced or speech_begins(self.line, follows):
            return False
        return _HAS_HAN.match(self.line, follows) is not None

    def _row_goes_on(self, position: int) -> bool:
        """Tell whether quotations in a row (“来了！”“来了！”的喊声) are part of one sentence."""
        for _ in range(_LONGEST_ROW):
            if self.line[position : position + 1] not in QUOTES or position not in self.pairs:
                break
            position = self.pairs[position] + 1
        if _GOES_ON.match(self.line, position) or _NOUN_AFTER_QUOTE.match(self.line, position):
            return True
        return reports_quote_before(self.line, position)

    def _inner_cuts(self, opened: int, closed: int) -> list[int]:
        if closed - opened - 1 <= _SHORT_QUOTE:
            return []
        kept: list[int] = []
        begin = opened + 1
        for cut in self._cuts_in(opened + 1, closed):
            if cut - begin > _SHORT_PIECE and closed - cut > _SHORT_PIECE:
                kept.append(cut)
                begin = cut
        return kept


_STOP_MARKS = frozenset(_STOPS)
_CLOSING_MARKS = frozenset(CLOSING.replace("\\", ""))
_EVENT_OR_SEMICOLON = late_regex(rf"[；;]|{_EVENT.pattern}")


def _writes_half_width(line: str) -> bool:
    """Tell whether the line uses . for 。 (otherwise a dot between Han is part of a name)."""
    return "。" not in line and bool(_HALF_STOP.search(line) or _HALF_COMMA.search(line))
