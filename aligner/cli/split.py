"""``aligner split``: sentences of Chinese or English text, one a line."""

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


@app.command()
def split(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Text files; standard input when none or -."),
    ] = None,
    lang: Annotated[
        str, typer.Option("-l", "--lang", help="Language of the text: zh or en.")
    ] = "zh",
    offsets: Annotated[
        bool, typer.Option("--offsets", help="Write start, end (characters) and text, by tabs.")
    ] = False,
    wrapped: Annotated[
        bool, typer.Option("--wrapped", help="Lines are broken at a fixed width: join them.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write instead of stdout.")
    ] = None,
    force: Annotated[bool, typer.Option("-f", "--force", help="Overwrite the output.")] = False,
) -> None:
    r"""Split text into sentences, one a line; an empty line between paragraphs.

    With --offsets a line is START, END and the sentence with \\n, \\t and \\\\ written as such, and
    paragraphs are not marked; offsets count from the start of each file.
    """
    from aligner.atomic import check_writable, writing
    from aligner.text.split import report

    if lang not in get_args(Lang):
        raise UsageError(f"--lang {lang}: not a language of this tool; write zh or en")
    if output is not None:
        check_writable(output, force=force)
    texts = [_read(file) for file in files or [Path("-")]]
    lines = report(texts, cast(Lang, lang), offsets=offsets, wrapped=wrapped)
    if output is None:
        for line in lines:
            print(line)
        return
    with writing(output, force=force) as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _read(file: Path) -> str:
    from aligner.text.readers.encoding import read_text

    return read_text(None if str(file) == "-" else file).text
