"""The recipe of a corpus: every setting of ``aligner corpus build`` in one TOML file.

Strict: see ``aligner.settings``. Relative paths are relative to the recipe's folder.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from aligner.corpus.filters import FilterSet, check_name
from aligner.corpus.pairing import BY, LEAST
from aligner.corpus.split import SplitOptions
from aligner.errors import UsageError
from aligner.formats.base import format_of
from aligner.formats.moses import bitext_stem
from aligner.settings import read_settings


@dataclass(frozen=True, slots=True)
class Documents:
    """Two folders of documents, ``src`` Chinese and ``tgt`` English, and how to pair them.

    ``by``: auto, name or content; ``pairs``: a list of pairs instead; ``least``: lowest score of a
    pair by content. ``licence`` and ``origin`` go into the data card.
    """

    src: str = ""
    tgt: str = ""
    by: str = "auto"
    pairs: str = ""
    least: float = LEAST
    licence: str = "unknown"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """A bitext that is aligned already; its documents get ``name`` before theirs."""

    path: str
    name: str = ""
    licence: str = "unknown"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Clean:
    """Filters to leave out, test sets to keep away from, likeness of near-duplicates."""

    skip: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    near: float = 0.7


@dataclass(frozen=True, slots=True)
class Output:
    """Name of the corpus, format of its parts, documents and pairs of a bitext in a shard."""

    name: str = "corpus"
    format: str = "tsv"
    shard_documents: int = 50
    shard_pairs: int = 5000


@dataclass(frozen=True, slots=True)
class CorpusRecipe:
    """Everything that decides what ``build`` gives."""

    documents: Documents = field(default_factory=Documents)
    bitext: tuple[Bitext, ...] = ()
    clean: Clean = field(default_factory=Clean)
    filters: FilterSet = field(default_factory=FilterSet)
    split: SplitOptions = field(default_factory=SplitOptions)
    output: Output = field(default_factory=Output)


def read_corpus_recipe(path: Path) -> CorpusRecipe:
    """Read a recipe. Raises ``UsageError`` with file and key for anything that makes no sense."""
    recipe = read_settings(path, CorpusRecipe)
    for name in recipe.clean.skip:
        check_name(name)
    return _resolved(recipe, path.parent)


def check_recipe(recipe: CorpusRecipe) -> None:
    """Raise ``UsageError`` for settings that do not go together."""
    documents, output = recipe.documents, recipe.output
    rules = (
        (bool(documents.src) == bool(documents.tgt), "documents.src and tgt go together"),
        (bool(documents.src or recipe.bitext), "nothing to read: name two folders or a [[bitext]]"),
        (documents.by in BY, f"documents.by must be one of {', '.join(BY)}"),
        (0 <= documents.least <= 1, "documents.least must be from 0 to 1"),
        (0.5 <= recipe.clean.near <= 1, "clean.near must be from 0.5 to 1"),
        (output.shard_documents > 0, "output.shard_documents must be positive"),
        (output.shard_pairs > 0, "output.shard_pairs must be positive"),
        (
            format_of(output.format).name in ("tsv", "jsonl", "tmx"),
            "output.format must be tsv, jsonl or tmx",
        ),
    )
    for holds, message in rules:
        if not holds:
            raise UsageError(f"recipe: {message}")
    names = [source_name(source) for source in recipe.bitext]
    if len(set(names)) < len(names):
        raise UsageError("recipe: two bitexts of one name; give each [[bitext]] a name")


def source_name(source: Bitext) -> str:
    """Return what goes before the names of a bitext's documents: its name, or that of its file."""
    return source.name or bitext_stem(Path(source.path))


def _resolved(recipe: CorpusRecipe, folder: Path) -> CorpusRecipe:
    def absolute(name: str) -> str:
        return str(folder / name) if name else ""

    documents = replace(
        recipe.documents,
        src=absolute(recipe.documents.src),
        tgt=absolute(recipe.documents.tgt),
        pairs=absolute(recipe.documents.pairs),
    )
    return replace(
        recipe,
        documents=documents,
        bitext=tuple(replace(b, path=absolute(b.path)) for b in recipe.bitext),
        clean=replace(recipe.clean, exclude=tuple(map(absolute, recipe.clean.exclude))),
    )
