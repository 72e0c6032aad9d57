"""Levels that gauges are read against: dated data with a legal reference, never constants."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from phantich.catalog.data import read_yaml
from phantich.catalog.model import Identifier, Strict, Text


class Level(Strict):
    """One step, such as alarm level III."""

    id: Identifier
    name: Text
    name_en: Text
    value: float


class Levels(Strict):
    """The levels of one gauge (`item`) or of all gauges of a component, from the lowest up."""

    item: str = ""
    component: str = ""
    unit: Text
    valid_from: dt.date
    valid_to: dt.date | None = None
    reference: Text
    steps: Annotated[tuple[Level, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_gauge_and_rising(self) -> Self:
        if bool(self.item) == bool(self.component):
            raise ValueError("levels belong to one item, or to one component")
        values = [step.value for step in self.steps]
        if values != sorted(set(values)):
            raise ValueError(f"the levels of {self.item or self.component} do not rise")
        return self


def levels_of(component: str, item: str, unit: str, on: dt.date) -> Levels | None:
    """The levels of a gauge on a day, in that unit; None where none are known.

    Examples
    --------
    >>> day = dt.date(2026, 10, 1)
    >>> found = levels_of("HP.D.1/water_level", "Trạm Phả Lại (sông Thái Bình)", "cm", day)
    >>> [level.value for level in found.steps]
    [400.0, 500.0, 600.0]
    """
    for levels in all_levels():
        ended = levels.valid_to is not None and on > levels.valid_to
        fits = levels.item == item or levels.component == component
        if fits and levels.unit == unit and levels.valid_from <= on and not ended:
            return levels
    return None


@cache
def all_levels() -> tuple[Levels, ...]:
    """The levels of every gauge and component."""
    return tuple(Levels.model_validate(entry) for entry in read_yaml("levels")["levels"])
