"""``aligner corpus``: build parallel corpora, and the stages of it on any bitext."""

from pathlib import Path
from typing import Annotated

import typer

from aligner.cli.align import align
from aligner.cli.convert import convert
from aligner.cli.executors import Address, ExecutorName, Workers
from aligner.cli.numeric import finite
from aligner.errors import UsageError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Build, filter, deduplicate, split and describe parallel corpora.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Source = Annotated[
    str, typer.Argument(metavar="BITEXT", help="Bitext to read; - is TSV lines on stdin.")
]
Output = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE", help="Bitext to write; - is TSV on stdout.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite existing outputs.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No summary on stderr.")]


@app.command("filter")
def filter_command(
    source: Source = "-",
    output: Output = "-",
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Rejected pairs as JSON lines with filter and score."),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="FILTER", help="Only this filter (repeatable).")
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option(metavar="FILTER", help="Not this filter (repeatable).")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FILTER.KEY=VALUE", help="A parameter, as ratio.least=0.3."),
    ] = None,
    exclude: Annotated[
        list[Path] | None,
        typer.Option(metavar="TESTSET", help="Reject what stands in this test set (repeatable)."),
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option("-r", "--recipe", metavar="TOML", help="Filters as in a recipe of build."),
    ] = None,
    autotune: Annotated[
        Path | None,
        typer.Option(
            metavar="CLEAN_SAMPLE",
            help="Print thresholds that this bitext of good pairs passes, as a recipe, and stop.",
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            callback=finite,
            help="Share of the clean sample that may be rejected, with --autotune. [default: 0.02]",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("-m", "--model", metavar="NAME|FOLDER", help="Let a model judge, too."),
    ] = None,
    model_least: Annotated[
        float | None,
        typer.Option(
            callback=finite, help="Least log-probability a piece with --model. [default: -5]"
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Write every pair with its verdict and all scores as JSON."),
    ] = False,
    list_filters: Annotated[
        bool, typer.Option("--list", help="List the filters with their parameters and stop.")
    ] = False,
    executor: ExecutorName = "local",
    address: Address = None,
    jobs: Workers = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Keep the pairs that every filter accepts.

    The filter confidence is for aligned text and runs only with --only confidence.
    """
    from aligner.cli.corpus_run import FilterRequest, print_filters, run_filter
    from aligner.cli.executors import several_workers

    if list_filters:
        print_filters()
        return
    request = FilterRequest(
        source,
        output,
        rejects,
        tuple(only or ()),
        tuple(skip or ()),
        tuple(set_ or ()),
        tuple(exclude or ()),
        recipe,
        model,
        model_least,
        explain,
        force,
        quiet,
    )
    workers = several_workers(executor, jobs, address)
    if autotune is None:
        if rate is not None:
            raise UsageError("--rate is for --autotune")
        run_filter(request, workers)
        return
    from aligner.cli.corpus_tune import run_tune

    run_tune(autotune, rate, request, workers)


@app.command()
def dedupe(
    source: Source = "-",
    output: Output = "-",
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Dropped pairs as JSON lines.")
    ] = None,
    near: Annotated[
        float,
        typer.Option(
            callback=finite,
            help="Likeness of both sides, 0.5 to 1, that drops a pair; 1: exact only.",
        ),
    ] = 0.7,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Keep the first of pairs with the same or nearly the same sides."""
    from aligner.cli.corpus_run import run_dedupe

    run_dedupe(source, output, rejects, near, force=force, quiet=quiet)


@app.command()
def split(
    source: Annotated[str, typer.Argument(metavar="BITEXT", help="Bitext; - is stdin.")] = "-",
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the three parts.")
    ] = Path(),
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="Format of the parts.")] = "tsv",
    dev: Annotated[
        float, typer.Option(callback=finite, help="Share of the documents for dev.")
    ] = 0.01,
    test: Annotated[
        float, typer.Option(callback=finite, help="Share of the documents for test.")
    ] = 0.01,
    block: Annotated[
        int,
        typer.Option(
            min=0, help="Lines that make a document where none is named; 0: refuse those."
        ),
    ] = 0,
    seed: Annotated[int, typer.Option(help="Another seed, another split.")] = 1,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Split into train, dev and test by document, never within one."""
    from aligner.cli.corpus_run import run_split
    from aligner.corpus.split import SplitOptions

    options = SplitOptions(dev, test, seed)
    run_split(source, output, to, options, block=block, force=force, quiet=quiet)


@app.command()
def stats(
    source: Source = "-",
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
    html: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a page of plots and samples; - is stdout."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --html: what was dropped, as filter --rejects or --explain wrote it.",
        ),
    ] = None,
    force: Force = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress on stderr.")] = False,
) -> None:
    """Print figures of a bitext: documents, lengths, scores, scripts."""
    from aligner.cli.corpus_stats import run_page, run_stats

    if html is None and rejects is not None:
        raise UsageError("--rejects is shown on the page: add --html FILE")
    if html is not None and as_json:
        raise UsageError("--json and --html exclude each other; choose one")
    if html is None:
        run_stats(source, as_json=as_json, quiet=quiet)
    else:
        run_page(source, html, rejects, force=force, quiet=quiet)


@app.command()
def merge(
    sources: Annotated[list[str], typer.Argument(metavar="BITEXT", help="Bitexts in order.")],
    output: Output = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Join bitexts; a document is named after its file, too."""
    from aligner.cli.corpus_run import run_merge

    run_merge(tuple(sources), output, force=force, quiet=quiet)


@app.command()
def sample(
    source: Source = "-",
    output: Output = "-",
    size: Annotated[int, typer.Option("-n", "--size", min=1, help="How many pairs.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed, another sample.")] = 1,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Draw pairs at random, in order; the same seed draws the same."""
    from aligner.cli.corpus_run import run_sample

    run_sample(source, output, size, seed, force=force, quiet=quiet)


@app.command()
def pair(
    src: Annotated[Path, typer.Argument(metavar="ZH_DIR", help="Chinese documents.")],
    tgt: Annotated[Path, typer.Argument(metavar="EN_DIR", help="English documents.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="TSV", help="Source, target, name, score.")
    ] = "-",
    by: Annotated[
        str, typer.Option(metavar="auto|name|content", help="How documents find each other.")
    ] = "auto",
    least: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, callback=finite, help="Lowest score of a pair by content."),
    ] = 0.25,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Find which document of one folder translates which of the other.

    The table goes into align --pairs and into the recipe of build.
    """
    from aligner.cli.corpus_build import run_pair

    run_pair(src, tgt, output, by=by, least=least, force=force, quiet=quiet)


app.command("align")(align)
app.command("convert")(convert)


@app.command()
def export(
    sources: Annotated[list[Path], typer.Argument(metavar="BITEXT", help="Bitexts.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the corpus.")
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="tsv, jsonl, tmx or moses.")
    ] = "tsv",
    name: Annotated[str, typer.Option(help="Name of the corpus.")] = "corpus",
    licence: Annotated[str, typer.Option(help="Licence, for manifest and card.")] = "unknown",
    origin: Annotated[str, typer.Option(help="Where the texts come from.")] = "",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Make a corpus to give away: one format, manifest, data card."""
    from aligner.cli.corpus_run import run_export
    from aligner.corpus.publish import Publication

    what = Publication(name, licence, origin, to)
    run_export(tuple(sources), output, what, force=force, quiet=quiet)


@app.command()
def build(
    src: Annotated[Path | None, typer.Argument(metavar="ZH_DIR", help="Chinese documents.")] = None,
    tgt: Annotated[Path | None, typer.Argument(metavar="EN_DIR", help="English documents.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Folder of the corpus.")
    ] = None,
    recipe: Annotated[
        Path | None, typer.Option("-r", "--recipe", metavar="TOML", help="Every setting.")
    ] = None,
    init: Annotated[
        bool, typer.Option("--init", help="Print a recipe with all defaults and stop.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be done and stop.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted build stopped.")
    ] = False,
    jobs: Workers = None,
    executor: ExecutorName = "local",
    address: Address = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Build a clean corpus of two folders, or of what a recipe names.

    Pairs documents, aligns, filters, deduplicates and splits. Keeps what it drops, with reasons.
    """
    from aligner.cli.corpus_build import print_recipe, run_build
    from aligner.cli.executors import chosen_executor

    if init:
        print_recipe()
        return
    run_build(
        (src, tgt),
        output,
        recipe,
        executor=chosen_executor(executor, jobs, address),
        flags=(dry_run, resume, force, quiet),
    )
