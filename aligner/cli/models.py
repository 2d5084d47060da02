"""``aligner models``: what is installed, whether it is whole, and how to get another."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.cli.messages import complain
from aligner.cli.progress import bar
from aligner.errors import ModelError, RefusedError, UsageError
from aligner.lang import LangPair
from aligner.registry.convert import QUANTIZATIONS

if TYPE_CHECKING:
    from aligner.registry.card import ModelCard
    from aligner.registry.store import InstalledModel

app = typer.Typer(
    help="List, show, verify, import, convert, download and remove models.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Force = Annotated[
    bool, typer.Option("--force", "-f", help="Replace an installed model of the same name.")
]
Model = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME|FOLDER",
        help="A model; if none is given that of $ALIGNER_MODEL, else the shipped one.",
    ),
]
Name = Annotated[str | None, typer.Option("--name", help="What to call the model.")]
Licence = Annotated[
    str, typer.Option("--licence", help="Licence of the weights, such as CC-BY-4.0.")
]
Pair = Annotated[str, typer.Option("--pair", help="Translation direction.")]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List installed models, and those that can be pulled."""
    from aligner.registry.store import list_models, pullable_cards

    installed = list_models()
    names = {model.name for model in installed}
    others = [card for card in pullable_cards() if card.name not in names]
    if as_json:
        rows = [_model_json(model) for model in installed]
        _print_json(rows + [_card_json(card) | {"place": "pull"} for card in others])
        return
    rows_text = [_installed_row(model) for model in installed]
    rows_text += [_row(card, "to pull") for card in others]
    _print_table([("NAME", "PAIR", "SIZE", "LICENCE", "WHERE", "QUALITY"), *rows_text])
    for model in installed:
        if model.problem:
            complain(f"{model.name}: {model.problem}")


@app.command()
def show(model: Model = None, as_json: Json = False) -> None:
    """Show the card of a model: origin, licence, data, quality, files."""
    from aligner.cli.model_card import card_lines
    from aligner.registry.card import read_card
    from aligner.registry.store import pullable_cards, resolve_model

    pullable = {card.name: card for card in pullable_cards()}
    try:
        folder = resolve_model(model)
    except ModelError:
        if model not in pullable:
            raise
        card, where = pullable[model], f"not installed; 'aligner models pull {model}' downloads it"
    else:
        card, where = read_card(folder), str(folder)
    if as_json:
        _print_json(_card_json(card) | {"where": where})
    else:
        print("\n".join(card_lines(card, where)))


@app.command()
def verify(
    models: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|FOLDER",
            help="Models; if none is given that of $ALIGNER_MODEL, else the shipped one.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare the files of a model with sizes and SHA-256 of its card."""
    from aligner.registry.store import resolve_model, verify_model

    results = []
    for model in models or [None]:  # type: ignore[list-item] # None: the default model
        with bar("verifying") as progress:
            results.append(verify_model(resolve_model(model), progress))
    if as_json:
        _print_json([asdict(result) | {"ok": not result.problems} for result in results])
    else:
        for result in results:
            for file in result.files:
                print(f"{result.card.name}\t{file.path}\t{file.size}\t{file.state}")
    broken = [result.card.name for result in results if result.problems]
    for result in results:
        if len(broken) == 1:
            result.require()
    if broken:
        raise ModelError(f"damaged or changed models: {', '.join(broken)}; install them again")


@app.command()
def path(model: Model = None) -> None:
    """Print the folder of a model, for scripts."""
    from aligner.registry.store import resolve_model

    print(resolve_model(model).resolve())


@app.command("import")
def import_(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|ARCHIVE", help="A model folder, or a .zip or .tar.gz of one."
        ),
    ],
    name: Name = None,
    pair: Pair = "zh-en",
    licence: Licence = "unknown",
    force: Force = False,
) -> None:
    """Install a model from a folder or archive, checked by its card."""
    from aligner.registry.install import Label, import_model

    print(import_model(source, Label(name, _pair(pair), licence), force=force))


@app.command()
def convert(
    checkpoint: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="An OPUS-MT/Marian folder or a transformers folder."),
    ],
    name: Annotated[str, typer.Option("--name", help="What to call the model.")],
    pair: Pair = "zh-en",
    licence: Licence = "unknown",
    quantization: Annotated[
        str, typer.Option("--quantization", help=f"One of {', '.join(QUANTIZATIONS)}.")
    ] = "int8",
    allow_endless: Annotated[
        bool,
        typer.Option(
            "--allow-endless", help="Install even if the smoke sentence never ends (untrained)."
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Convert a checkpoint to a model, test it and install it."""
    from aligner.registry.convert import About
    from aligner.registry.install import convert_model

    if quantization not in QUANTIZATIONS:
        raise UsageError(f"--quantization {quantization}: not one of {', '.join(QUANTIZATIONS)}")
    about = About(name, _pair(pair), licence=licence)
    made = convert_model(
        checkpoint, about, quantization=quantization, allow_endless=allow_endless, force=force
    )
    print(f"{made.smoke.source} -> {made.smoke.output}", file=sys.stderr)
    print(made.folder)


@app.command()
def pull(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|CARD", help="A name of 'models list', or a card file (.toml)."
        ),
    ],
    accept_unpinned: Annotated[
        bool,
        typer.Option(
            "--accept-unpinned",
            help="Take files whose checksum the card does not know, and record it.",
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Download a model: the one command that opens the network."""
    from aligner.registry.install import PullOptions, pull_model, unpinned

    card = _pullable(name)
    print(
        f"{card.name}: licence {card.licence}{_commercial(card)}, from {card.source}",
        file=sys.stderr,
    )
    for item in unpinned(card):
        print(
            f"{card.name}: the card knows no checksum of {item.path}; {card.name} is pinned by "
            f"{card.pull.pinned_by if card.pull else ''} alone",
            file=sys.stderr,
        )
    with bar("pulling") as progress:
        pulled = pull_model(card, PullOptions(force, accept_unpinned), progress)
    for item in pulled.recorded:
        print(f"{item.path}: {item.size} bytes, recorded sha256 {item.sha256}", file=sys.stderr)
    print(pulled.folder)


@app.command()
def rm(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of an installed model.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a model of the user's folder; the shipped one stays."""
    from aligner.registry.store import find_removable, remove_model

    folder = find_removable(name)
    if not yes:
        if not sys.stdin.isatty():
            raise RefusedError(f"{folder}: not removed without --yes: there is nobody to ask")
        typer.confirm(f"Remove {folder}?", abort=True, err=True)
    print(remove_model(name))


def _pullable(name: str) -> "ModelCard":
    from aligner.registry.card import read_card_file
    from aligner.registry.store import pullable_cards

    if name.endswith(".toml"):
        return read_card_file(Path(name))
    cards = {card.name: card for card in pullable_cards()}
    if name not in cards:
        raise ModelError(f"no card of {name!r}; can be pulled: {', '.join(cards) or 'none'}")
    return cards[name]


def _pair(text: str) -> LangPair:
    try:
        return LangPair.parse(text)
    except ValueError as error:
        raise UsageError(f"--pair: {error}") from error


def _installed_row(model: "InstalledModel") -> tuple[str, ...]:
    if model.card is None:
        return (model.name, "?", "?", "?", model.place, "unusable: see below")
    return _row(model.card, model.place)


def _row(card: "ModelCard", where: str) -> tuple[str, ...]:
    from aligner.cli.model_card import human_size, shown

    scores = "; ".join(f"{q.metric} {shown(q.value)} on {q.set}" for q in card.quality[:2])
    size = human_size(card.size) if card.size else "?"
    return (card.name, str(card.pair), size, card.licence, where, scores or "not measured")


def _commercial(card: "ModelCard") -> str:
    return " (no commercial use)" if card.non_commercial else ""


def _model_json(model: "InstalledModel") -> dict[str, object]:
    card = _card_json(model.card) if model.card else {"name": model.name}
    return card | {
        "place": model.place,
        "folder": str(model.folder),
        "problem": model.problem or None,
    }


def _card_json(card: "ModelCard") -> dict[str, object]:
    values: dict[str, object] = asdict(card)
    identity = card.identity if card.files else None
    derived = {"size": card.size, "identity": identity, "non_commercial": card.non_commercial}
    return values | {"pair": str(card.pair)} | derived


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
