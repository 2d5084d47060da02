"""Source and translation side by side in one self-contained page, a paragraph a row.

Sentence pairs light up together under the pointer and by keyboard focus; missing translations are
holes; findings stand in the margin. The page loads nothing: its policy names the hashes of its own
style and script and forbids everything else.
"""

import base64
import hashlib
import html
from collections.abc import Sequence

from aligner.checks.finding import Finding
from aligner.document import Role, Span
from aligner.text.readers.layout import Document
from aligner.translation.render.blocks import Item, RenderBlock, source_lang
from aligner.translation.render.columns_page import SCRIPT, STYLE
from aligner.translation.render.options import RenderOptions


def write_columns(
    document: Document, blocks: tuple[RenderBlock, ...], options: RenderOptions
) -> str:
    """Return the page."""
    shown = [
        block for block in blocks if not (options.boilerplate == "drop" and block.is_boilerplate)
    ]
    langs = (source_lang(document), options.lang)
    rows = "\n".join(_row(document, block, langs, options) for block in shown)
    items = [item for block in shown for item in block.items]
    clean = "" if any(item.findings for item in items) else ' class="clean"'
    title = next((i.target for i in items if i.role is Role.HEADLINE and i.target), None)
    name = html.escape(title or document.article.id)
    return f"""<!DOCTYPE html>
<html lang="{options.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="aligner">
<title>{name}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{name}</h1>
{_facts(document, items)}
</header>
<main{clean}>
{rows}
</main>
<footer>{html.escape(options.run)}</footer>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _policy() -> str:
    style, script = (_digest(text) for text in (STYLE, SCRIPT))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _facts(document: Document, items: Sequence[Item]) -> str:
    missing = sum(item.target is None for item in items)
    found = sum(len(item.findings) for item in items)
    source = document.source.name if str(document.source) != "-" else "standard input"
    bad = ' class="bad"' if missing else ""
    return (
        f'<p class="facts"><b>{html.escape(source)}</b> · {_count(len(items), "sentence")} · '
        f"<span{bad}>{missing} missing</span> · {_count(found, 'finding')}"
        '<span class="keys"> · <kbd>j</kbd> <kbd>k</kbd> next and previous sentence, '
        "<kbd>n</kbd> <kbd>p</kbd> next and previous problem</span></p>"
    )


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _row(
    document: Document, block: RenderBlock, langs: tuple[str, str], options: RenderOptions
) -> str:
    sources = _cell(document, block, [_source(item) for item in block.items], gap="")
    targets = _cell(document, block, [_target(item) for item in block.items], gap=" ")
    source = f'<div class="src" lang="{langs[0]}">{sources}</div>'
    target = f'<div class="tgt" lang="{langs[1]}">{targets}</div>'
    pair = (source, target) if options.order == "src-first" else (target, source)
    parts = [f'<div class="role">{block.role.value}</div>', *pair, _notes(block)]
    inner = "\n".join(part for part in parts if part)
    return f'<section class="row {block.role.value}">\n{inner}\n</section>'


def _cell(document: Document, block: RenderBlock, written: Sequence[str], *, gap: str) -> str:
    """Return the sentences of a cell; a line break in the article stays one."""
    out = ""
    for n, text in enumerate(written):
        if n:
            before, after = (block.items[k].sentence.span for k in (n - 1, n))
            out += "<br>" if "\n" in document.article.text[before.end : after.start] else gap
        out += text
    return out


def _source(item: Item) -> str:
    problem = " data-problem" if item.target is None or item.findings else ""
    spans = [(span, finding) for finding in item.findings for span in finding.src]
    text = _flagged(item.sentence.text, spans)
    n = item.number + 1
    return (
        f'<span class="{item.role.value}" id="s{n}" data-n="{n}" tabindex="0" '
        f'aria-details="t{n}"{problem}>{text}</span>'
    )


def _target(item: Item) -> str:
    n = item.number + 1
    if item.target is None:
        return f'<span class="hole" id="t{n}" data-n="{n}" tabindex="0">not translated</span>'
    spans = [(span, finding) for finding in item.findings for span in finding.tgt]
    text = _flagged(item.target, spans)
    return f'<span class="{item.role.value}" id="t{n}" data-n="{n}">{text}</span>'


def _flagged(text: str, spans: Sequence[tuple[Span, Finding]]) -> str:
    """Return text with what findings point at underlined; of overlapping spans the first stays."""
    out = ""
    at = 0
    for span, finding in sorted(spans, key=lambda pair: pair[0]):
        if at <= span.start < span.end <= len(text):
            out += html.escape(text[at : span.start], quote=False)
            marked = html.escape(text[span.start : span.end], quote=False)
            note = html.escape(finding.message)
            out += f'<span class="flag {finding.severity.value}" title="{note}">{marked}</span>'
            at = span.end
    return out + html.escape(text[at:], quote=False)


def _notes(block: RenderBlock) -> str:
    notes = [
        f'<li class="{finding.severity.value}" data-n="{item.number + 1}">'
        f"<b>{html.escape(finding.check)}</b> ({finding.severity.value}) "
        f"{html.escape(finding.message)}</li>"
        for item in block.items
        for finding in item.findings
    ]
    return f'<ul class="notes">{"".join(notes)}</ul>' if notes else ""
