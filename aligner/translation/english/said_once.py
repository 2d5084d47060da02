"""Who speaks, told once: *," said Liu, who said* and *," said Liu also said* end behind Liu.

A small model writes so where the source has an adverb before the verb: 柳静怡则说：“……”.
"""

import re

_AGAIN = re.compile(
    r'(?P<told>[,.!?]" (?:said|says|added) [^".]{2,90}?),? '
    r"(?:who )?(?:also |later |then )?(?:said|says|added)(?=[.;]? *\Z|[.;] )"
)


def said_once(text: str) -> str:
    """Return the text without a verb of saying behind who said it.

    >>> print(said_once('"We will not sell," said Liu Jingyi, who said.'))
    "We will not sell," said Liu Jingyi.
    """
    return _AGAIN.sub(r"\g<told>", text) if '" ' in text else text
