"""An article's glossed names that a sentence spells otherwise are reported."""

from typing import cast

import pytest

from aligner.document import Span
from aligner.translation.glossary import GLOSSED, REPEATED, Glossary, Term
from aligner.translation.guard import Draft, Guard
from aligner.translation.hypotheses import Part
from aligner.translation.options import Decoding
from aligner.translation.terms import OWN_NAME, TermRepair
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import Unit


class _NoPieces:
    def encode(self, texts):
        return [() for _ in texts]

    def encode_target(self, texts):
        return [() for _ in texts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Schmidt agreed.", []),
        ("Delegate Anna Schmidt agreed.", []),
        ("The delegate agreed.", [OWN_NAME]),
        ("He agreed.", []),  # named before
    ],
)
def test_a_glossed_name_that_is_not_there_is_reported(text, found):
    term = Term("施密特", ("Schmidt", "Anna Schmidt"), GLOSSED, own=True)
    assert findings(term, "施密特同意。", text) == found


def findings(term, source, text):
    guard = Guard(lambda units, how: [() for _ in units], lambda unit: (unit,))
    repair = TermRepair(
        cast(Tokenizer, _NoPieces()),
        guard,
        lambda requests, how: [() for _ in requests],
        lambda pairs: [0.0 for _ in pairs],
        lambda unit, outputs, _: [0.0 for _ in outputs],
    )
    draft = Draft(Unit(source, (), Span(0, len(source))), (Part(text, 0.0, 1),))
    (mended,) = repair.mend([draft], [Glossary((term,))], Decoding())
    found = [finding.check for finding in mended.findings]
    assert guard.staying == dict.fromkeys(found, 1)
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lingyue rose.", []),
        ("Ling Semi rose.", [OWN_NAME]),
        ("The company rose.", []),
        ("It rose.", []),
    ],
)
def test_a_repeated_name_that_is_not_there_is_reported(text, found):
    term = Term("凌岳半导体", ("Lingyue Semiconductor", "Lingyue"), REPEATED, own=True)
    assert findings(term, "凌岳半导体上涨。", text) == found
