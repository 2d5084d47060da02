"""aligner score: sacrebleu's command line with guards, more tests, groups and a page."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from aligner.errors import UsageError

if TYPE_CHECKING:
    from aligner.cli.score_run import Wanted

_LISTS = {"-m", "--metrics", "-i", "--input", "--by", "--plugin", "--min"}
_SMOOTHING = {"exp", "floor", "add-k", "none"}


class ScoreCommand(TyperCommand):
    """Takes several values behind one option, as sacrebleu does: ``-i a.en b.en``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer's Click)
        """Repeat the option before each of its values, then parse as usual."""
        full = spread(args)
        valued = {name for p in self.params if not getattr(p, "is_flag", True) for name in p.opts}
        first, *later = _loose(full, valued)
        if first and later:
            raise UsageError(
                f"references in two places: {' '.join(first)} and {' '.join(later[0])}; "
                "give them together, and all hypotheses behind one -i"
            )
        return super().parse_args(ctx, full)


def spread(args: list[str]) -> list[str]:
    """Return ``-i a b`` as ``-i a -i b``; an option that takes a list ends at the next option."""
    result: list[str] = []
    option = ""
    for position, arg in enumerate(args):
        if arg == "--":
            return [*result, *args[position:]]
        if arg.startswith("-") and arg != "-":
            name = arg.partition("=")[0]
            option = name if name in _LISTS else ""
            result.append(arg)
        elif option and result[-1] != option:
            result += [option, arg]
        else:
            result.append(arg)
    return result


def _loose(args: list[str], valued: set[str]) -> list[list[str]]:
    """Return the arguments that belong to no option, in runs as they stand together.

    Options stand between the runs. Those after ``--`` are taken as meant: they are left out.
    """
    runs: list[list[str]] = [[]]
    takes = False
    for arg in args:
        if arg == "--":
            break
        option = arg.startswith("-") and arg != "-" and not takes
        if option and runs[-1]:
            runs.append([])
        elif not option and not takes:
            runs[-1].append(arg)
        takes = option and arg in valued
    return [run for run in runs if run] or [[]]


app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

BLEU, CHRF, TER = "BLEU", "chrF", "TER"
TESTS, REPORT, OURS = "Significance", "Reporting", "Beyond sacrebleu"


def _option(*names: str, text: str, panel: str | None = None) -> Any:  # noqa: ANN401
    return typer.Option(*names, help=text, rich_help_panel=panel)


@app.command(cls=ScoreCommand)
def score(
    refs: Annotated[list[Path], typer.Argument(metavar="REF", help="References, one file each.")],
    hyps: Annotated[
        list[str] | None,
        _option("--input", "-i", text="Hypotheses, a file a system; else stdin, tabs between."),
    ] = None,
    metrics: Annotated[
        list[str] | None,
        _option("--metrics", "-m", text="bleu chrf ter (all; with -b or -sl: bleu)."),
    ] = None,
    num_refs: Annotated[
        int, _option("--num-refs", "-nr", text="Tab-separated references in the one file.")
    ] = 1,
    encoding: Annotated[str, _option("--encoding", "-e", text="Encoding of the files.")] = "utf-8",
    sentence_level: Annotated[
        bool, _option("--sentence-level", "-sl", text="A score for each segment.")
    ] = False,
    lowercase: Annotated[
        bool, _option("--lowercase", "-lc", text="Case-insensitive BLEU.", panel=BLEU)
    ] = False,
    tokenize: Annotated[
        str | None,
        _option(
            "--tokenize", "-tok", text="Tokenizer of BLEU: zh, intl, char...; else 13a.", panel=BLEU
        ),
    ] = None,
    smooth_method: Annotated[
        str,
        _option(
            "--smooth-method", "-sm", text="BLEU without matches: exp floor add-k none.", panel=BLEU
        ),
    ] = "exp",
    smooth_value: Annotated[
        float | None,
        _option(
            "--smooth-value", "-sv", text="For floor (else 0.1) and add-k (else 1).", panel=BLEU
        ),
    ] = None,
    force: Annotated[
        bool, _option("--force", text="Overwrite --html; no word on tokenised text.", panel=BLEU)
    ] = False,
    chrf_char_order: Annotated[
        int,
        _option("--chrf-char-order", "-cc", text="chrF: longest run of characters.", panel=CHRF),
    ] = 6,
    chrf_word_order: Annotated[
        int,
        _option(
            "--chrf-word-order", "-cw", text="chrF: longest run of words; 2: chrF++.", panel=CHRF
        ),
    ] = 0,
    chrf_beta: Annotated[
        int, _option("--chrf-beta", text="chrF: weight of recall.", panel=CHRF)
    ] = 2,
    chrf_whitespace: Annotated[
        bool, _option("--chrf-whitespace", text="chrF: count white space, too.", panel=CHRF)
    ] = False,
    chrf_lowercase: Annotated[
        bool, _option("--chrf-lowercase", text="Case-insensitive chrF.", panel=CHRF)
    ] = False,
    chrf_eps_smoothing: Annotated[
        bool, _option("--chrf-eps-smoothing", text="chrF: smooth as chrF++.py does.", panel=CHRF)
    ] = False,
    ter_case_sensitive: Annotated[
        bool, _option("--ter-case-sensitive", text="Case-sensitive TER.", panel=TER)
    ] = False,
    ter_asian_support: Annotated[
        bool,
        _option("--ter-asian-support", text="TER: the next two act on Chinese, too.", panel=TER),
    ] = False,
    ter_no_punct: Annotated[
        bool, _option("--ter-no-punct", text="TER: leave punctuation out.", panel=TER)
    ] = False,
    ter_normalized: Annotated[
        bool, _option("--ter-normalized", text="TER: cut marks off words.", panel=TER)
    ] = False,
    confidence: Annotated[
        bool, _option("--confidence", "-ci", text="95 % interval of one system.", panel=TESTS)
    ] = False,
    confidence_n: Annotated[
        int, _option("--confidence-n", "-cin", text="Resamples of -ci.", panel=TESTS)
    ] = 1000,
    paired_ar: Annotated[
        bool, _option("--paired-ar", "-par", text="Approximate randomisation.", panel=TESTS)
    ] = False,
    paired_bs: Annotated[
        bool, _option("--paired-bs", "-pbs", text="Paired bootstrap.", panel=TESTS)
    ] = False,
    paired_ar_n: Annotated[
        int, _option("--paired-ar-n", "-parn", text="Trials of -par.", panel=TESTS)
    ] = 10000,
    paired_bs_n: Annotated[
        int, _option("--paired-bs-n", "-pbsn", text="Resamples of -pbs.", panel=TESTS)
    ] = 1000,
    quiet: Annotated[bool, _option("--quiet", "-q", text="No notices.", panel=REPORT)] = False,
    short: Annotated[
        bool, _option("--short", "-sh", text="Short signatures.", panel=REPORT)
    ] = False,
    score_only: Annotated[
        bool, _option("--score-only", "-b", text="Numbers only.", panel=REPORT)
    ] = False,
    width: Annotated[
        int, _option("--width", "-w", text="Decimals of the scores.", panel=REPORT)
    ] = 1,
    no_color: Annotated[
        bool, _option("--no-color", "-nc", text="No colours.", panel=REPORT)
    ] = False,
    format: Annotated[
        str, _option("--format", "-f", text="json text latex md tsv html.", panel=REPORT)
    ] = "json",
    names: Annotated[
        str | None, _option("--names", text="Names of the systems, with commas.", panel=OURS)
    ] = None,
    src: Annotated[
        Path | None, _option("--src", "-s", text="Source, a segment a line.", panel=OURS)
    ] = None,
    docids: Annotated[
        Path | None, _option("--docids", text="A document name a line.", panel=OURS)
    ] = None,
    domains: Annotated[
        Path | None, _option("--domains", text="A domain a line.", panel=OURS)
    ] = None,
    by: Annotated[
        list[str] | None,
        _option("--by", text="Groups: length docid domain phenomenon.", panel=OURS),
    ] = None,
    plugin: Annotated[
        list[str] | None,
        _option("--plugin", text="[NAME=]CMD reads src, hyp, ref; writes a number.", panel=OURS),
    ] = None,
    html: Annotated[
        Path | None, _option("--html", text="Write a page with all segments.", panel=OURS)
    ] = None,
    minimum: Annotated[
        list[str] | None,
        _option("--min", text="METRIC=X: exit 1 if a system is worse.", panel=OURS),
    ] = None,
) -> None:
    """Score translations against references: BLEU, chrF and TER with sacrebleu's numbers."""
    from aligner.cli.score_run import run

    run(_wanted(dict(locals())))


def _wanted(given: dict[str, Any]) -> "Wanted":
    """Group the options as the library groups them."""
    from aligner.cli.score_run import Wanted
    from aligner.scoring.metrics import BleuOptions, ChrfOptions, MetricOptions, TerOptions

    g = given
    options = MetricOptions(
        BleuOptions(
            g["lowercase"],
            g["tokenize"],
            g["smooth_method"],
            g["smooth_value"],
            effective_order=g["sentence_level"],
        ),
        ChrfOptions(
            g["chrf_char_order"],
            g["chrf_word_order"],
            g["chrf_beta"],
            g["chrf_lowercase"],
            g["chrf_whitespace"],
            g["chrf_eps_smoothing"],
        ),
        TerOptions(
            g["ter_normalized"],
            g["ter_no_punct"],
            g["ter_asian_support"],
            g["ter_case_sensitive"],
        ),
    )
    narrow = g["score_only"] or g["sentence_level"]
    return Wanted(
        refs=tuple(g["refs"]),
        hyps=None if g["hyps"] is None else tuple(g["hyps"]),
        metrics=tuple(g["metrics"] or (("bleu",) if narrow else ("bleu", "chrf", "ter"))),
        options=options,
        num_refs=g["num_refs"],
        encoding=g["encoding"],
        sentence_level=g["sentence_level"],
        confidence=g["confidence_n"] if g["confidence"] else None,
        paired=("ar" if g["paired_ar"] else "bs" if g["paired_bs"] else None),
        both_tests=g["paired_ar"] and g["paired_bs"],
        samples=g["paired_ar_n"] if g["paired_ar"] else g["paired_bs_n"],
        quiet=g["quiet"],
        force=g["force"],
        short=g["short"],
        score_only=g["score_only"],
        width=g["width"],
        color=sys.stdout.isatty() and not g["no_color"] and not os.environ.get("NO_COLOR"),
        format=_format(g["format"]),
        names=g["names"],
        src=g["src"],
        docids=g["docids"],
        domains=g["domains"],
        by=tuple(g["by"] or ()),
        plugins=tuple(g["plugin"] or ()),
        html=g["html"],
        minimum=tuple(g["minimum"] or ()),
        smoothing_for_src=str(g["src"]) in _SMOOTHING,
    )


def _format(given: str) -> str:
    """Let SACREBLEU_FORMAT win, as it does with sacrebleu."""
    override = os.environ.get("SACREBLEU_FORMAT", "").lower()
    return override if override in ("json", "text", "latex") else given
