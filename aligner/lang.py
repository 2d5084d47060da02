"""Languages, scripts and language pairs."""

from dataclasses import dataclass
from typing import Literal, cast, get_args

Lang = Literal["zh", "en"]
Script = Literal["Hans", "Hant", "Latn"]


@dataclass(frozen=True, slots=True)
class LangPair:
    """A translation direction, written ``zh-en``."""

    src: Lang
    tgt: Lang

    @classmethod
    def parse(cls, text: str) -> "LangPair":
        """Read ``zh-en`` or ``en-zh``; ``ValueError`` on anything else."""
        src, _, tgt = text.partition("-")
        known = get_args(Lang)
        if src not in known or tgt not in known or src == tgt:
            raise ValueError(f"not a language pair: {text!r} (write zh-en or en-zh)")
        return cls(cast(Lang, src), cast(Lang, tgt))

    def __str__(self) -> str:
        """Return ``zh-en``."""
        return f"{self.src}-{self.tgt}"
