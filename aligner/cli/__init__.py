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
from aligner.cli.interrupts import end_children, end_of, heed_signals
from aligner.cli.messages import complain
from aligner.cli.stdout import forget_stdout, stdout_errors
from aligner.cli.streams import complete_streams
from aligner.errors import AlignerError, InputError, UsageError

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
        _refuse_empty(args)
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
        except typer.BadParameter as error:
            if not error.message.endswith(_NOT_READABLE):
                raise
            # Typer looks at some files itself; one that may not be read is bad data all the same.
            raise typer.Exit(_told(InputError(error.message.rstrip(".")))) from error
        except _EXPECTED as error:
            raise typer.Exit(_told(error)) from error


_NOT_READABLE = "is not readable."


def _refuse_empty(args: list[str]) -> None:
    """Raise ``UsageError`` for an argument without a character, as an unset variable gives.

    As a path it would be the folder one is in, and to many options as if they were not there.
    """
    for at, arg in enumerate(args):
        if arg == "--":
            return
        option = arg.removesuffix("=") if arg.startswith("--") else ""
        if not arg or (option and option != arg and "=" not in option):
            after = option or (args[at - 1] if at else "")
            place = f"{after}: " if after.startswith("-") else ""
            raise UsageError(f"{place}an empty argument names nothing (an unset variable?)")


_EXPECTED = (AlignerError, KeyboardInterrupt, BrokenPipeError)
"""What is no bug, whatever the command."""


def _told(error: BaseException) -> int:
    """Say on stderr what ended the command, if it is worth a word, and return the exit status."""
    end_children()
    if isinstance(error, BrokenPipeError):  # the reader went away (head, less): not an error
        forget_stdout()
        return 0
    if isinstance(error, KeyboardInterrupt):
        what, status = end_of(error)
    else:
        what, status = str(error), getattr(error, "exit_status", 70)
    complain(what)
    return status


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
    complete_streams()
    heed_signals()
    # Messages name files whatever their names are; data is text or an error.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr] # text streams
    try:
        with stdout_errors():  # for --help and --version, which no command runs for
            app()
    except _EXPECTED as error:
        sys.exit(_told(error))
    except Exception:  # noqa: BLE001 (a bug: show it whole)
        traceback.print_exc()
        sys.exit(70)
