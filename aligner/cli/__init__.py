"""The command line: parse, call the library, print. The only code that prints or exits.

Each command is a module of this package that holds a Typer app named ``app`` and nothing heavy at
module level. A module is imported only when its command is called, so ``--help`` stays fast.
"""

import importlib
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from aligner import __version__
from aligner.cli.stdout import forget_stdout, stdout_errors
from aligner.errors import AlignerError

COMMANDS = {
    "translate": "Translate Chinese articles, folders or lines to English.",
    "align": "Align Chinese and English documents sentence by sentence.",
    "corpus": "Build, filter, deduplicate, split and describe parallel corpora.",
    "score": "Score translations against references, with significance tests.",
    "evaluate": "Translate a test set with several models and compare them.",
    "compare": "Compare two evaluation runs or translations segment by segment.",
    "checks": "Look for errors in translated segments: numbers, names, quotes, loops.",
    "split": "Split Chinese or English text into sentences, one a line.",
    "convert": "Convert a bitext between TSV, JSONL, TMX, XLIFF, Moses and others.",
    "models": "List, show, verify, import, convert, download and remove models.",
    "train-aligner": "Train the lexical table and the weights that align uses.",
    "train": "Train or fine-tune a translation model (extra: train).",
}
"""Command name to its line of help; the module of that name, _ for -, holds the command."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when called, and whose errors are one line."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 (Typer's own Click)
        """Return the names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return a light stand-in that only knows its line of help."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name], rich_markup_mode=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the real command that ``args`` calls."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if stand_in is None or name is None:
            return name, stand_in, rest
        module = importlib.import_module(f"aligner.cli.{name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = name
        return name, command, rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; give our own errors one line on stderr and their exit status."""
        try:
            with stdout_errors():
                return super().invoke(ctx)
        except AlignerError as error:
            print(f"aligner: {error}", file=sys.stderr)
            raise typer.Exit(error.exit_status) from error
        except KeyboardInterrupt as error:
            print("aligner: interrupted", file=sys.stderr)
            raise typer.Exit(130) from error
        except BrokenPipeError as error:
            # The reader went away (head, less): not an error.
            forget_stdout()
            raise typer.Exit(0) from error


app = typer.Typer(
    cls=LazyGroup,
    help="Translate, align and score Chinese-English news. Works offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(value: bool) -> None:
    if value:
        print(f"aligner {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """Run the command line; a bug ends as a traceback and status 70."""
    # Messages name files whatever their names are; data is text or an error.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr] # text streams
    try:
        app()
    except Exception:  # noqa: BLE001 (a bug: show it whole)
        traceback.print_exc()
        sys.exit(70)
