"""Make a translation keep to the glossary where the model allows it.

CTranslate2 has no constrained search, so the term is brought in around it, in three ways, the
mildest first: another candidate of a wider beam that has it; the source with the target text in
place of the term, which a model that copies Latin words passes through; and the output begun
afresh at every word with the term forced there, the model free to go on. Of all candidates the
one with the fewest missing terms, then the lightest findings, then the highest score is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aligner.translation.engine import Request
from aligner.translation.glossary import Glossary, Term, missing
from aligner.translation.guard import Draft, Guard, Output, weight
from aligner.translation.hypotheses import Part, TermStatus, TermUse
from aligner.translation.options import Decoding
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import Unit

DecodeRequests = Callable[[Sequence[Request], Decoding], list[tuple[Output, ...]]]
ScorePieces = Callable[[Sequence[tuple[tuple[str, ...], tuple[str, ...]]]], list[float]]

_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class TermRepair:
    """Brings required terms into drafts."""

    glossary: Glossary
    tokenizer: Tokenizer
    guard: Guard
    decode: DecodeRequests
    score: ScorePieces

    def mend(
        self, drafts: Sequence[Draft], base: Decoding
    ) -> list[tuple[Draft, tuple[TermUse, ...]]]:
        """Return each draft with its terms brought in if possible, and what became of each term."""
        wanted = [self.glossary.find(draft.unit.text) for draft in drafts]
        mended = list(drafts)
        # Forced twice, for each time brings in one term.
        for step in (self._wider, self._replaced, self._forced, self._forced):
            todo = [
                index
                for index, draft in enumerate(mended)
                if missing(wanted[index], draft.parts[0].text)
            ]
            if not todo:
                break
            outputs = step(
                [(mended[i], missing(wanted[i], mended[i].parts[0].text)) for i in todo], base
            )
            for index, candidates in zip(todo, outputs, strict=True):
                mended[index] = self._better(mended[index], wanted[index], candidates)
        return [
            (after, _uses(terms, before.parts[0].text, after.parts[0].text))
            for before, after, terms in zip(drafts, mended, wanted, strict=True)
        ]

    def _better(self, draft: Draft, terms: Sequence[Term], outputs: Sequence[Output]) -> Draft:
        best, best_key = draft, self._key(draft, terms)
        for output in outputs:
            rest = tuple(part for part in draft.parts if part.text != output.part.text)
            findings = self.guard.examine(draft.unit, output)
            other = Draft(draft.unit, (output.part, *rest), findings, "glossary")
            key = self._key(other, terms)
            # A term is not worth a broken sentence: no repair may add findings.
            if key < best_key and weight(findings) <= weight(draft.findings):
                best, best_key = other, key
        return best

    def _key(self, draft: Draft, terms: Sequence[Term]) -> tuple[int, int, float]:
        first = draft.parts[0]
        score = first.score if first.score is not None else float("-inf")
        return len(missing(terms, first.text)), weight(draft.findings), -score

    def _wider(
        self, todo: Sequence[tuple[Draft, tuple[Term, ...]]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        how = self._how(base, beam_size=max(8, base.beam_size), nbest=8)
        return self.decode([Request(draft.unit.pieces) for draft, _ in todo], how)

    def _replaced(
        self, todo: Sequence[tuple[Draft, tuple[Term, ...]]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        texts = []
        for draft, terms in todo:
            text = self.glossary.replaced(draft.unit.text, terms)
            texts.append(" ".join(text.split()))
        how = self._how(base, beam_size=max(4, base.beam_size), nbest=4)
        outputs = self.decode([Request(pieces) for pieces in self.tokenizer.encode(texts)], how)
        return [
            self._rescored(draft.unit, found)
            for (draft, _), found in zip(todo, outputs, strict=True)
        ]

    def _forced(
        self, todo: Sequence[tuple[Draft, tuple[Term, ...]]], base: Decoding
    ) -> list[tuple[Output, ...]]:
        requests: list[Request] = []
        counts = []
        for draft, terms in todo:
            prefixes = self._prefixes(draft.parts[0].text, terms[0])
            requests += [Request(draft.unit.pieces, prefix) for prefix in prefixes]
            counts.append(len(prefixes))
        how = replace(self._how(base, beam_size=2, nbest=1), no_repeat_ngram_size=4)
        outputs = iter(self.decode(requests, how))
        return [
            self._rescored(draft.unit, tuple(next(outputs)[0] for _ in range(count)))
            for (draft, _), count in zip(todo, counts, strict=True)
        ]

    def _how(self, base: Decoding, *, beam_size: int, nbest: int) -> Decoding:
        return replace(
            base,
            beam_size=beam_size,
            nbest=nbest,
            scores=True,
            suppress_han=not self.glossary.kept,
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
