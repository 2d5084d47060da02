"""What stands side by side in one line of a page and has nothing to do with each other.

作者：阿木 | 阅读时间：8分钟, and the line under a headline, 2031-03-02 来源：新华社 字号：大 中 小.
The model writes a word of its own for a pipe, *SQL* or *Kubernetes*, and makes a sentence of all.
"""

import re

_PIPE = re.compile(r"(?<=\S)\s*([|｜丨])\s*(?=\S)")
_BETWEEN_LATIN = re.compile(r"[A-Za-z\d]\s*\|\s*[A-Za-z\d-]|\|\|")
"""A pipe of a shell, or of a table of figures."""
_STAMPED = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?(?=\s|\Z)"
)
_LABELS = (
    "(?:文章|稿件|信息)?来源|作者|记者|责任编辑|责编|编辑|字号|字体|浏览(?:次数|量)?|阅读量?|点击"
)
_BEFORE_LABEL = re.compile(rf"\s+(?=(?:{_LABELS})\s*[:：])|\s+(?=(?:打印|分享|收藏)(?:\s|\Z))")
_LABELLED = re.compile(rf"(?:{_LABELS})\s*[:：]")
_VALUE = re.compile(rf"((?:{_LABELS})\s*[:：]\s*\S{{2,8}})\s+(\S*[^\s\w]\S*|\S{{5,}})\Z")
"""A label with what it says, and another thing behind: 来源：新华网 扫一扫，手机打开当前页."""
_LONGEST = 120


def sides(text: str) -> list[str]:
    """Return the sides of a line in order, pipes between them; all of it if it has but one.

    >>> sides("作者：阿木 | 阅读时间：8分钟")
    ['作者：阿木', '|', '阅读时间：8分钟']
    >>> sides("2031-03-02 09:41 来源：新华社 编辑：王小明")
    ['2031-03-02 09:41', '来源：新华社', '编辑：王小明']
    >>> sides("责编：李楠 来源：新华网 扫一扫，手机打开当前页")
    ['责编：李楠', '来源：新华网', '扫一扫，手机打开当前页']
    """
    stamp = _STAMPED.match(text)
    if stamp and len(text) <= _LONGEST and "。" not in text:
        rest = text[stamp.end() :].strip()
        below = _BEFORE_LABEL.split(rest) if rest else []
        if len(below) > 1 or _BEFORE_LABEL.match(f" {rest}"):
            return [stamp[0], *(side for part in below for side in _parted(part) if side)]
    below = _BEFORE_LABEL.split(text) if _LABELLED.match(text) and "。" not in text else []
    if len(below) > 1 and len(text) <= _LONGEST:
        return [side for part in below for whole in _apart(part) for side in _parted(whole) if side]
    return _parted(text)


def _apart(text: str) -> list[str]:
    """Return a label with its value, and what stands behind them, apart."""
    match = _VALUE.fullmatch(text)
    return [match[1], match[2]] if match else [text]


def _parted(text: str) -> list[str]:
    if not _PIPE.search(text) or _BETWEEN_LATIN.search(text):
        return [text]
    return ["|" if number % 2 else side for number, side in enumerate(_PIPE.split(text))]
