"""``aligner checks``: look for errors in translated segments, or in references."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def checks(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Bitexts in any format (- for stdin)."),
    ] = None,
    src: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Chinese segments, one a line.")
    ] = None,
    hyp: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Their translations, one a line; may be repeated."),
    ] = None,
    from_format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Format, if not the suffix.")
    ] = None,
    names: Annotated[
        str, typer.Option("--checks", metavar="A,B", help="Only these checks; all: every check.")
    ] = "",
    skip: Annotated[str, typer.Option(metavar="A,B", help="Without these checks.")] = "",
    severity: Annotated[
        str, typer.Option(metavar="LEVEL", help="Least severity shown: critical, major or minor.")
    ] = "minor",
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="LEVEL", help="Exit 1 if a finding is critical, major or minor, or worse."
        ),
    ] = "",
    format: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="text, jsonl or tsv.")
    ] = "text",
    show: Annotated[bool, typer.Option("--show", help="Both texts below each finding.")] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="The English is a reference: list its likely errors.")
    ] = False,
    list_checks: Annotated[
        bool, typer.Option("--list", help="List the checks and whether they are on.")
    ] = False,
    self_test: Annotated[
        bool,
        typer.Option("--self-test", help="Measure every check on texts whose errors are known."),
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Data of --self-test; else $ALIGNER_DATA, else what ships."
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes of --self-test.")
    ] = 1,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary on stderr.")] = False,
) -> None:
    """Look for errors in translated segments: numbers, dates, names, quotes, loops.

    One finding a line on stdout, the count of each check on stderr. Severities: critical (wrong
    scale, no translation), major (a fact is wrong or missing), minor (marks and spaces).
    """
    from aligner.cli.checks_run import Wanted, run

    run(
        Wanted(
            files=tuple(files or ()),
            src=src,
            hyps=tuple(hyp or ()),
            from_format=from_format,
            names=_split(names),
            skip=_split(skip),
            severity=severity,
            fail_on=fail_on,
            format=format,
            show=show,
            audit=audit,
            list_checks=list_checks,
            self_test=self_test,
            data=data,
            jobs=jobs,
            quiet=quiet,
        )
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
