"""``aligner compare``: two evaluation runs, or two files of translations, segment by segment."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def compare(
    systems: Annotated[
        list[str],
        typer.Argument(metavar="RUN[:MODEL]|FILE", help="Baseline first; a run of two is one."),
    ],
    ref: Annotated[
        list[Path] | None,
        typer.Option("-r", "--ref", metavar="FILE", help="References, for files."),
    ] = None,
    src: Annotated[
        Path | None,
        typer.Option("-s", "--src", metavar="FILE", help="Source, for the findings of checks."),
    ] = None,
    count: Annotated[
        int, typer.Option("-n", "--count", min=0, help="Largest gains and losses shown.")
    ] = 5,
    samples: Annotated[int, typer.Option(min=1, help="Resamples of the bootstrap.")] = 1000,
    checks: Annotated[
        str, typer.Option(metavar="A,B", help="Only these checks; all: every check.")
    ] = "",
    format: Annotated[
        Literal["text", "json", "md"], typer.Option("-f", "--format", help="What is printed.")
    ] = "text",
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with all segments.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite --html.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No notices.")] = False,
) -> None:
    """Compare two systems: scores with tests, segments, findings gained and lost.

    A run folder of 'aligner evaluate -o' with several models needs :MODEL, unless it is given
    alone and has two. Files of translations need --ref, and --src for the findings.
    """
    from aligner.cli.compare_run import Wanted, run

    run(
        Wanted(
            systems=tuple(systems),
            refs=tuple(ref or ()),
            src=src,
            count=count,
            samples=samples,
            checks=tuple(name.strip() for name in checks.split(",") if name.strip()),
            format=format,
            html=html,
            force=force,
            quiet=quiet,
        )
    )
