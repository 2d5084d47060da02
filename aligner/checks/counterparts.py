"""Which English quantity stands for which Chinese one, the rest of the pair considered.

Alone, ``agree`` lets a value inside a range pass for it, a square kilometre be a hundred hectares,
and 12319 be 12315, which is nearly as much. Here a range or a value that is another quantity of
the source does not count, the same unit is no conversion, and ranks and codes are exact.
"""

from aligner.checks.quantities import (
    agree,
    equal,
    is_misprint,
    source_quantities,
    surface,
    values,
    within,
)
from aligner.checks.units import source_unit, target_unit
from aligner.checks.wording import in_larger_unit
from aligner.text.late_regex import late_regex
from aligner.text.quantity import Quantity

_CALLED = late_regex("(?:热线|熱線|电话|電話|拨打|撥打|致电|致電)[：:为為是]?\\Z")
_NUMBERED = late_regex("号(?!召|称|角|码)|號(?!召|稱|角|碼)")
_LOOK_BACK = 4


def stands_for(src: str, source: Quantity, tgt: str, target: Quantity) -> bool:
    """Tell whether an English quantity of a pair can stand for a Chinese one."""
    if is_misprint(surface(tgt, target)):
        return False
    if in_larger_unit(src, source, tgt, target):
        return True
    if not agree(src, source, target):
        return False
    if _is_code(src, source):
        return bool(set(values(source)) & set(values(target)))
    if equal(source, target) or source.kind == "time" or target.kind == "time":
        return True
    if within(source, target):
        return not any(
            equal(other, target) for other in source_quantities(src) if other is not source
        )
    unit = source_unit(src, source)
    return not unit or unit != target_unit(tgt, target)


def _is_code(src: str, source: Quantity) -> bool:
    """Tell whether a number is the name of something, of which nothing is nearly as much."""
    if source.approximate or source.high is not None or source.scale != 1:
        return False
    if source.kind == "ordinal" or _NUMBERED.match(src, source.span.end):
        return True
    before = src[max(0, source.span.start - _LOOK_BACK) : source.span.start]
    return source.kind == "number" and _CALLED.search(before) is not None
