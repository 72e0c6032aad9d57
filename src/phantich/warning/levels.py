"""What thresholds need besides the levels themselves: margins, holds and the colours of risk."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

from phantich.catalog.model import Strict, Text
from phantich.errors import UsageError


class Hold(Strict):
    """When a level is over: under it by more than `margin` for `hold_hours`."""

    unit: str = ""
    margin: float = 0.0
    hold_hours: float = 25.0


class Risk(Strict):
    """One step of disaster risk, with its colour by law."""

    colour: Text
    colour_en: Text
    name: Text
    name_en: Text


class Risks(Strict):
    """The steps of disaster risk from the lowest, and the act that sets them."""

    reference: Text
    valid_from: dt.date
    steps: tuple[Risk, ...]


def hold_of(unit: str) -> Hold:
    """Margin and hold of readings in a unit; without margin where none is declared.

    Examples
    --------
    >>> hold_of("cm").margin, hold_of("m³/s").margin
    (10.0, 0.0)
    """
    holds = [Hold.model_validate(entry) for entry in _data()["holds"]]
    return next((hold for hold in holds if hold.unit == unit), Hold(unit=unit))


def risks() -> Risks:
    """The steps of disaster risk.

    Examples
    --------
    >>> risks().steps[2].colour_en, len(risks().steps)
    ('orange', 5)
    """
    return Risks.model_validate(_data()["risks"])


def risk(level: int) -> Risk:
    """The step of a risk level, from 1.

    Raises
    ------
    UsageError
        When the law knows no such level.
    """
    steps = risks().steps
    if not 1 <= level <= len(steps):
        raise UsageError(f"risk level {level}: the law knows 1 to {len(steps)}")
    return steps[level - 1]


@cache
def _data() -> dict[str, Any]:
    import yaml

    text = files("phantich.warning").joinpath("thresholds.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
