"""The blocks of a document with their translations: what a writer puts in each slot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.checks.finding import Finding
from aligner.document import Role, Sentence, Span
from aligner.text.readers.layout import Document, Mark, MarkKind, Slot
from aligner.text.script import detect_script
from aligner.translation.render.options import RenderOptions


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, its number in the article from 0, and its translation (``None``: missing)."""

    number: int
    role: Role
    sentence: Sentence
    target: str | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderBlock:
    """A slot and the sentences in it. A dateline and the lead it opens share one."""

    slot: Slot
    items: tuple[Item, ...]

    @property
    def role(self) -> Role:
        """The role of the block: that of its longest paragraph but a dateline."""
        roles = [item.role for item in self.items if item.role is not Role.DATELINE]
        return roles[0] if roles else Role.DATELINE

    @property
    def is_boilerplate(self) -> bool:
        """Whether nothing in it is part of the story."""
        return all(item.role is Role.BOILERPLATE for item in self.items)

    @property
    def is_unchanged(self) -> bool:
        """Whether the translation is the source: figures, times, what had no Chinese."""
        return all(item.target == item.sentence.text for item in self.items)

    def target_marks(self, options: RenderOptions) -> tuple[Mark, ...]:
        """Return the marks of the translation; an image stands once, beside the source."""
        if options.bilingual == "none":
            return self.slot.marks
        return tuple(mark for mark in self.slot.marks if mark.kind is not MarkKind.OBJECT)


def blocks_of(
    document: Document, targets: Sequence[str | None], options: RenderOptions
) -> tuple[RenderBlock, ...]:
    """Return the blocks in reading order; a blank target counts as missing.

    Raises ``ValueError`` unless there is one target for each sentence.
    """
    items = list(_items(document, targets, options.findings))
    blocks = []
    at = 0
    for slot in sorted(document.layout.slots, key=lambda slot: slot.span):
        first = at
        while at < len(items) and items[at].sentence.span.start < slot.span.end:
            at += 1
        if at > first:
            block = RenderBlock(slot, tuple(items[first:at]))
            blocks.append(_without_boilerplate(block) if options.boilerplate == "drop" else block)
    return tuple(blocks)


def source_lang(document: Document) -> str:
    """Return the language of the source for a ``lang`` attribute, by which browsers choose glyphs.

    Chinese is told by its script: traditional text in the glyphs of the mainland looks wrong.
    """
    lang = document.article.lang
    return f"zh-{detect_script(document.article.text)}" if lang == "zh" else lang


def _without_boilerplate(block: RenderBlock) -> RenderBlock:
    """Return a block of the story without the name of the site behind its headline."""
    if block.is_boilerplate:  # the writers leave it out as a whole
        return block
    gone = [item.sentence.span for item in block.items if item.role is Role.BOILERPLATE]
    items = tuple(item for item in block.items if item.role is not Role.BOILERPLATE)
    marks = tuple(mark for mark in block.slot.marks if not _is_inside(mark.span, gone))
    return RenderBlock(replace(block.slot, marks=marks), items)


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether there is text in ``span`` and all of it in one of the others."""
    return any(other.start <= span.start < span.end <= other.end for other in others)


def _items(
    document: Document, targets: Sequence[str | None], findings: Sequence[Sequence[Finding]]
) -> Iterator[Item]:
    sentences = document.article.sentences
    if len(targets) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences but {len(targets)} translations")
    if findings and len(findings) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences but findings for {len(findings)}")
    number = 0
    for paragraph in document.article.paragraphs:
        for sentence in paragraph.sentences:
            target = targets[number]
            found = tuple(findings[number]) if findings else ()
            kept = target.strip() if target is not None and target.strip() else None
            yield Item(number, paragraph.role, sentence, kept, found)
            number += 1
