"""Find outputs that are no translation, decode them in other ways, keep the best, report the rest.

Only flagged sentences are decoded again, all of them together in each step, until a candidate has
no findings: first a wider beam with several candidates, no repeated phrases and no Chinese; then
clause by clause; then with repetition made expensive and all of the vocabulary. The best candidate
has the lightest findings, then the highest score. A loop that outlives all this is cut out of the
text, and that is reported. What this does not do: judge whether the meaning is right.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aligner.bitext import SegmentPair
from aligner.checks.degenerate import DEGENERATE_CHECKS, Loop, longest_repetition
from aligner.checks.finding import Check, Finding, Severity
from aligner.registry.card import MAX_BEAM_SIZE
from aligner.translation.english.joining import joined
from aligner.translation.english.match_source import match_source
from aligner.translation.hypotheses import Output, Part, TermUse
from aligner.translation.options import Decoding
from aligner.translation.units import Unit

_WEIGHTS = {Severity.CRITICAL: 100, Severity.MAJOR: 10, Severity.MINOR: 1}

CUT = Finding(
    "cut", "omission", Severity.CRITICAL, "the output reached the length limit without an end"
)

LOOP_CUT = Finding(
    "loop-cut", "duplication", Severity.MINOR, "a repetition was cut out; words may be missing"
)

_MOST_CUTS = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    """The candidates of one unit, best first, and what is wrong with the first.

    ``repair`` names the step that gave the first one, empty if it is the plain translation;
    ``terms`` says what became of the terms that the user requires.
    """

    unit: Unit
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...] = ()
    repair: str = ""
    terms: tuple[TermUse, ...] = ()


Decode = Callable[[Sequence[Unit], Decoding], list[tuple[Output, ...]]]
"""Decodes units and returns the outputs of each, best first."""

SplitUnit = Callable[[Unit], tuple[Unit, ...]]


def weight(findings: Sequence[Finding]) -> int:
    """Return how bad findings are together: one critical outweighs nine major."""
    return sum(_WEIGHTS[finding.severity] for finding in findings)


class Guard:
    """Examines outputs and repairs the bad ones.

    Counts sentences by check: ``flagged`` before, ``repaired`` and ``staying`` after.
    """

    def __init__(
        self, decode: Decode, split: SplitUnit, checks: Sequence[Check] = DEGENERATE_CHECKS
    ) -> None:
        self._decode = decode
        self._split = split
        self._checks = tuple(checks)
        self.flagged: Counter[str] = Counter()
        self.repaired: Counter[str] = Counter()
        self.staying: Counter[str] = Counter()

    def examine(self, unit: Unit, output: Output) -> tuple[Finding, ...]:
        """Return what is wrong with one output."""
        pair = SegmentPair(unit.text, output.part.text)
        found = [finding for check in self._checks for finding in check(pair)]
        return tuple(found) if output.complete else (CUT, *found)

    def draft(self, unit: Unit, outputs: Sequence[Output]) -> Draft:
        """Return the outputs as a draft, in the order given."""
        findings = self.examine(unit, outputs[0])
        return Draft(unit, tuple(output.part for output in outputs), findings)

    def mend(self, drafts: Sequence[Draft], base: Decoding) -> list[Draft]:
        """Return the drafts with the flagged ones repaired as far as possible."""
        mended = list(drafts)
        open_ = [index for index, draft in enumerate(mended) if draft.findings]
        for index in open_:
            self.flagged.update({finding.check for finding in mended[index].findings})
        for name, step in (
            ("wider-beam", self._wider),
            ("clauses", self._by_clauses),
            ("penalty", self._penalised),
        ):
            if not open_:
                break
            outputs = step([mended[index].unit for index in open_], base)
            for index, candidates in zip(open_, outputs, strict=True):
                mended[index] = self._better(mended[index], candidates, name)
            open_ = [index for index in open_ if mended[index].findings]
        for index in open_:
            mended[index] = self._cut(mended[index])
        for before, after in zip(drafts, mended, strict=True):
            left = {finding.check for finding in after.findings}
            self.repaired.update({finding.check for finding in before.findings} - left)
            self.staying.update(left)
        return mended

    def _better(self, draft: Draft, outputs: Sequence[Output], repair: str) -> Draft:
        """Return the draft led by its best candidate, the former ones after it."""
        best, best_findings = None, draft.findings
        for output in outputs:
            findings = self.examine(draft.unit, output)
            if _key(findings, output.part) < _key(best_findings, best or draft.parts[0]):
                best, best_findings = output.part, findings
        if best is None or weight(best_findings) >= weight(draft.findings):
            return draft
        rest = tuple(part for part in draft.parts if part.text != best.text)
        return Draft(draft.unit, (best, *rest), best_findings, repair)

    def _cut(self, draft: Draft) -> Draft:
        """Return the draft without the loop in its text, if it has one and that makes it better."""
        if not any(finding.check == Loop().name for finding in draft.findings):
            return draft
        part = replace(draft.parts[0], text=cut_loops(draft.parts[0].text))
        complete = CUT not in draft.findings
        findings = (*self.examine(draft.unit, Output(part, complete)), LOOP_CUT)
        if weight(findings) >= weight(draft.findings):
            return draft
        return Draft(draft.unit, (part, *draft.parts[1:]), findings, "loop-cut")

    def _wider(self, units: Sequence[Unit], base: Decoding) -> list[tuple[Output, ...]]:
        beam = min(MAX_BEAM_SIZE, max(8, 2 * base.width))
        how = replace(
            base,
            beam_size=beam,
            nbest=min(4, beam),
            scores=True,
            no_repeat_ngram_size=base.no_repeat_ngram_size or 4,
            suppress_han=True,
        )
        return self._decode(units, how)

    def _penalised(self, units: Sequence[Unit], base: Decoding) -> list[tuple[Output, ...]]:
        how = replace(
            base,
            beam_size=max(4, base.width),
            nbest=1,
            scores=True,
            no_repeat_ngram_size=3,
            repetition_penalty=1.3,
            suppress_han=True,
            vocabulary_map=False,
        )
        return self._decode(units, how)

    def _by_clauses(self, units: Sequence[Unit], base: Decoding) -> list[tuple[Output, ...]]:
        how = replace(
            base,
            nbest=1,
            scores=True,
            no_repeat_ngram_size=base.no_repeat_ngram_size or 4,
            suppress_han=True,
        )
        split = [self._split(unit) for unit in units]
        wanted = [unit for parts in split if len(parts) > 1 for unit in parts]
        outputs = iter(self._decode(wanted, how))
        return [
            (
                match_source(
                    unit, joined([next(outputs)[0] for _ in parts], [p.text for p in parts])
                ),
            )
            if len(parts) > 1
            else ()
            for unit, parts in zip(units, split, strict=True)
        ]


def cut_loops(text: str) -> str:
    """Return the text with every phrase that repeats itself in a row kept once."""
    for _ in range(_MOST_CUTS):
        span, times = longest_repetition(text)
        if times == 0:
            break
        run = text[span.start : span.end]
        words = list(_WORD.finditer(run))
        size = len(words) // times
        kept = words[size - 1].end() if size else len(run) // times
        text = text[: span.start + kept] + text[span.end :]
    return text


def _key(findings: Sequence[Finding], part: Part) -> tuple[int, float]:
    return weight(findings), -(part.score if part.score is not None else float("-inf"))
