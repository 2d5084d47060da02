"""The card of a model as lines of text for a reader."""

from collections.abc import Iterator

from aligner.registry.card import ModelCard


def human_size(size: int) -> str:
    """Return bytes as kB, MB or GB (powers of 1000)."""
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def card_lines(card: ModelCard, where: str) -> Iterator[str]:
    """Yield the whole card; ``where`` says where the model is or how to get it."""
    yield f"{card.name}  ({card.pair})"
    yield card.description
    yield ""
    yield from _facts(card, where)
    yield from _section("Measured quality", _quality(card))
    yield from _section("Speed", [f"{s.value:g} {s.unit}, {s.what}" for s in card.speed])
    yield from _section("Training data", _training(card))
    yield from _section("Download", _download(card))
    yield from _section("Files", _files(card))


def _facts(card: ModelCard, where: str) -> Iterator[str]:
    terms = " (no commercial use)" if card.non_commercial else ""
    facts = {
        "licence": f"{card.licence}{terms} {card.licence_url}".rstrip(),
        "source": card.source,
        "made": card.made,
        "architecture": card.architecture,
        "tokenizer": card.tokenizer,
        "prefixes": " ".join((*card.source_prefix, *card.target_prefix)),
        "size": human_size(card.size) if card.files else "known after the download",
        "identity": card.identity if card.files else "",
        "where": where,
    }
    for name, value in facts.items():
        if value:
            yield f"{name + ':':14}{value}"


def _section(title: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    yield from (f"  {line}" for line in lines or ["not stated"])


def shown(value: float) -> str:
    """Return a score as it is printed: 13.0, and 0.524 of those that go to 1."""
    return f"{value:.1f}" if value >= 1 else f"{value:g}"


def _quality(card: ModelCard) -> list[str]:
    return [f"{q.metric} {shown(q.value)} on {q.set}  [{q.signature}]" for q in card.quality]


def _training(card: ModelCard) -> list[str]:
    return [
        f"{t.name}: {'unknown number of' if t.pairs is None else format(t.pairs, ',')} pairs, "
        f"{t.licence} {t.url}".rstrip()
        for t in card.training
    ]


def _download(card: ModelCard) -> list[str]:
    if card.pull is None:
        return ["none: not pulled"]
    files = [
        f"{item.path}  {item.url}  sha256 {item.sha256 or 'not known, recorded on the first pull'}"
        for item in card.pull.files
    ]
    return [f"{card.pull.kind} files, pinned by {card.pull.pinned_by}", *files]


def _files(card: ModelCard) -> list[str]:
    return [f"{file.sha256}  {file.size:>11}  {file.path}" for file in card.files]
