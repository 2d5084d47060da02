"""Make a translation keep to its terms where the model allows it.

CTranslate2 has no constrained search, so the term is brought in around it, in three ways, the
mildest first: another candidate of a wider beam that has it; the source with the target text in
place of the term, which a model that copies Latin words passes through; and the output begun
afresh at every word with the term forced there, the model free to go on. Of all candidates the
one with the fewest missing terms, then the lightest findings, then what is worth most is taken.
The last way costs words and is kept for terms of the user. A name that the article glosses itself
(``own_names.py``) is not worth a wrong number or date either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from aligner.checks.finding import Finding, Severity
from aligner.translation.engine import Request
from aligner.translation.english.match_source import match_source
from aligner.translation.glossary import GLOSSED, REPEATED, Glossary, Term, missing
from aligner.translation.guard import CUT, Draft, Guard, weight
from aligner.translation.hypotheses import Output, Part, TermStatus, TermUse
from aligner.translation.names.gloss_spelling import gloss_spelling
from aligner.translation.names.spelt_names import names_lost
from aligner.translation.options import Decoding
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.traits import value_errors
from aligner.translation.units import Unit

DecodeRequests = Callable[[Sequence[Request], Decoding], list[tuple[Output, ...]]]
Worth = Callable[[Unit, Sequence[Output], Collection[int]], list[float]]
"""How good outputs of a unit are, more for better ones; at the places of terms no table counts."""
ScorePieces = Callable[[Sequence[tuple[tuple[str, ...], tuple[str, ...]]]], list[float]]

OWN_NAME = "own-name"
"""The check that finds a name of the article spelt otherwise in another sentence."""
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:its?|they|their|them|the (?:company|firm|bank|group|carmaker|chipmaker|hospital"
    r"|university|school|county|town|village|city|district|river|lake|island|reservoir))\b",
    re.IGNORECASE,
)
"""What news writes instead of what is no person."""
_MOST_PLACES = 40
_LEAST = 0.65
"""Share of its words that a sentence keeps for an own name; a name is not worth half of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms that occur in a unit, and the glossary they are of."""

    glossary: Glossary
    terms: tuple[Term, ...]

    @property
    def of_user(self) -> tuple[Term, ...]:
        """What the user requires."""
        return tuple(term for term in self.terms if not term.own)

    @property
    def of_article(self) -> tuple[Term, ...]:
        """What the article glosses itself."""
        return tuple(term for term in self.terms if term.own)

    @property
    def repair(self) -> str:
        """What bringing them in is called."""
        return "glossary" if self.of_user else "names"

    def others_lost(self, source: str, text: str) -> int:
        """Return how many names that tables know are lost, those of the terms not counted."""
        return len(names_lost(source, text, self.places(source)))

    def places(self, source: str) -> frozenset[int]:
        """Return the places of a source that belong to terms."""
        spans = self.glossary.spans(source)
        return frozenset(at for span in spans for at in range(span.start, span.end))

    def missing(self, draft: Draft, *, own: bool = True) -> tuple[Term, ...]:
        """Return the terms that the draft misses; without the article's own if not ``own``."""
        return missing(self.terms if own else self.of_user, draft.parts[0].text)


@dataclass(frozen=True, slots=True)
class TermRepair:
    """Brings required terms into drafts."""

    tokenizer: Tokenizer
    guard: Guard
    decode: DecodeRequests
    score: ScorePieces
    worth: Worth

    def mend(
        self, drafts: Sequence[Draft], glossaries: Sequence[Glossary], base: Decoding
    ) -> list[Draft]:
        """Return each draft with the terms of its glossary brought in if possible."""
        wanted = [
            Wanted(glossary, glossary.find(draft.unit.text))
            for draft, glossary in zip(drafts, glossaries, strict=True)
        ]
        mended = [
            replace(draft, parts=tuple(_part(part, own) for part in draft.parts))
            for draft, own in zip(drafts, wanted, strict=True)
        ]
        # Forced twice, for each time brings in one term. A wider beam holds no name that nothing
        # spells, so it is not tried for those that are only repeated.
        for step in (self._wider, self._replaced, self._forced, self._forced):
            todo = [
                index
                for index, draft in enumerate(mended)
                if any(
                    step != self._wider or term.note != REPEATED
                    for term in wanted[index].missing(draft, own=step != self._forced)
                )
            ]
            if not todo:
                continue
            asked = [(mended[index], wanted[index]) for index in todo]
            for index, candidates in zip(todo, step(asked, base), strict=True):
                mended[index] = self._better(mended[index], wanted[index], candidates)
        return [
            replace(
                after,
                terms=_uses(own.of_user, before.parts[0].text, after.parts[0].text),
                findings=(*after.findings, *self._astray(own, after.parts[0].text)),
            )
            for before, after, own in zip(drafts, mended, wanted, strict=True)
        ]

    def _astray(self, wanted: Wanted, text: str) -> tuple[Finding, ...]:
        """Return what a reader of the whole article would miss: names spelt otherwise than there.

        Whoever is *he* or *she* in a sentence is not named again, nor is what is *it*.
        """
        if _PRONOUN.search(text):
            return ()
        notes = {GLOSSED} if _IT.search(text) else {GLOSSED, REPEATED}
        lost = [term for term in missing(wanted.of_article, text) if term.note in notes]
        found = tuple(
            Finding(
                OWN_NAME,
                "inconsistent-entities",
                Severity.MINOR,
                f"{term.source} is {term.targets[0]} in this article, not here",
            )
            for term in lost
        )
        self.guard.staying.update({finding.check for finding in found})
        return found

    def _better(self, draft: Draft, wanted: Wanted, outputs: Sequence[Output]) -> Draft:
        """Return the draft led by the best of its first part and the outputs."""
        now = Output(draft.parts[0], CUT not in draft.findings)
        mended = (_spelt(match_source(draft.unit, output), wanted) for output in outputs)
        different = [output for output in mended if output.part.text != now.part.text]
        choices = [now, *different]
        worth = self.worth(draft.unit, choices, wanted.places(draft.unit.text))
        best, best_key = draft, self._key(draft, wanted, worth[0])
        for output, value in zip(different, worth[1:], strict=True):
            rest = tuple(part for part in draft.parts if part.text != output.part.text)
            findings = self.guard.examine(draft.unit, output)
            other = Draft(draft.unit, (output.part, *rest), findings, wanted.repair)
            key = self._key(other, wanted, value)
            # A term is not worth a broken sentence: no repair may add findings.
            shorter = not wanted.of_user and _words(output.part) < _LEAST * _words(now.part)
            if key < best_key and weight(findings) <= weight(draft.findings) and not shorter:
                best, best_key = other, key
        return best

    def _key(self, draft: Draft, wanted: Wanted, worth: float) -> tuple[int, int, int, int, float]:
        """Return what is to be least: first of all user's terms missing, last what it is worth."""
        text = draft.parts[0].text
        if wanted.of_article:
            *values, _ = value_errors(draft.unit.text, text)
            lost = len(missing(wanted.of_article, text)) + wanted.others_lost(draft.unit.text, text)
        else:
            values, lost = [], 0
        return (
            len(missing(wanted.of_user, text)),
            sum(values),
            lost,
            weight(draft.findings),
            -worth,
        )

    def _wider(
        self, todo: Sequence[tuple[Draft, Wanted]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        how = self._how(todo, base, beam_size=max(8, base.width), nbest=8)
        return self.decode([Request(draft.unit.pieces) for draft, _ in todo], how)

    def _replaced(
        self, todo: Sequence[tuple[Draft, Wanted]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        texts: list[str] = []
        counts = []
        for draft, wanted in todo:
            ways = {
                " ".join(wanted.glossary.replaced(draft.unit.text, terms).split()): None
                for terms in (wanted.missing(draft), wanted.terms)
            }
            texts += ways
            counts.append(len(ways))
        how = self._how(todo, base, beam_size=max(4, base.width), nbest=4)
        requests = [Request(pieces) for pieces in self.tokenizer.encode(texts)]
        outputs = iter(self.decode(requests, how))
        return [
            self._rescored(draft.unit, tuple(out for _ in range(count) for out in next(outputs)))
            for (draft, _), count in zip(todo, counts, strict=True)
        ]

    def _forced(
        self, todo: Sequence[tuple[Draft, Wanted]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        requests: list[Request] = []
        counts = []
        for draft, wanted in todo:
            term, *_ = wanted.missing(draft, own=False)
            prefixes = self._prefixes(draft.parts[0].text, term)
            requests += [Request(draft.unit.pieces, prefix) for prefix in prefixes]
            counts.append(len(prefixes))
        how = replace(self._how(todo, base, beam_size=2, nbest=1), no_repeat_ngram_size=4)
        outputs = iter(self.decode(requests, how))
        return [
            self._rescored(draft.unit, tuple(next(outputs)[0] for _ in range(count)))
            for (draft, _), count in zip(todo, counts, strict=True)
        ]

    def _how(
        self, todo: Sequence[tuple[Draft, Wanted]], base: Decoding, *, beam_size: int, nbest: int
    ) -> Decoding:
        return replace(
            base,
            beam_size=beam_size,
            nbest=nbest,
            scores=True,
            suppress_han=not any(wanted.glossary.kept for _, wanted in todo),
            vocabulary_map=False,
        )

    def _prefixes(self, text: str, term: Term) -> list[tuple[str, ...]]:
        words = text.split()
        step = max(1, -(-len(words) // _MOST_PLACES))
        starts = (
            " ".join([*words[:place], term.targets[0]]) for place in range(0, len(words) + 1, step)
        )
        return self.tokenizer.encode_target(list(starts))

    def _rescored(self, unit: Unit, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
        """Return the outputs with the score of their text given the true source.

        What was forced, or came from a changed source, has a score that compares to nothing.
        """
        targets = self.tokenizer.encode_target([output.part.text for output in outputs])
        scores = self.score([(unit.pieces, target) for target in targets])
        return tuple(
            Output(Part(output.part.text, score, len(target)), output.complete)
            for output, score, target in zip(outputs, scores, targets, strict=True)
        )


def _words(part: Part) -> int:
    return len(part.text.split())


def _spelt(output: Output, wanted: Wanted) -> Output:
    """Return an output with the article's own names spelt as it glosses them."""
    return replace(output, part=_part(output.part, wanted))


def _part(part: Part, wanted: Wanted) -> Part:
    text = gloss_spelling(part.text, wanted.of_article)
    return part if text == part.text else replace(part, text=text)


def _uses(terms: Sequence[Term], before: str, after: str) -> tuple[TermUse, ...]:
    uses = []
    for term in terms:
        found = term.found_in(after)
        if not found:
            uses.append(TermUse(term.source, term.targets[0], TermStatus.MISSING))
        else:
            status = TermStatus.OK if term.found_in(before) else TermStatus.REPAIRED
            uses.append(TermUse(term.source, found, status))
    return tuple(uses)
