"""Which runs of a page are its article: by length, punctuation, links and what encloses them.

Every run has a value: its length where it reads like prose, a loss where it is a link or a label.
The article is the stretch of runs with the greatest sum. Elements that a page says are something
else (navigation, comments, sharing, advertisements, hidden text) are left out first, and taken back
in if nothing remains. No model, no page-specific rules; does not follow "next page" links.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.text.readers.html_tree import Run

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ASIDE_TAGS = frozenset({"nav", "footer", "aside", "form", "menu", "dialog"})
_QUOTED = frozenset({"blockquote", "figure", "figcaption"})
"""The footer of one of these says who is quoted or who took the picture."""
_ASIDE_ROLES = frozenset({"navigation", "search", "complementary", "contentinfo", "banner", "menu"})
_ASIDE = re.compile(
    r"(?:^|[-_ ])(?:ad|ads|advert\w*|adv|gg|guanggao|share\w*|social|sns|comment\w*|pinglun|"
    r"reply|disqus|nav\w*|"
    r"menu|breadcrumb\w*|crumb\w*|bread|sidebar|side|aside|related\w*|recommend\w*|tuijian|xgyd|hot\w*|rank\w*|"
    r"promo\w*|sponsor\w*|footer|foot|copyright|subscribe\w*|newsletter|paywall\w*|login|register|"
    r"popup|modal|toolbar|tools?|pager|pagination|page-nav|tag(?:s|list)|qr\w*|qrcode|app-?download|download\w*|"
    r"cookie\w*|banner|more-news|morenews|relation\w*|about|links?|search\w*|topbar|header-nav|widget\w*|"
    r"outbrain|taboola|player|video-list|print|fontsize|statement|mianze|disclaimer)(?:$|[-_ 0-9])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[，。、；：！？“”「」]|[,.;:!?](?=\s|$|[\"”’)])")
_STOP = re.compile(r"[。！？…!?.][”’」』）)\"\]】]*$")
_LABEL_COST = -16.0
"""What a short run costs: a heading between paragraphs is worth it, ten links in a row are not."""
_MIN_PROSE = 12
_MIN_LINKED = 60
"""A shorter run that is a quarter links is navigation."""
_BOXES = frozenset({"table", "ul", "ol", "dl"})
_ABOVE_ROWS = 2
"""So many runs may stand between the text and the first row, or between rows."""
_MOST = 0.8
_RESCUE = 3.0
"""How much longer hidden or aside text must be to be taken instead of what is in plain view."""


def body_runs(runs: Sequence[Run]) -> list[int]:
    """Return the numbers of the runs that make the article's body, in order; empty if none."""
    inside = [n for n, run in enumerate(runs) if run.parent.tag != "title"]
    kept = [n for n in inside if not is_aside(runs[n].parent)]
    if len(kept) == len(inside) and _is_plain(runs, kept):
        return kept if any(value(runs[n]) > 0 for n in kept) else []
    best = _best_stretch(runs, kept)
    everything = _best_stretch(runs, inside)
    if _weight(runs, everything) > _RESCUE * max(_weight(runs, best), _MIN_PROSE * _RESCUE):
        return everything if not best or _weight(runs, best) < _MIN_PROSE * 5 else best
    return _extended(runs, kept, best) if best else _extended(runs, inside, everything)


def _extended(runs: Sequence[Run], numbers: list[int], stretch: list[int]) -> list[int]:
    """Return the stretch with the prose before and after it in the element that holds it.

    A list of links in the middle of an article can cost more than the paragraphs behind it bring.
    """
    good = [n for n in stretch if value(runs[n]) > 0]
    parents = [[runs[n].parent for n in some] for some in (good, _weightiest(runs, good))]
    found = [_holder(some) for some in parents]
    holders = {node for node in found if node is not None and node.tag not in {"body", "html"}}
    if not holders:
        return stretch
    prose = [
        n
        for n in numbers
        if value(runs[n]) > 0 and holders & {runs[n].parent, runs[n].parent.getparent()}
    ]
    first, last = min([*stretch, *prose]), max([*stretch, *prose])
    behind = [n for n in numbers if n > last]
    return [n for n in numbers if first <= n <= last] + _rows(runs, behind, holders)


def _rows(runs: Sequence[Run], numbers: list[int], holders: "set[HtmlElement]") -> list[int]:
    """Return the cells and items that end an article, with what is written above them.

    Results and price lists have no marks, so they bring nothing.
    """
    kept: list[int] = []
    for at, n in enumerate(numbers):
        if at - len(kept) >= _ABOVE_ROWS:
            break
        if _is_row(runs[n], holders):
            kept = numbers[: at + 1]
    return kept


def _is_row(run: Run, holders: "set[HtmlElement]") -> bool:
    """Tell whether a run without links is in a table or list of the article, or right behind it."""
    if run.link:
        return False
    boxes = [node for node in _self_and_up(run.parent) if node.tag in _BOXES]
    return any(
        not holders.isdisjoint(box.iterancestors())
        or (box.tag == "table" and box.getprevious() in holders)
        for box in boxes
    )


def _weightiest(runs: Sequence[Run], numbers: list[int]) -> list[int]:
    """Return the runs that bring most of the weight.

    A line of source and editor between the headline and the text has marks like prose, but stands
    outside the element that holds the paragraphs.
    """
    wanted = _MOST * _weight(runs, numbers)
    kept: list[int] = []
    for n in sorted(numbers, key=lambda n: -value(runs[n])):
        if _weight(runs, kept) < wanted:
            kept.append(n)
    return sorted(kept)


def _holder(parents: Sequence["HtmlElement"]) -> "HtmlElement | None":
    """Return the innermost element that holds all the paragraphs, none of them itself."""
    if not parents:
        return None
    for node in parents[0].iterancestors() if parents[0].tag == "p" else _self_and_up(parents[0]):
        if all(node is other or node in other.iterancestors() for other in parents):
            return node
    return None


def _self_and_up(node: "HtmlElement") -> "list[HtmlElement]":
    return [node, *node.iterancestors()]


def is_aside(element: "HtmlElement") -> bool:
    """Tell whether an element or one around it says that it is not the article."""
    node: HtmlElement | None = element
    while node is not None and node.tag not in {"body", "html"}:
        if _says_aside(node):
            return True
        node = node.getparent()
    return False


def _says_aside(node: "HtmlElement") -> bool:
    if node.tag == "footer" and node.getparent() is not None and node.getparent().tag in _QUOTED:
        return False
    if node.tag in _ASIDE_TAGS or node.get("role", "") in _ASIDE_ROLES:
        return True
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(node.get("style", "")):
        return True
    if node.tag in {"article", "main", "h1", "p"}:
        return False
    names = f"{node.get('class', '')} {node.get('id', '')}"
    return any(_ASIDE.search(name) for name in names.split())


def _is_plain(runs: Sequence[Run], kept: list[int]) -> bool:
    """Tell whether a page is only an article: little of it is links, and few runs are only that."""
    total = sum(len(runs[n].text) for n in kept)
    bare = sum(runs[n].link * 2 > len(runs[n].text) for n in kept)
    return sum(runs[n].link for n in kept) * 4 <= total and bare * 8 <= len(kept)


def value(run: Run) -> float:
    """Return how much a run adds to the article: its prose length, or what a label costs it."""
    length = len(run.text)
    links = run.link / length
    marks = len(_PUNCTUATION.findall(run.text))
    heading = run.parent.tag in {"h2", "h3", "h4", "figcaption", "blockquote", "strong"}
    if links > 0.5 or (links > 0.25 and length < _MIN_LINKED):
        return _LABEL_COST * 1.5
    ends = _STOP.search(run.text)
    if not marks or (length < _MIN_PROSE and not ends):
        return _LABEL_COST / 4 if heading else _LABEL_COST
    ended = 1.0 if ends else 0.4
    return length * (1 - links) * min(1.0, 0.25 + 12 * marks / length) * ended


def _best_stretch(runs: Sequence[Run], numbers: list[int]) -> list[int]:
    """Return the run numbers of the stretch with the greatest sum of values."""
    best_sum = total = 0.0
    best: tuple[int, int] = (0, 0)
    start = 0
    for k, n in enumerate(numbers):
        if total <= 0:
            total, start = 0.0, k
        total += value(runs[n])
        if total > best_sum:
            best_sum, best = total, (start, k + 1)
    return numbers[best[0] : best[1]]


def _weight(runs: Sequence[Run], numbers: list[int]) -> float:
    return sum(max(0.0, value(runs[n])) for n in numbers)
