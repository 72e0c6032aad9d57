"""What the reference readings call measures and statuses, in our terms."""

from __future__ import annotations

from typing import Final

MEASURES: Final = {
    "month": "level",
    "quarter": "level",
    "year_estimate": "level",
    "ytd": "ytd",
    "mom": "mom",
    "yoy_month": "yoy",
    "yoy_ytd": "ytd_yoy",
    "yoy_year_estimate": "yoy",
}
STATUSES: Final = {"actual": "A", "cumulative": "A", "estimate": "E", "preliminary": "P"}
