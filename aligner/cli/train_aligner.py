"""``aligner train-aligner``: the lexical table and the bead weights of ``aligner align``, anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli.messages import inform
from aligner.cli.numeric import finite

if TYPE_CHECKING:
    from aligner.alignment.lexicon import Lexicon
    from aligner.alignment.training.fit import TrainOptions
    from aligner.alignment.training.mixture import Mixture
    from aligner.alignment.training.synthetic import GoldDocument

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Output = Annotated[
    Path,
    typer.Option("-o", "--output", metavar="FOLDER", help="Folder for 'align --tables FOLDER'."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress, no summary on stderr.")]

_MADE = 5
"""Documents made of ``--pairs`` unless ``--made`` says otherwise."""


@app.callback()
def train_aligner() -> None:
    """Train what 'aligner align' weighs: a lexical table from bitext, weights from gold beads."""


@app.command()
def lexicon(
    bitext: Annotated[
        list[Path],
        typer.Argument(metavar="BITEXT", help="Chinese-English sentence pairs, any format."),
    ],
    output: Output,
    words: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Chinese words to know, one a line; else found in the text."
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of IBM model 1.")] = 4,
    least: Annotated[int, typer.Option(min=1, help="Pairs a word must be in.")] = 3,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Train the table of translations, zh-en.npz. A million pairs need 8 GB and 20 minutes."""
    from aligner.alignment.lexicon import LEXICON, save_lexicon
    from aligner.alignment.training.ibm import IbmOptions, train_lexicon
    from aligner.atomic import check_writable
    from aligner.cli.progress import bar
    from aligner.errors import InputError
    from aligner.formats.base import read_bitext
    from aligner.formats.streams import read_lines

    path = output / LEXICON
    check_writable(path, force=force)
    known = frozenset(line for _, line in read_lines(words)) if words else None
    pairs = [(pair.src, pair.tgt) for file in bitext for pair in read_bitext(file)]
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs:
        raise InputError(f"{bitext[0]}: no pairs with both sides to train on")
    with bar("Training", quiet=quiet) as progress:
        found = train_lexicon(pairs, known, IbmOptions(rounds=rounds, least=least), progress)
    save_lexicon(path, found)
    if not quiet:
        inform(
            f"{path}: {len(found.zh)} Chinese and {len(found.en)} English units from "
            f"{len(pairs)} pairs"
        )


@app.command()
def weights(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD", help="Folders with zh, en and gold: sentences, [0]:[1,2] lines."
        ),
    ],
    output: Output,
    pairs: Annotated[
        Path | None,
        typer.Option(metavar="BITEXT", help="Sentence pairs to make further documents of."),
    ] = None,
    made: Annotated[
        int | None,
        typer.Option(min=0, help="How many such documents of 200 pairs. [default: 5]"),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where the lexical table is; default: as shipped."),
    ] = None,
    plain: Annotated[
        str | None,
        typer.Option(
            metavar="SRC,TGT",
            help="Train the set without lexical table, on text folders of these names.",
        ),
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Go on from the weights there, not from nothing."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of L-BFGS for each set.")] = 60,
    strength: Annotated[
        float, typer.Option(min=0.0, callback=finite, help="Of the L2 penalty.")
    ] = 2.0,
    hold_out: Annotated[
        bool,
        typer.Option(
            "--hold-out", help="First train without each document in turn and measure on it."
        ),
    ] = False,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Train the weights of the bead model, beads.json.

    Sets of weights that are not trained stay as they ship.
    """
    from aligner.alignment.lexicon import LEXICON, load_lexicon, shipped_lexicon
    from aligner.alignment.training.fit import Trained, TrainOptions, train_weights
    from aligner.alignment.training.mixture import Mixture
    from aligner.alignment.weights import WEIGHTS, load_sets, save_weights, shipped_weights
    from aligner.atomic import check_writable
    from aligner.cli.progress import bar

    _check_together(pairs, made, tables, plain)
    path = output / WEIGHTS
    check_writable(path, force=force)
    lexicon = _in_folder(tables, LEXICON) or shipped_lexicon()
    begin = _in_folder(start, WEIGHTS)
    names = _two(plain) if plain else ("zh", "en")
    further = _MADE if made is None else made
    mixture = Mixture(_documents(gold, names), _pairs(pairs), further)
    table = None if plain else load_lexicon(lexicon)
    before = Trained.load(begin, "plain" if plain else "lexicon") if begin else None
    options = TrainOptions(rounds, strength, ("en", "en") if plain else ("zh", "en"), before)
    if hold_out:
        _hold_out(mixture, table, options)
    with bar("Training", quiet=quiet) as progress:
        trained = train_weights(mixture.all(), table, options, progress)
    sets = {**load_sets(shipped_weights()), **trained.sets}
    note = (
        f"{trained.mode}: {len(mixture.gold)} gold documents, {further if pairs else 0} made ones"
    )
    save_weights(path, sets, note)
    if not quiet:
        inform(f"{path}: weights from {note.partition(': ')[2]}")


def _check_together(
    pairs: Path | None, made: int | None, tables: Path | None, plain: str | None
) -> None:
    """Raise ``UsageError`` for an option that another one, or the lack of it, makes void."""
    from aligner.errors import UsageError

    if made is not None and pairs is None:
        raise UsageError("--made counts documents made of --pairs; give them, or leave it out")
    if tables is not None and plain is not None:
        raise UsageError("--plain trains without the lexical table that --tables names")


def _in_folder(folder: Path | None, name: str) -> Path | None:
    """Return the file of that name in a folder that was given; the shipped one is no substitute."""
    from aligner.errors import InputError
    from aligner.paths import exists

    if folder is None:
        return None
    if not exists(folder / name):
        raise InputError(f"{folder}: holds no {name}; name a folder of train-aligner")
    return folder / name


def _hold_out(mixture: "Mixture", table: "Lexicon | None", options: "TrainOptions") -> None:
    """Print how the weights do on each document when they are trained without it."""
    from aligner.alignment.gold import evaluate
    from aligner.alignment.training.fit import train_weights

    total = None
    for name, document in mixture.gold.items():
        trained = train_weights(mixture.without(name), table, options)
        found = evaluate(trained.align(document, table), document.beads)
        total = found if total is None else total + found
        print(f"{name}\t{found.strict.f1:.4f}", flush=True)
    if total is not None:
        print(f"all\t{total.strict.f1:.4f}")


def _two(names: str) -> tuple[str, str]:
    from aligner.errors import UsageError

    first, comma, second = names.partition(",")
    if not (first and comma and second):
        raise UsageError(f"--plain {names}: two names with a comma expected, as de,fr")
    return first, second


def _documents(folders: list[Path], names: tuple[str, str]) -> "dict[str, GoldDocument]":
    from aligner.alignment.training.goldset import read_gold_set

    return {
        f"{folder}/{name}": document
        for folder in folders
        for name, document in read_gold_set(folder, names).items()
    }


def _pairs(file: Path | None) -> list[tuple[str, str]]:
    from aligner.formats.base import read_bitext

    return [(pair.src, pair.tgt) for pair in read_bitext(file)] if file else []
