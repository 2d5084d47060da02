"""Messages on standard error: each is one line, whatever the names of files in it are."""

import re
import sys

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What breaks a line, or tells a terminal to do something."""


def complain(message: object) -> None:
    """Print a line that begins with our name: an error or a notice."""
    print(f"aligner: {one_line(str(message))}", file=sys.stderr)


def inform(message: str) -> None:
    """Print a line about what was done."""
    print(one_line(message), file=sys.stderr)


def one_line(message: str) -> str:
    r"""Return the message with control characters, which a file name may hold, as ``\n``."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), message)
