"""What a figure may be: bounds that catch slips of unit and sign without forbidding real values."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from phantich.observations import INDEX_MEASURES

if TYPE_CHECKING:
    from phantich.catalog import Component

#: Words in a component's name that tell that it may be below zero.
_SIGNED = re.compile(
    r"cán cân|chênh lệch|tốc độ|tăng|giảm|mực nước|nhiệt độ|cân đối|độ cao", re.IGNORECASE
)
#: Words for a part of a whole, which cannot exceed it.
_PART = re.compile(r"^(tỷ lệ|tỉ lệ|tỷ trọng|cơ cấu|mức độ)", re.IGNORECASE)
#: An index on a base of 100 that leaves these is a change typed without its base, or a slip.
_INDEX = (20.0, 1000.0)


def bounds(component: Component, measure: str) -> tuple[float, float]:
    """Lowest and highest plausible value of a component's measure.

    Index measures and indices lie between 20 and 1,000 (the base is 100), parts of a whole between
    0 and 100 %, other percentages between −1,000 and 1,000 %; amounts and counts are not negative
    unless the name says that they can be.
    """
    if measure.partition(":")[0] in INDEX_MEASURES:
        return _INDEX
    signed = bool(_SIGNED.search(component.name)) and not _PART.search(component.name)
    low = -math.inf if signed else 0.0
    if component.unit == "%":
        highest = 100.0 if _PART.search(component.name) and not signed else 1000.0
        return max(low, -1000.0), highest
    return low, math.inf


def whole_numbers(component: Component) -> bool:
    """Whether the component counts things one by one."""
    return component.kind in {"count", "dossier"}
