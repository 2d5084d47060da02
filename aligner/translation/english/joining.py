"""Put the translations of consecutive clauses together as one sentence.

Given a clause, a model ends it with a full stop and begins the next with a capital.
``small_words.txt`` (made by ``benchmarks/small_words.py``) lists words that English writes small.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from aligner.text.script import han_count
from aligner.translation.hypotheses import Output, Part

_SENTENCE_STARTS = frozenset(
    """
    the a an this these those it he she they we there his her its their our some many most all
    is are was were has have had will would can could should must may also
    """.split()  # noqa: SIM905
)
"""Words with which a clause goes on that is a sentence by itself, or the rest of one."""

_LEADING = re.compile(
    r"(?:after|although|among|as|at|because|before|besides|by|currently|despite|during|even|following"
    r"|for|from|however|if|in|like|meanwhile|of|on|once|over|according|recently|regarding|since"
    r"|therefore|though|through|to|today|under|unlike|until|when|while|with|without|yesterday)\b",
    re.IGNORECASE,
)
"""How a clause begins that leads up to the next one."""

_SAYING = re.compile(
    r"\b(?:add(?:s|ed)|announced|argue[sd]?|believe[sd]?|emphasi[sz]e[sd]|hope[sd]?|introduced"
    r"|learned|not(?:es|ed)|point(?:s|ed) out|report(?:s|ed)|revealed|said|says?|show(?:s|ed)"
    r"|stress(?:es|ed)|that|thinks?|told reporters|understood),$"
)


def joined(outputs: Sequence[Output], clauses: Sequence[str]) -> Output:
    """Return the outputs of consecutive clauses as one; ``clauses`` are what they translate.

    What is a sentence by itself, or goes on with a verb, is joined by *and*, not by a comma alone.
    """
    size = sum(output.part.size for output in outputs)
    score = None
    if all(output.part.score is not None for output in outputs):
        total = sum((output.part.score or 0.0) * output.part.size for output in outputs)
        score = total / max(1, size)
    said = [
        (o.part.text, clause) for o, clause in zip(outputs, clauses, strict=True) if o.part.text
    ]
    texts = [open_ended(clause, text) for text, clause in said[:-1]]
    texts += [text for text, _ in said[-1:]]
    written = texts[:1]
    for before, (_, clause), text in zip(texts, said, texts[1:], strict=False):
        new = continued(text)
        spliced = _is_splice(before, clause, new) and not (len(written) == 1 and _leads(before))
        written.append(f"and {new}" if spliced else new)
    complete = all(output.complete for output in outputs)
    return Output(Part(" ".join(written), score, size), complete, joined=True)


def _leads(text: str) -> bool:
    """Say whether a clause leads up to the one after it: After the quake, ..."""
    return _LEADING.match(text) is not None


def _is_splice(before: str, clause: str, text: str) -> bool:
    """Say whether nothing but a comma joins two clauses that English joins with *and*.

    Chinese joins them so; its list marks and colons are no such joint, and neither is *he said,*.
    """
    if not before.endswith((",", ',"')) or clause.rstrip().endswith(("、", "：", ":", "；")):
        return False
    return text.partition(" ")[0] in _SENTENCE_STARTS and _SAYING.search(before) is None


_ABBREVIATED = re.compile(r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|etc)\.)\Z")
_CLAUSE_MARKS = ("，", ",", "；", ";", "、")


def open_ended(clause: str, text: str) -> str:
    """Return a clause's output with a comma at its end, as the clause has a mark there.

    A full stop that the model put there becomes one, but not that of an abbreviation.

    >>> open_ended("他在美国，", "He is in the U.S."), open_ended("他走了，", "He left")
    ('He is in the U.S.,', 'He left,')
    >>> print(open_ended("他说“不公平”，", 'It is "unfair"'))
    It is "unfair,"
    """
    if text.endswith('"') and clause.rstrip().endswith(_CLAUSE_MARKS):
        return _comma_inside(text)
    if _ABBREVIATED.search(text):
        return f"{text},"
    if text.endswith(".") and not text.endswith(".."):
        return f"{text[:-1]},"
    bare = text[-1:].isalnum() or text[-1:] in ("%", ")")
    return f"{text}," if bare and clause.rstrip().endswith(_CLAUSE_MARKS) else text


def _comma_inside(text: str) -> str:
    """Return a text that ends with a quotation with a comma at the end of that."""
    quoted = text[:-1]
    if quoted.endswith(".") and not quoted.endswith("..") and not _ABBREVIATED.search(quoted):
        quoted = quoted[:-1]
    return f'{quoted},"' if quoted[-1:].isalnum() or quoted[-1:] in "%)." else text


_SMALL_WORDS = frozenset(
    """
    a an the this that these those it its he his she her they their we our you your there here
    in on at of for from to by with without into onto over under after before during since until
    as if when while where which who whose what and or but so because although though however
    therefore not no is are was were be been has have had do does did will would can could may
    might must should also then than all some any many most more other such each every both only
    according following currently recently meanwhile earlier later today yesterday unlike like
    despite among between through about around nearly almost half several few new still already
    just even including based regarding against across within two three four five six seven eight
    nine ten people
    """.split()  # noqa: SIM905 (a list of strings is five times as long)
)
"""Words that begin with a capital only where a sentence begins."""
_CONTRACTED = frozenset(
    """
    it's he's she's that's there's what's who's let's we're they're you're isn't aren't don't didn't
    doesn't can't won't it'll we'll they'll he'll she'll we've they've you've
    """.split()  # noqa: SIM905
)

_LISTED = Path(__file__).with_name("small_words.txt")


@cache
def _small_words() -> frozenset[str]:
    """Return 8,000 words that are hardly ever a name by themselves."""
    return frozenset(_LISTED.read_text(encoding="utf-8").split())


def is_small_word(word: str) -> bool:
    """Say whether a word is hardly ever a name by itself."""
    return word.lower() in _SMALL_WORDS or word.lower() in _small_words()


def continued(text: str) -> str:
    """Return a clause's output without the capital that the model gave its first word.

    >>> continued("Growth slowed."), continued("Deputy Director Wang said.")
    ('growth slowed.', 'Deputy Director Wang said.')
    >>> continued("Falling 6%,"), continued("One-time data"), continued("Section 7")
    ('falling 6%,', 'one-time data', 'Section 7')
    >>> continued("Today, China's economy grows.")
    "today, China's economy grows."
    """
    word, _, rest = text.partition(" ")
    if _is_name(word, rest):
        return text
    small = word.lower()
    if small in _CONTRACTED:
        return text[0].lower() + text[1:]
    if small.rstrip(",") in _SMALL_WORDS and not word[1:].isupper():
        return text[0].lower() + text[1:]
    goes_on = rest[:1].islower() or (rest[:1].isdigit() and _CHANGES.fullmatch(small))
    known = all(is_small_word(part) for part in small.rstrip(",").split("-"))  # One-time
    if word[1:].islower() and goes_on and known:
        return text[0].lower() + text[1:]
    return text


def _is_name(word: str, rest: str) -> bool:
    """Say whether a word that may be small is none here: He Lifeng, May 5, Young said."""
    if word in _OR_NAMES:
        return rest[:1].isupper()
    if word == "May":
        return rest[:1].isdigit()
    return word in _SURNAMES and _SPEAKS.match(rest) is not None


_CHANGES = re.compile(r"\w+(?:ing|ed|ly)|growth|fell|rose|down|up|increase|decrease|decline|nearly")
"""What stands before a figure and is no name: growth 6.9%, but not Section 7."""
_OR_NAMES = frozenset(("He", "She", "You", "Will", "New"))
"""What a capital seldom follows, unless they are names themselves."""
_SURNAMES = frozenset(
    """
    Banks Burns Fields Green Grey Hope Law Little Page Power Powers Price Rice Rich Rose Sharp Snow
    Strong Waters White Wise Young
    """.split()  # noqa: SIM905
)
"""Surnames among the small words: whoever says something is a person."""
_SPEAKS = re.compile(r"(?:said|says|told|added|noted|stressed|pointed out)\b")
_SMALL_START = re.compile(r"[a-z][a-z'-]*(?![\w&@/]|\.\S)|[a-z](?= )")
_SENTENCE_END = ("。", "！", "？", "；", "”", "…")
_SENTENCE_HAN = 8
"""Chinese characters from which on a text without an end mark is a headline, no phrase."""


def begun(source: str, text: str, *, block: bool = False) -> str:
    """Return the translation of a sentence or headline with a capital; of a ``block``, any.

    >>> begun("被困31小时女婴获救", "rescued baby"), begun("苹果", "apple")
    ('Rescued baby', 'apple')
    >>> print(begun("“做空者的报告有错。”", '"short sellers are wrong."'))
    "Short sellers are wrong."
    """
    sentence = block or source.endswith(_SENTENCE_END) or han_count(source) >= _SENTENCE_HAN
    at = text[:1] in "\"'" and len(text) > 1
    start = _SMALL_START.match(text, at)
    if not sentence or start is None or source.lstrip("“‘").startswith(start[0]):
        return text
    return text[:at] + text[at].upper() + text[at + 1 :]
