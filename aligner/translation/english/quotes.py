"""Quotation marks of the output: one kind in all of an article, and none without its other half.

The kind is the straight one, as news agencies write and as most references have it; a model that
learnt from many sources changes from sentence to sentence.
"""

import re

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‛", "'"))
_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))
_GLUED = re.compile(r'"(?![ .,;:)])([^"]*[^" ])"(?:(?=([^\W\d_]{2}))|)')
"""A quotation that what follows is glued to: "one-stop"style."""
_FREE_SINGLE = re.compile(r"(?<![^\s(\"])' (\w[^'\"]{0,60}?\w%?) ?'(?!\w)")
"""A quotation in single marks that stand free: the ' NATO 2%' goal."""
_SPACE = frozenset(("", " ", "\t"))
_AFTER_CLOSING = _SPACE | frozenset(".,;:!?)")
_BEFORE_OPENING = _SPACE | frozenset("([—–-/")


def straight(text: str) -> str:
    """Return the text with straight quotation marks and apostrophes.

    >>> print(straight("“It’s ‘over’,” he said"))
    "It's 'over'," he said
    """
    return text.translate(_STRAIGHT)


def paired(source: str, text: str) -> str:
    """Return the text without double quotation marks that lack their other half.

    A mark that stands free, with spaces around, is joined to what it quotes. Where the source opens
    or closes a quotation of several sentences, nothing is changed. Inches (6") are none.

    >>> paired("他说“血荒”的状态", 'He spoke of a " blood shortage" state of need".')
    'He spoke of a "blood shortage" state of need.'
    >>> paired("“低于‘北约2%’的标准”", "below the ' NATO 2%' goal")
    "below the 'NATO 2%' goal"
    >>> paired("“蚂蚁森林”受到表彰", "UN honors 'Ant Forest'")
    'UN honors "Ant Forest"'
    """
    text = _STOPPED_TWICE.sub(r"\1", text)
    if "“" in source or "‘" in source:
        text = _FREE_SINGLE.sub(r"'\1'", text)
    text = _double(source, text)
    if '"' not in text or not _closed(source):
        return text
    text = _with_inner_end(source, text)
    if text.count('"') % 2 == 0:
        text = _GLUED.sub(lambda match: f"{match[0]} " if match[2] else match[0], text)
    single, spaces = _unpaired(text)
    if single in ([0], [len(text) - 1]) and _quoted(source):
        # All of it is quoted, as one half says.
        return f'{text}"' if single == [0] else f'"{text}'
    for at in sorted({*single, *spaces}, reverse=True):
        text = _without(text, at)
    return text


_SINGLE = re.compile(r"(?<![^\s(])'(?!\d0s)(\w[^'\"]*(?:(?<=\w)'\w[^'\"]*)*[\w%.,!?])'(?!\w)")
_INNER = re.compile("[‘『〈]")


def _double(source: str, text: str) -> str:
    """Return the text with double marks where the source has them and the model wrote single ones.

    A model that learnt from British papers too has both in one sentence. What stands inside of a
    quotation stays, and all of it where the source quotes inside of one.
    """
    if "'" not in text or not re.search("[“《]", source) or _INNER.search(source):
        return text
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return text
    outside = (_SINGLE.sub(r'"\1"', part) for part in parts[::2])
    parts[::2] = outside
    return '"'.join(parts)


_INNER_OPENS = re.compile(r"(?<![^\s\"(])'(?=\w)")
_INNER_CLOSES = re.compile(r"(?<=[\w.,!?])'(?!\w)")
_INNER_ENDS = re.compile("[’』][”」]")


_STOPPED_TWICE = re.compile(r"([.!?]['\"]{1,2})\.(?=[\"\s]|\Z)")


def _with_inner_end(source: str, text: str) -> str:
    """Return the text with the end of a quotation inside another, where both end together."""
    opens = [match.start() for match in _INNER_OPENS.finditer(text)]
    ends = len(_INNER_ENDS.findall(source))
    if len(opens) != 1 or _INNER_CLOSES.search(text, opens[0] + 1):
        return text
    if not ends and _INNER.search(source):  # It ends somewhere inside, and nothing says where.
        return f"{text[: opens[0]]}{text[opens[0] + 1 :]}"
    if ends != 1:
        return text
    outer = text.find('"', opens[0])
    return f"{text[:outer]}'{text[outer:]}" if outer > 0 else text


def _unpaired(text: str) -> tuple[list[int], list[int]]:
    """Return the places of marks without their other half, and of spaces inside of pairs."""
    opened: list[int] = []
    single: list[int] = []
    spaces: list[int] = []
    for at in (at for at, char in enumerate(text) if char == '"'):
        before = text[max(0, at - 1) : at]
        if _opens(before, text[at + 1 : at + 2], inside=bool(opened)):
            opened.append(at)
        elif opened:
            start = opened.pop()
            inner = (start + 1, at - 1)
            spaces += [place for place in inner if text[place] == " "]
        elif not before.isdigit():
            single.append(at)
    return sorted(single + opened), spaces


def _opens(before: str, after: str, *, inside: bool) -> bool:
    """Whether a mark between two characters opens; what stands free opens outside of a pair."""
    if before in _SPACE and after in _AFTER_CLOSING:
        return not inside
    if inside and after in _AFTER_CLOSING:
        return False  # "We—" he said; from "A-" to "A"
    # so-called"experts": glued to what is before, but opening.
    glued = not inside and after.isalnum() and not before.isdigit()
    return before in _BEFORE_OPENING or glued


def _closed(source: str) -> bool:
    """Whether every quotation or title that begins in the source ends there, and the reverse."""
    for opening, closing in _PAIRS:
        depth = 0
        for char in source:
            depth += (char == opening) - (char == closing)
            if depth < 0:
                return False
        if depth:
            return False
    return source.count('"') % 2 == 0


def _quoted(source: str) -> bool:
    """Whether a text is one quotation."""
    inside = source.strip()[1:-1]
    return source.strip()[:1] == "“" and source.strip()[-1:] == "”" and _closed(inside)


def _without(text: str, at: int) -> str:
    """Return the text without the character at ``at`` and the space it leaves."""
    before, after = text[:at], text[at + 1 :]
    if text[at] == '"' and (before.endswith(" ") or not before):
        after = after.lstrip(" ")
    return before + after
