"""What an article glosses and names again, and what sounds like nothing in its gloss.

人权观察（Human Rights Watch）, 阮文孝（Nguyen Van Hieu） and 货轮“金星”号（Golden Star） are
translated, read in another language or renamed, so no sound tells where their Chinese begins. Where
the article names them again does: at the beginning of a clause, or in the same quotation marks.
What this does not do: names that stand once, whose gloss the model copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.alignment.lexicon import load_lexicon, shipped_lexicon
from aligner.text.script import HAN, LATIN
from aligner.translation.glossary import GLOSSED, Term
from aligner.translation.names.dotted_names import TRANSLITERATING
from aligner.translation.names.person_cues import ENDS, TITLES

_QUOTED = re.compile(
    rf"(?P<name>“(?P<bare>[{HAN}]{{2,8}})”)(?P<rest>号?\s?[（(](?P<gloss>[A-Z][{LATIN}'’.-]*"
    rf"(?: [{LATIN}\d'’.-]+){{0,4}})[）)])"
)
_LONGEST = 12
_SHORT = 2
"""Characters of a name that may be a word's beginning, so that a phrase must end there."""
_NO_NAME = re.compile(
    "[的了着过是在]|\\A[这那该其此本各某每他她它我你两几多前原由为向对把从于和与及或被将据]"
)
_NOBODY = re.compile(
    f"(?:{TITLES}|总统|首相|大臣|国王|女王|王子|公主|教皇|州长|夫人|妻子|丈夫|儿子|女儿|母亲|父亲)\\Z"
)
"""Whoever holds an office is glossed there too: 新加坡总理（Lawrence Wong）."""


def repeated(run: str, bracket: str, whole: str) -> str:
    """Return the longest end of a run before a gloss that begins a clause elsewhere, or nothing.

    >>> text = "援助组织人权观察（Human Rights Watch）说。人权观察呼吁调查。"
    >>> repeated("援助组织人权观察", "（Human Rights Watch）", text)
    '人权观察'
    """
    words = load_lexicon(shipped_lexicon()).words
    for size in range(min(_LONGEST, len(run)), 1, -1):
        name = run[-size:]
        # 库德洛（Dan Smith） is who took the picture, or plays him.
        heard = size > _SHORT and TRANSLITERATING.issuperset(name)
        if heard or name in words or _NO_NAME.search(name) or _NOBODY.search(name):
            continue
        for match in re.finditer(rf"(?<![{HAN}·]){re.escape(name)}", whole):
            ends = size > _SHORT or ENDS.match(whole, match.end())
            if ends and not whole.startswith(bracket, match.end()):
                return name
    return ""


def quoted(whole: str) -> Iterator[Term]:
    """Yield what stands in quotation marks before a gloss, and stands in them or bare again."""
    words = load_lexicon(shipped_lexicon()).words
    for match in _QUOTED.finditer(whole):
        glossed, target = match["name"] + match["rest"], (match["gloss"],)
        bare = match["bare"]
        alone = bare not in words and whole.count(bare) > whole.count(match["name"])
        if whole.count(match["name"]) < 2 and not alone:
            continue
        for source in (glossed, match["name"], bare) if alone else (glossed, match["name"]):
            yield Term(source, target, GLOSSED, own=True)
