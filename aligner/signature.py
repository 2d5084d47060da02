"""The run passport: what produced a number or a file, in one line that can be compared.

Written like sacrebleu's signatures, ``key:value`` joined by ``|``, in the order given, for example
``aligner:0.1.0|m:zh-en@1f3a90c2|ct2:4.8.5|q:int8|b:4|split:1``.
"""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from aligner import __version__


@dataclass(frozen=True, slots=True)
class Signature:
    """Ordered ``key, value`` fields; neither may hold ``|``, and a key no ``:``."""

    fields: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return the one-line form."""
        return "|".join(f"{key}:{value}" for key, value in self.fields)

    @classmethod
    def parse(cls, text: str) -> "Signature":
        """Read what ``str`` wrote."""
        pairs = (field.partition(":") for field in text.split("|"))
        return cls(tuple((key, value) for key, _, value in pairs))


def run_signature(*packages: str, **fields: object) -> Signature:
    """Return our version, then the installed version of each package, then ``fields``."""
    versions = tuple((name, version(name)) for name in packages)
    rest = tuple((key, str(value)) for key, value in fields.items())
    return Signature((("aligner", __version__), *versions, *rest))


def file_digest(path: Path) -> str:
    """Return 32 hexadecimal digits that stand for the bytes of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:32]
