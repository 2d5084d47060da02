"""How a translated document is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from aligner.checks.finding import Finding
from aligner.errors import UsageError
from aligner.lang import Lang
from aligner.translation.render.choices import Bilingual, BoilerplateChoice, Order

FORMATS = ("txt", "md", "html")


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """``format`` ``None`` keeps that of the source; ``columns`` is always an HTML page.

    ``findings`` has an entry for each sentence, or is empty; they are shown in columns only.
    ``run`` is the signature of what made the translation.
    """

    format: str | None = None
    bilingual: str = "none"
    run: str = ""
    order: str = "src-first"
    boilerplate: str = "keep"
    findings: Sequence[Sequence[Finding]] = ()
    lang: Lang = "en"

    def check(self) -> None:
        """Raise ``UsageError`` for a value that is not known."""
        known = (
            ("format", self.format, (None, *FORMATS)),
            ("bilingual", self.bilingual, get_args(Bilingual)),
            ("order", self.order, get_args(Order)),
            ("boilerplate", self.boilerplate, get_args(BoilerplateChoice)),
        )
        for name, value, values in known:
            if value not in values:
                allowed = ", ".join(str(each) for each in values if each)
                raise UsageError(f"unknown {name} {value!r}; use one of {allowed}")
