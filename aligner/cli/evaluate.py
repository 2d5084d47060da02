"""``aligner evaluate``: translate a test set with several models, score and time them."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand


class EvaluateCommand(TyperCommand):
    """Lets ``--challenge`` stand without a file, for the items that ship with aligner."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer's Click)
        """Name the shipped items where ``--challenge`` has no value, then parse as usual."""
        return super().parse_args(ctx, filled(args))


def filled(args: list[str]) -> list[str]:
    """Return the arguments with ``shipped`` behind a ``--challenge`` that has no value."""
    full: list[str] = []
    for position, arg in enumerate(args):
        full.append(arg)
        following = args[position + 1 : position + 2]
        if arg == "--challenge" and (not following or following[0].startswith("-")):
            full.append(SHIPPED)
    return full


SHIPPED = "shipped"

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(cls=EvaluateCommand)
def evaluate(
    model: Annotated[
        list[str] | None,
        typer.Option(
            "-m", "--model", metavar="NAME|FOLDER", help="Model; repeat it to compare several."
        ),
    ] = None,
    test_set: Annotated[
        Path | None,
        typer.Option(
            "-s", "--set", metavar="DIR|TSV", help="Folder with src.zh and ref.en, or a bitext."
        ),
    ] = None,
    challenge: Annotated[
        str | None,
        typer.Option(metavar="[FILE]", help="Contrastive items; without FILE those that ship."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="RUN", help="Keep everything in this folder."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite run folder and page.")] = False,
    format: Annotated[
        Literal["text", "json", "md"], typer.Option("-f", "--format", help="What is printed.")
    ] = "text",
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the first N segments.")
    ] = None,
    beam_size: Annotated[
        int | None,
        typer.Option(help="Width of the search, 1 to 100. [default: the model's, or 4]"),
    ] = None,
    threads: Annotated[int, typer.Option(help="Batches at once; 0: one a core.")] = 0,
    compute_type: Annotated[
        str, typer.Option(metavar="TYPE", help="auto, int8, float32, float16...")
    ] = "auto",
    device: Annotated[str, typer.Option(metavar="DEVICE", help="auto, cpu or cuda.")] = "auto",
    guard: Annotated[
        bool, typer.Option("--guard/--no-guard", help="Re-decode loops, blanks, leftover Chinese.")
    ] = True,
    samples: Annotated[int, typer.Option(min=1, help="Resamples of the bootstrap.")] = 1000,
    checks: Annotated[
        str, typer.Option(metavar="A,B", help="Only these checks; all: every check.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with all segments.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run with -o stopped.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No notices, no progress.")] = False,
) -> None:
    """Translate a test set with one or more models; score, test, check and time them.

    Each model runs in a process of its own. Without --model the default one is evaluated. The
    first model is the baseline of the tests. 'aligner compare' reads what -o keeps.
    """
    from aligner.cli.evaluate_run import Wanted, run
    from aligner.translation.options import (
        Decoding,
        EngineOptions,
        TranslateOptions,
    )

    run(
        Wanted(
            models=tuple(model or ()),
            test_set=test_set,
            challenge=challenge,
            output=output,
            force=force,
            format=format,
            limit=limit,
            options=TranslateOptions(
                EngineOptions(device, compute_type, threads),
                Decoding(beam_size),
                guard=guard,
            ),
            samples=samples,
            checks=tuple(name.strip() for name in checks.split(",") if name.strip()),
            html=html,
            resume=resume,
            quiet=quiet,
        )
    )
