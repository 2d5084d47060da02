"""The words a user chooses a form of output by."""

from typing import Literal

Bilingual = Literal["none", "interleave", "columns"]
Order = Literal["src-first", "tgt-first"]
BoilerplateChoice = Literal["keep", "mark", "drop"]
