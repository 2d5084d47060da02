"""``aligner align``: Chinese and English documents to aligned pairs, ladders and review pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli.numeric import finite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.alignment.align import Scorer
    from aligner.cli.align_pairing import Found

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def align(
    src: Annotated[
        str, typer.Argument(metavar="SRC", help="Chinese document (- for stdin) or folder.")
    ],
    tgt: Annotated[
        str, typer.Argument(metavar="TGT", help="English document (- for stdin) or folder.")
    ],
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Output; the suffix says the format: .tsv .jsonl .tmx .xlf .xlf2 .html .moses"
            " .ladder (and .gz). May be given several times. Default: TSV on stdout.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Format of standard output. [default: tsv]"),
    ] = None,
    folders: Annotated[
        bool,
        typer.Option("--dir", help="SRC and TGT are folders (found out by itself)."),
    ] = False,
    pairs: Annotated[
        Path | None,
        typer.Option(
            metavar="TSV",
            help="Which files of the folders belong together; else by file name, then by content.",
        ),
    ] = None,
    by_content: Annotated[
        bool,
        typer.Option(
            "--by-content/--no-by-content",
            help="Pair files of two folders whose names do not agree by what they say.",
        ),
    ] = True,
    presplit: Annotated[
        bool,
        typer.Option("--presplit", help="A line is a sentence; a blank line ends a paragraph."),
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0.0, max=1.0, callback=finite, help="Leave out pairs below this confidence."
        ),
    ] = 0.0,
    keep_nulls: Annotated[
        bool, typer.Option("--keep-nulls", help="Also write sentences without counterpart.")
    ] = False,
    max_bead: Annotated[
        int, typer.Option(min=2, max=8, help="Most sentences in one bead, both sides together.")
    ] = 8,
    anchors: Annotated[
        Path | None,
        typer.Option(
            metavar="TSV",
            help="Places that correspond for certain: sentence numbers or beginnings.",
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Lexical table and weights from train-aligner; else as shipped."
        ),
    ] = None,
    with_model: Annotated[
        bool, typer.Option("--with-model", help="Let a translation model judge doubtful beads.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(
            "-m", "--model", metavar="NAME|FOLDER", help="That model; implies --with-model."
        ),
    ] = None,
    reviewed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Beads that hold, as saved from the review page or any bitext."
        ),
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Word links of each pair: 0-0 1-2, source words, target words."
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR", help="Print precision, recall and F1 against these beads."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Processes at once.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run with -o stopped.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite existing outputs.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary on stderr.")] = False,
) -> None:
    """Align Chinese and English documents sentence by sentence.

    SRC and TGT are two documents, or two folders of them.

    The confidence of each pair is the probability that the bead is right. Nothing leaves this
    computer.
    """
    from aligner.alignment.outputs import Choice, output_files, plan_outputs
    from aligner.alignment.run import AlignSettings
    from aligner.atomic import check_no_input
    from aligner.cli.align_pairing import Sides, pair_up
    from aligner.cli.align_run import Request, run
    from aligner.cli.dash import not_stdout
    from aligner.errors import UsageError

    # With --gold and no -o the table is the output.
    wanted = tuple(output or (() if gold else ("-",)))
    if to is not None and "-" not in wanted:
        why = "a file has that of its suffix" if output else "with --gold that is a table: add -o -"
        raise UsageError(f"--to is the format of standard output; {why}")
    not_stdout("--words", words)
    named = [Path(side) for side in (src, tgt) if side != "-"]
    named += [file for file in (pairs, anchors, reviewed, gold) if file is not None]
    outputs = plan_outputs(
        # Going on, those of the run before may be there: the journal knows which are.
        wanted,
        to or "tsv",
        beside=words,
        inputs=named,
        force=force or resume,
    )
    found = pair_up(Sides(src, tgt, pairs, folders, presplit, by_content))
    check_no_input(output_files(outputs, words), _within(found, gold))
    settings = AlignSettings(
        presplit=presplit,
        max_bead=max_bead,
        anchors=anchors,
        reviewed=reviewed,
        tables=tables,
        model=_model_folder(model) if with_model or model else None,
        load_scorer=load_scorer,
    )
    request = Request(
        found=found,
        settings=settings,
        outputs=outputs,
        choice=Choice(min_confidence, keep_nulls),
        words=words,
        gold=gold,
        jobs=jobs,
        resume=resume,
        force=force,
        quiet=quiet,
    )
    run(request)


def _within(found: "Found", gold: Path | None) -> "Iterator[Path]":
    """Yield the files that are read though the command line names only their folder."""
    from aligner.cli.align_gold import gold_files

    for pair in found.pairing.pairs:
        yield from (path for path in (pair.src, pair.tgt) if path is not None)
    if gold is not None:
        yield from gold_files(gold, (pair.doc_id for pair in found.pairing.pairs))


def _model_folder(name: str | None) -> Path:
    from aligner.registry.store import resolve_model

    return resolve_model(name)


_scorers: dict[Path, "Scorer"] = {}


def load_scorer(folder: Path) -> "Scorer":
    """Return the translation model's judgement of pairs; a model is loaded once a process."""
    if folder not in _scorers:
        from aligner.translation.options import TranslateOptions
        from aligner.translation.translator import Translator

        _scorers[folder] = Translator.load(folder, TranslateOptions()).score_pairs
    return _scorers[folder]
