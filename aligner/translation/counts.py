"""What a translator has done so far; for the summary at the end of a run."""

from collections import Counter
from dataclasses import dataclass, field, fields, replace


@dataclass
class RunCounts:
    """Counts of a run, or of a part of it."""

    segments: int = 0
    sentences: int = 0
    computed: int = 0
    characters: int = 0
    copied: int = 0
    ruled: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    staying: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)

    def take(self) -> "RunCounts":
        """Return what was counted, and begin anew."""
        taken = replace(self)
        for name in (own.name for own in fields(self)):
            value = getattr(self, name)
            if isinstance(value, Counter):
                setattr(taken, name, value.copy())
                value.clear()  # the same object: others count in it
            else:
                setattr(self, name, 0)
        return taken

    def add(self, part: "RunCounts") -> None:
        """Add the counts of a part."""
        for own in fields(self):
            value, more = getattr(self, own.name), getattr(part, own.name)
            if isinstance(value, Counter):
                value.update(more)
            else:
                setattr(self, own.name, value + more)
