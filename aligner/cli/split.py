"""``aligner split``: sentences of Chinese or English text, one a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from aligner.errors import UsageError
from aligner.lang import Lang

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read, and how its sentences are to be shown."""

    files: tuple[Path, ...]
    lang: Lang
    article: bool
    offsets: bool
    wrapped: bool


@app.command()
def split(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Text files; standard input when none or -."),
    ] = None,
    lang: Annotated[
        str, typer.Option("-l", "--lang", help="Language of the text: zh or en.")
    ] = "zh",
    article: Annotated[
        bool,
        typer.Option(
            "--article", help="Read articles (txt, md, html) as translate and align do, by role."
        ),
    ] = False,
    offsets: Annotated[
        bool, typer.Option("--offsets", help="Write start, end (characters) and text, by tabs.")
    ] = False,
    wrapped: Annotated[
        bool, typer.Option("--wrapped", help="Lines are broken at a fixed width: join them.")
    ] = False,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write; - is stdout.")
    ] = Path("-"),
    force: Annotated[bool, typer.Option("-f", "--force", help="Overwrite the output.")] = False,
) -> None:
    r"""Split text into sentences, one a line; an empty line between paragraphs.

    With --article they are those that translate and align see, and that ladders number.
    With --offsets a line is START, END and the sentence with \n, \t and \\ written as such, and
    paragraphs are not marked; offsets count from the start of each file.
    """
    from aligner.atomic import check_writable, writing

    if lang not in get_args(Lang):
        raise UsageError(f"--lang {lang}: not a language of this tool; write zh or en")
    wanted = Wanted(tuple(files or [Path("-")]), cast(Lang, lang), article, offsets, wrapped)
    _check(wanted)
    target = None if str(output) == "-" else output
    if target is not None:
        check_writable(target, force=force)
    lines = _article_lines(wanted) if article else _text_lines(wanted)
    if target is None:
        for line in lines:
            print(line)
        return
    with writing(target, force=force) as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _check(wanted: Wanted) -> None:
    """Raise ``UsageError`` for what would give anything but the sentences of the text."""
    from aligner.text.readers.article import FORMAT_OF_SUFFIX

    if wanted.article:
        if wanted.offsets or wanted.wrapped:
            raise UsageError("--article finds wrapped lines by itself and has no --offsets")
        return
    for file in wanted.files:
        if FORMAT_OF_SUFFIX.get(file.suffix.lower()) == "html":
            raise UsageError(f"{file}: a web page, whose markup is no text; read it with --article")


def _text_lines(wanted: Wanted) -> Iterator[str]:
    from aligner.text.readers.encoding import read_text
    from aligner.text.split import report

    texts = [read_text(_path(file)).text for file in wanted.files]
    return report(texts, wanted.lang, offsets=wanted.offsets, wrapped=wanted.wrapped)


def _article_lines(wanted: Wanted) -> Iterator[str]:
    from aligner.alignment.documents import read_by_name
    from aligner.text.split import report_articles

    return report_articles([read_by_name(_path(file), wanted.lang) for file in wanted.files])


def _path(file: Path) -> Path | None:
    return None if str(file) == "-" else file
