"""What reading a file gives: the figures, and everything that a person should know about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

RemarkKind = Literal["unplaced", "correction", "doubt"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that is reported with its place.

    `unplaced`
        A figure that could not be placed with certainty; it is not among the observations.
    `correction`
        A publisher's slip that the reader put right; the figure is among the observations.
    `doubt`
        A figure taken as printed although it looks wrong.
    """

    kind: RemarkKind
    #: File, sheet and cell.
    where: str
    #: What stands there.
    found: str
    #: What was made of it, or why nothing was.
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Observations in the tidy schema, and the remarks of the reader."""

    observations: pd.DataFrame
    remarks: tuple[Remark, ...] = field(default=())
