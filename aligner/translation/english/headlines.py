"""Headlines and subheadings end without a full stop, as those of the source do.

A model that learnt from sentences writes one behind about every tenth.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.document import Article, Role
from aligner.translation.hypotheses import Translation

_TITLES = (Role.HEADLINE, Role.SUBHEADING)
_STOPPED = re.compile(r"[。．.！!？?…][”’」』）)]*\s*\Z")
_STOP = re.compile(r"(?<=[\w)%\"'])(?<!\b[A-Za-z])(?<!\b(?:Inc|Ltd))(?<!\b(?:Co|Jr|Sr|No))\.\Z")
"""A full stop that is no part of U.S., p.m. or Inc."""


def without_stops(article: Article, found: Sequence[Translation]) -> list[Translation]:
    """Return the translations of the article's sentences, those of its titles without a stop."""
    roles = [paragraph.role for paragraph in article.paragraphs for _ in paragraph.sentences]
    return [
        _unstopped(translation) if role in _TITLES else translation
        for role, translation in zip(roles, found, strict=True)
    ]


def _unstopped(translation: Translation) -> Translation:
    if not translation.text.endswith(".") or _STOPPED.search(translation.source):
        return translation
    nbest = tuple(replace(each, text=_STOP.sub("", each.text)) for each in translation.nbest)
    return replace(translation, nbest=nbest)
