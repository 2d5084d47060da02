"""``aligner convert``: a bitext from any format to any other."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from aligner.bitext import SegmentPair
    from aligner.formats.base import BitextFormat

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def convert(
    source: Annotated[str, typer.Argument(metavar="A", help="Bitext to read (- for stdin).")],
    target: Annotated[str, typer.Argument(metavar="B", help="Bitext to write (- for stdout).")],
    from_format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Format of A, if not its suffix.")
    ] = None,
    to_format: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="Format of B, if not its suffix.")
    ] = None,
    src: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Source sentences a ladder numbers, one a line."),
    ] = None,
    tgt: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Target sentences a ladder numbers, one a line."),
    ] = None,
    src_lang: Annotated[
        str, typer.Option(metavar="TAG", help="Language tag of the source, where B has one.")
    ] = "zh-Hans",
    tgt_lang: Annotated[
        str, typer.Option(metavar="TAG", help="Language tag of the target, where B has one.")
    ] = "en",
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing B.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary on stderr.")] = False,
) -> None:
    """Convert a bitext between formats, pair by pair in little memory.

    Formats by suffix, each also with .gz: .tsv .jsonl .tmx .xlf (XLIFF 1.2) .xlf2 (2.1) .moses
    .ladder, and .html to write only. Text is never changed: what B cannot hold is an error.
    """
    from aligner.atomic import check_no_input
    from aligner.cli.dash import not_stdin
    from aligner.cli.format_warnings import format_warnings
    from aligner.cli.messages import inform
    from aligner.cli.progress import bar
    from aligner.errors import UsageError
    from aligner.formats.base import WriteOptions, format_of
    from aligner.formats.ladder import Ladder
    from aligner.formats.moses import bitext_files
    from aligner.progress import counted

    reader = format_of(from_format or _named(source, "--from"))
    writer = format_of(to_format or _named(target, "--to"))
    if reader.name == "ladder":
        reader = Ladder(src, tgt)
    elif src or tgt:
        raise UsageError("--src and --tgt are for reading a ladder")
    not_stdin("--src", src)
    not_stdin("--tgt", tgt)
    path_in, path_out = (None if name == "-" else Path(name) for name in (source, target))
    check_no_input(
        [] if path_out is None else bitext_files(path_out, writer.name),
        [file for file in (src, tgt) if file is not None],
    )
    options = WriteOptions(force=force, src_lang=src_lang, tgt_lang=tgt_lang)
    lost: set[str] = set()
    with format_warnings(), bar("Converting", quiet=quiet, unit="pairs") as progress:
        pairs = _watched(counted(reader.read(path_in), progress), writer, lost)
        count = writer.write(pairs, path_out, options)
    if not quiet:
        without = f" without {', '.join(sorted(lost))}: {writer.name} has no place for it"
        inform(f"{count} pairs written to {target}{without if lost else ''}")


def _named(name: str, option: str) -> str:
    from aligner.errors import UsageError

    if name == "-":
        raise UsageError(f"- has no suffix; say the format with {option}")
    return name


def _watched(
    pairs: "Iterator[SegmentPair]", writer: "BitextFormat", lost: set[str]
) -> "Iterator[SegmentPair]":
    """Pass the pairs on; collect in ``lost`` the names of fields the writer will leave out."""
    if writer.name == "html":
        yield from pairs
        return
    missing = {"score", "doc_id", "src_ids", "tgt_ids"} - writer.fields
    for pair in pairs:
        for field in missing - lost:
            if getattr(pair, field) not in (None, "", ()):
                lost.add(field)
        yield pair
