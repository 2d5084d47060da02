"""Texts to translations: composes tokenizer, batches, engine, guard and glossary.

``Translator.load`` once, then ``translate_texts`` for lists or ``translate_stream`` for any number
of lines at flat memory. Works in windows: the sentences of a window, from whatever texts they
come, are sorted by length, translated once each however often they occur, and put back in order.
"""

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.checks.degenerate import DEGENERATE_CHECKS, HanResidue
from aligner.checks.finding import Finding
from aligner.document import Span
from aligner.errors import InputError
from aligner.progress import Progress, Silent
from aligner.registry.store import resolve_model
from aligner.signature import Signature, run_signature
from aligner.text.script import han_count
from aligner.translation.batching import iter_windows, plan_batches, restore_order
from aligner.translation.counts import RunCounts
from aligner.translation.engine import Candidate, Ct2Engine, Engine, Request
from aligner.translation.english.house_style import house_style
from aligner.translation.english.joining import begun, continued, open_ended
from aligner.translation.english.local_money import with_local_money
from aligner.translation.english.long_quotes import run_on
from aligner.translation.english.match_source import match_source
from aligner.translation.english.passthrough import to_ascii_punctuation
from aligner.translation.english.quotes import straight
from aligner.translation.english.stutter import without_stutter
from aligner.translation.english.typography import typeset
from aligner.translation.evidence import Evidence
from aligner.translation.fit import check_fit, load_shape, suited_options
from aligner.translation.glossary import Glossary
from aligner.translation.guard import Draft, Guard
from aligner.translation.hypotheses import (
    Hypothesis,
    Origin,
    Output,
    Part,
    Translation,
    join_nbest,
)
from aligner.translation.journal import Answers, JournalledEngine
from aligner.translation.names.article_names import article_names
from aligner.translation.names.spelt_names import lost_by_all, respelled
from aligner.translation.options import Decoding, EngineOptions, TranslateOptions
from aligner.translation.rerank import Reranker
from aligner.translation.source.spelt_dates import dates_lost_by_all
from aligner.translation.terms import TermRepair
from aligner.translation.ticks import Ticks
from aligner.translation.tokenizer import Tokenizer
from aligner.translation.units import Segment, Unit, prepare, split_at_clauses

Window = Sequence[Sequence[str]]
"""The segments of documents that are translated together."""


class Translator:
    """A loaded model and everything around it; translates Chinese to English."""

    def __init__(
        self,
        engine: Ct2Engine,
        tokenizer: Tokenizer,
        options: TranslateOptions,
        identity: str,
        glossary: Glossary | None = None,
    ) -> None:
        """Use ``Translator.load``; the parts are given one by one only in tests."""
        self.options = options
        self.counts = RunCounts()
        self._ct2 = engine
        self._engine: Engine = engine
        self._tokenizer = tokenizer
        self._identity = identity
        self._glossary = glossary
        allowed = glossary.kept if glossary else frozenset()
        checks = tuple(
            HanResidue(allowed) if isinstance(check, HanResidue) else check
            for check in DEGENERATE_CHECKS
        )
        self._guard = Guard(self._outputs, self._halve, checks)
        self.counts.flagged = self._guard.flagged
        self.counts.repaired = self._guard.repaired
        self.counts.staying = self._guard.staying
        self.reranker = self._make_reranker()
        self._ticks = Ticks(Silent(), None)

    @classmethod
    def load(
        cls,
        model: Path | str | None = None,
        options: TranslateOptions | None = None,
        *,
        glossary: Glossary | None = None,
    ) -> "Translator":
        """Load a model and check that its parts fit together.

        ``model`` is its folder, or text as after ``--model``; ``None`` is the default model. Raises
        ``ModelError`` saying what is wrong and which command mends it.
        """
        folder = model if isinstance(model, Path) else resolve_model(model)
        options = suited_options(folder, options or TranslateOptions())
        shape, identity = load_shape(folder)
        tokenizer = Tokenizer.load(
            folder, figures=bool(options.figures), short_forms=bool(options.short_forms)
        )
        engine = Ct2Engine(folder, shape, options.engine)
        check_fit(folder, engine, tokenizer)
        return cls(engine, tokenizer, options, identity, glossary)

    def signature(self) -> Signature:
        """Return what identifies a run: versions, model, and every option that can change it."""
        decoding, batches = self.options.decoding, self.options.batches
        return run_signature(
            "ctranslate2",
            "sentencepiece",
            m=self._identity,
            q=self._ct2.compute_type,
            dev=self._ct2.device,
            b=decoding.width,
            lp=decoding.length_penalty,
            cp=decoding.coverage_penalty,
            nr=decoding.no_repeat_ngram_size,
            n=decoding.nbest,
            batch=f"{batches.pieces}/{batches.examples}/{batches.window}/{batches.max_unit}",
            threads=self._ct2.threads,
            guard=int(self.options.guard),
            names=int(self.options.names),
            figures=int(self._tokenizer.figures),
            short_forms=int(self._tokenizer.short_forms),
            rerank="/".join(map(str, self.reranker.sizes)) if self.reranker else "off",
            script=self.options.script.value,
            glossary=_glossary_digest(self._glossary),
        )

    @property
    def engine_options(self) -> EngineOptions:
        """The options of the engine with nothing left to choose on another machine."""
        ct2 = self._ct2
        return EngineOptions(ct2.device, ct2.compute_type, ct2.threads)

    def use_journal(self, journal: Answers) -> JournalledEngine:
        """Record every batch in ``journal``, and take from it what it has."""
        journalled = JournalledEngine(self._ct2, journal)
        self._engine = journalled
        return journalled

    def translate_texts(
        self, lines: Sequence[str], progress: Progress | None = None
    ) -> list[Translation]:
        """Translate each text; as many translations in the same order, empty stays empty.

        A text may hold several sentences: each is translated, and they are joined with a space.
        """
        return list(self.translate_stream(lines, progress, len(lines)))

    def translate_stream(
        self, lines: Iterable[str], progress: Progress | None = None, total: int | None = None
    ) -> Iterator[Translation]:
        """Yield the translation of each text in order, window by window.

        ``progress`` counts texts; ``total`` is their number if known. Raises ``InputError`` for one
        text in place of several: its characters would be translated one by one.
        """
        if isinstance(lines, str):
            raise InputError("one text where a list of texts belongs; give [text]")
        self._ticks = Ticks(progress or Silent(), total)
        sized = ((line, max(1, len(line))) for line in lines)
        for window in iter_windows(sized, self.options.batches.window):
            (found,) = self._translate_window([window])
            yield from found

    def translate_documents(
        self, documents: Sequence[Sequence[str]], progress: Progress | None = None
    ) -> list[list[Translation]]:
        """Translate the segments of several documents together, in one window.

        The script is judged for each document by itself. ``progress`` counts segments.
        """
        self._ticks = Ticks(progress or Silent(), sum(len(texts) for texts in documents))
        return self._translate_window(documents)

    def translate_windows(
        self, windows: Iterable[tuple[Window, Progress]]
    ) -> Iterator[list[list[Translation]]]:
        """Yield what ``translate_documents`` gives for each window of documents in order."""
        for documents, progress in windows:
            yield self.translate_documents(documents, progress)

    def score_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the log-probability a target piece of each given translation, end included."""
        scored = self.score_pieces(pairs)
        return [sum(scores) / len(scores) for scores in scored]

    def score_pieces(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        """Return the log-probability of each target piece, and of the end, of each pair."""
        sources = [self._joined_pieces(source) for source, _ in pairs]
        targets = self._tokenizer.encode_target([target for _, target in pairs])
        return self._ct2.score(list(zip(sources, targets, strict=True)))

    def _joined_pieces(self, source: str) -> tuple[str, ...]:
        segment = self.segments([source])[0]
        return tuple(piece for unit in segment.units for piece in unit.pieces)

    def segments(self, texts: Sequence[str]) -> list[Segment]:
        """Return the texts, judged as one document, as the units that this model is given."""
        limit = self.options.batches.max_unit
        return prepare(texts, self._tokenizer, self.options.script, limit)

    def _translate_window(self, documents: Sequence[Sequence[str]]) -> list[list[Translation]]:
        prepared = [self.segments(texts) for texts in documents]
        segments = [segment for document in prepared for segment in document]
        units = list({u.text: u for s in segments for u in s.units if u.pieces}.values())
        passes = 1 + (len(self.reranker.sizes) if self.reranker else 0)
        self._ticks.window(len(segments), passes * sum(len(unit.pieces) for unit in units))
        drafts = {draft.unit.text: draft for draft in self._drafts(units)}
        mended = self._with_terms(prepared, drafts)
        self._ticks.window_done()
        self._count(segments, len(units))
        return [
            run_on(document, [self._assemble(segment, own) for segment in document])
            for document, own in zip(prepared, mended, strict=True)
        ]

    def _with_terms(
        self, documents: Sequence[Sequence[Segment]], drafts: dict[str, Draft]
    ) -> list[Mapping[str, Draft]]:
        """Return the drafts by text for each document, with its terms brought in."""
        glossaries = [self._glossary_of(document, drafts) for document in documents]
        asked = [
            (number, drafts[text], glossary)
            for number, (document, glossary) in enumerate(zip(documents, glossaries, strict=True))
            for text in dict.fromkeys(u.text for segment in document for u in segment.units)
            if text in drafts and glossary.find(text)
        ]
        repair = TermRepair(
            self._tokenizer,
            self._guard,
            self._request_outputs,
            self._mean_scores,
            self.reranker.worth if self.reranker else _likelihood,
        )
        mended = repair.mend(
            [draft for _, draft, _ in asked],
            [glossary for *_, glossary in asked],
            self.options.decoding,
        )
        changed: list[dict[str, Draft]] = [{} for _ in documents]
        for (number, *_), draft in zip(asked, mended, strict=True):
            changed[number][draft.unit.text] = draft
        own = [ChainMap(mine, drafts) for mine in changed]
        return [with_local_money(*pair) for pair in zip(documents, own, strict=True)]

    def _glossary_of(self, document: Sequence[Segment], drafts: Mapping[str, Draft]) -> Glossary:
        """Return the terms of the user and those that the document gives itself."""
        user = self._glossary or Glossary(())
        if not self.options.names:
            return user
        texts = [unit.text for segment in document for unit in segment.units]
        written = {text: drafts[text].parts[0].text for text in texts if text in drafts}
        return user.joined(article_names(texts, lambda text: written.get(text, "")))

    def _drafts(self, units: Sequence[Unit]) -> list[Draft]:
        how = self.options.decoding
        outputs = (self.reranker.outputs if self.reranker else self._outputs)(units, how)
        drafts = [self._guard.draft(*pair) for pair in zip(units, outputs, strict=True)]
        if not self.options.guard:
            return drafts
        return self._guard.mend(drafts, how)

    def _make_reranker(self) -> Reranker | None:
        chosen = self.options.rerank
        if not chosen.on:
            return None
        return Reranker(self._outputs, self._split, Evidence.shipped(), chosen.parts, self._respelt)

    def _outputs(self, units: Sequence[Unit], how: Decoding) -> list[tuple[Output, ...]]:
        requests = [Request(unit.pieces) for unit in units]
        found = self._request_outputs(requests, how)
        mend = _unstuttered if self.options.guard else match_source
        return [
            tuple(mend(unit, output) for output in outputs)
            for unit, outputs in zip(units, found, strict=True)
        ]

    def _request_outputs(
        self, requests: Sequence[Request], how: Decoding
    ) -> list[tuple[Output, ...]]:
        lengths = [len(request.pieces) for request in requests]
        plan = plan_batches(lengths, self.options.batches, self._engine.threads)
        batches = [tuple(requests[index] for index in batch) for batch in plan]
        found: list[tuple[Output, ...]] = [()] * len(requests)
        for index, candidates in restore_order(plan, self._engine.decode(batches, how)):
            found[index] = tuple(self._output(candidate) for candidate in candidates)
            self._ticks.pieces(lengths[index])
        return found

    def _output(self, candidate: Candidate) -> Output:
        text = house_style(straight(typeset(self._tokenizer.decode(candidate.pieces))))
        return Output(Part(text, candidate.score, len(candidate.pieces) + 1), candidate.complete)

    def _mean_scores(self, pairs: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[float]:
        return [sum(scores) / len(scores) for scores in self._engine.score(pairs)]

    def _halve(self, unit: Unit) -> tuple[Unit, ...]:
        return self._split(unit, max(8, len(unit.pieces) // 2))

    def _split(self, unit: Unit, size: int) -> tuple[Unit, ...]:
        return split_at_clauses(unit, self._tokenizer, size)

    def _respelt(self, unit: Unit, outputs: Sequence[Output]) -> Unit | None:
        texts = [output.part.text for output in outputs]
        lost = (*lost_by_all(unit.text, texts), *dates_lost_by_all(unit.text, texts))
        if not lost:
            return None
        text = respelled(unit.text, lost)
        return replace(unit, text=text, pieces=self._tokenizer.encode([text])[0])

    def _assemble(self, segment: Segment, drafts: Mapping[str, Draft]) -> Translation:
        if not segment.units:
            return Translation(segment.source, (Hypothesis(""),), origin=Origin.NONE)
        lists: list[tuple[Part, ...]] = []
        findings: list[Finding] = []
        offset, goes_on = 0, False
        for unit in segment.units:
            draft = drafts.get(unit.text)
            parts = draft.parts if draft else (Part(to_ascii_punctuation(unit.text), 0.0, 0),)
            if not unit.ends:
                parts = tuple(
                    replace(part, text=open_ended(unit.text, part.text)) for part in parts
                )
            if goes_on:
                parts = tuple(replace(part, text=continued(part.text)) for part in parts)
            elif draft:
                parts = tuple(replace(part, text=begun(unit.text, part.text)) for part in parts)
            goes_on = not unit.ends
            lists.append(parts)
            for finding in draft.findings if draft else ():
                findings.append(_moved(finding, unit.span, offset))
            offset += len(parts[0].text) + 1
        own = [drafts[unit.text] for unit in segment.units if unit.text in drafts]
        terms = tuple(use for draft in own for use in draft.terms)
        self.counts.terms.update(use.status.value for use in terms)
        repairs = tuple(dict.fromkeys(draft.repair for draft in own if draft.repair))
        unknown = tuple(char for unit in segment.units for char in self._unknown(unit))
        self.counts.unknown.update(unknown)
        nbest = join_nbest(lists, self.options.decoding.nbest)
        origin = Origin.MT if own else _unmodelled(segment)
        return Translation(segment.source, nbest, tuple(findings), repairs, terms, unknown, origin)

    def _unknown(self, unit: Unit) -> list[str]:
        known = self._ct2.shape.source_vocabulary
        return [piece for piece in unit.pieces if piece not in known]

    def _count(self, segments: Sequence[Segment], computed: int) -> None:
        self.counts.segments += len(segments)
        self.counts.sentences += sum(len(segment.units) for segment in segments)
        self.counts.computed += computed
        self.counts.characters += sum(len(segment.source) for segment in segments)
        plain = [s for s in segments if s.units and not any(u.pieces for u in s.units)]
        copied = sum(1 for s in plain if _unmodelled(s) is Origin.COPY)
        self.counts.copied += copied
        self.counts.ruled += len(plain) - copied


def _unmodelled(segment: Segment) -> Origin:
    """Return where the text of a segment without pieces for the model comes from."""
    return Origin.RULE if han_count(segment.source) else Origin.COPY


def _likelihood(_: Unit, outputs: Sequence[Output], __: Collection[int]) -> list[float]:
    """Return the log-probability a piece of each output, the least there is if unknown."""
    scores = [output.part.score for output in outputs]
    return [float("-inf") if score is None else score for score in scores]


def _unstuttered(unit: Unit, output: Output) -> Output:
    text = without_stutter(unit.text, output.part.text)
    return match_source(unit, replace(output, part=replace(output.part, text=text)))


def _moved(finding: Finding, sentence: Span, offset: int) -> Finding:
    """Return the finding with spans in the segment: of the sentence, and of the joined output."""
    target = tuple(Span(span.start + offset, span.end + offset) for span in finding.tgt)
    return replace(finding, src=(sentence,), tgt=target)


def _glossary_digest(glossary: Glossary | None) -> str:
    from aligner.translation.journal import digest

    if glossary is None:
        return "none"
    return digest(*(f"{term.source}\t{'|'.join(term.targets)}" for term in glossary.terms))[:8]
