"""``aligner translate``: lines and documents from Chinese to English."""

from typing import Annotated, Literal

import typer

from aligner.cli.executors import Address, ExecutorName, Workers

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE|DIR|-", help="Articles, folders of them, or - for stdin."),
]


@app.command()
def translate(
    inputs: Inputs = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="File, or folder for several inputs."),
    ] = None,
    lines: Annotated[
        bool | None,
        typer.Option(
            "--lines/--document",
            help="A line in, a line out (default for stdin), or whole documents (for files).",
        ),
    ] = None,
    format: Annotated[
        Literal["txt", "md", "html", "jsonl", "tsv", "tmx"] | None,
        typer.Option("-f", "--format", help="Output format; that of the input by default."),
    ] = None,
    bilingual: Annotated[
        Literal["none", "interleave", "columns"],
        typer.Option(help="Keep the Chinese: paragraph by paragraph, or side by side (HTML)."),
    ] = "none",
    order: Annotated[
        Literal["src-first", "tgt-first"], typer.Option(help="Which language comes first.")
    ] = "src-first",
    model: Annotated[
        str | None,
        typer.Option(
            "-m", "--model", metavar="NAME|FOLDER", help="Model to use, one of 'models list'."
        ),
    ] = None,
    glossary: Annotated[
        str | None,
        typer.Option(
            "-g", "--glossary", metavar="TSV", help="Required terms: source, tab, target."
        ),
    ] = None,
    beam_size: Annotated[
        int | None,
        typer.Option(help="Width of the search, 1 to 100. [default: the model's, or 4]"),
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Greedy: faster, a little worse.")] = False,
    nbest: Annotated[int, typer.Option(help="Hypotheses a segment (with --format jsonl).")] = 1,
    threads: Annotated[int, typer.Option(help="Batches at once; 0: one a core.")] = 0,
    compute_type: Annotated[
        str, typer.Option(metavar="TYPE", help="auto, int8, float32, float16...")
    ] = "auto",
    device: Annotated[str, typer.Option(metavar="DEVICE", help="auto, cpu or cuda.")] = "auto",
    boilerplate: Annotated[
        Literal["keep", "mark", "drop"],
        typer.Option(
            help="What becomes of editors' credits, links to further reading and the like."
        ),
    ] = "keep",
    script: Annotated[
        Literal["auto", "hans", "hant"],
        typer.Option(help="Script of the input; traditional is converted for the model."),
    ] = "auto",
    guard: Annotated[
        bool, typer.Option("--guard/--no-guard", help="Re-decode loops, blanks, leftover Chinese.")
    ] = True,
    names: Annotated[
        bool,
        typer.Option(
            "--names/--no-names",
            help="Spell in one way the names that the text repeats or glosses, "
            "施密特（Anna Schmidt）.",
        ),
    ] = True,
    rerank: Annotated[
        bool | None,
        typer.Option(
            "--rerank/--no-rerank",
            help="Choose among several candidates of each sentence; by default as the model asks.",
        ),
    ] = None,
    fail_on: Annotated[
        Literal["none", "critical", "major", "minor"],
        typer.Option(help="Exit 1 if findings of this severity or worse stay."),
    ] = "none",
    jobs: Workers = None,
    executor: ExecutorName = "local",
    address: Address = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run with -o stopped.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite existing outputs.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count and estimate the time; write nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary on stderr.")] = False,
) -> None:
    """Translate Chinese articles, folders or lines to English.

    One input without -o goes to standard output; several, or a folder, are written beside their
    sources as article.en.html (article.zh-en.html with --bilingual) or into the folder after -o.
    """
    from dataclasses import replace
    from pathlib import Path

    from aligner.cli.executors import several_workers
    from aligner.cli.progress import bar
    from aligner.cli.stdout import stdout_errors
    from aligner.cli.translate_summary import finish
    from aligner.errors import UsageError
    from aligner.translation.options import (
        Decoding,
        EngineOptions,
        RerankOptions,
        ScriptChoice,
        TranslateOptions,
    )
    from aligner.translation.run import RunRequest
    from aligner.translation.run import run as run_translation

    if fast and beam_size is not None:
        raise UsageError("--fast is --beam-size 1; give only one of them")
    decoding = Decoding(1 if fast else beam_size, nbest)
    request = RunRequest(
        inputs=tuple(inputs or ()),
        output=output,
        lines=lines,
        format=format,
        bilingual=bilingual,
        order=order,
        boilerplate=boilerplate,
        model=model,
        glossary=Path(glossary) if glossary else None,
        options=TranslateOptions(
            EngineOptions(device, compute_type, threads),
            replace(decoding, scores=decoding.width > 1 or format == "jsonl"),
            script=ScriptChoice(script),
            guard=guard,
            names=names,
            rerank=RerankOptions(rerank),
        ),
        executor=several_workers(executor, jobs, address),
        resume=resume,
        force=force,
    )
    if dry_run:
        from aligner.cli.translate_summary import print_dry_run

        print_dry_run(request)
        return
    with stdout_errors(), bar("Translating", quiet=quiet) as progress:
        report = run_translation(request, progress)
    finish(report, fail_on, quiet=quiet)
