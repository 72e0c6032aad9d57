"""How grave a finding is: significance AND a floor of what matters, as dated, sourced data."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Final

from phantich.catalog.model import Kind, Strict
from phantich.warning.flag import Flag, Severity

#: Limits of p and of Benjamini–Hochberg's q, fixed beforehand.
INFO_P: Final = 0.02
WATCH_P: Final = 0.01
WATCH_Q: Final = 0.20
WARNING_Q: Final = 0.10
SERIOUS_Q: Final = 0.01
#: A finding judged alone is taken as the smallest p of a batch of so many.
BATCH: Final = 100
#: From this step of a scale set by law on, reaching a level is serious.
SERIOUS_LEVEL: Final = 3


class Floor(Strict):
    """What an effect must reach to matter: `absolute` in units AND `relative` in per cent.

    `indicator` is a code or the beginning of codes, `kinds` are catalogue kinds; an empty one fits
    all. The first floor that fits a flag holds.
    """

    indicator: str = ""
    component: str = ""
    kinds: tuple[Kind, ...] = ()
    absolute: float = 0.0
    relative: float = 0.0
    why: str = ""


@cache
def floors() -> tuple[Floor, ...]:
    """The floors of ``materiality.yaml``, first fit first."""
    import yaml

    text = files("phantich.warning").joinpath("materiality.yaml").read_text(encoding="utf-8")
    return tuple(Floor.model_validate(entry) for entry in yaml.safe_load(text)["floors"])


def floor_of(indicator: str, component: str = "", kind: Kind | None = None) -> Floor:
    """The floor of a component; one that lets everything pass where none is declared.

    Examples
    --------
    >>> floor_of("HP.A.I.1", "cpi", "price_index").absolute
    0.1
    """
    for floor in floors():
        own = not floor.indicator or f"{indicator}.".startswith(f"{floor.indicator}.")
        named = not floor.component or floor.component == component
        if own and named and (not floor.kinds or kind in floor.kinds):
            return floor
    return Floor()


def of_whole_numbers(floor: Floor, expected: float) -> Floor:
    """The floor of figures that are whole numbers: what chance does to a count is none of it.

    The absolute floor is at least two standard deviations of a Poisson count, 2 √max(expected, 1).

    Examples
    --------
    >>> of_whole_numbers(Floor(relative=4.0), 4.0).absolute
    4.0
    """
    least = 2 * math.sqrt(max(expected, 1.0))
    return floor.model_copy(update={"absolute": max(floor.absolute, least)})


def is_material(effect: float, effect_pct: float, floor: Floor) -> bool:
    """Whether an effect matters. A part that is NaN (no figure expected) does not stand against it.

    Examples
    --------
    >>> is_material(5.0, 1.0, Floor(relative=2.0)), is_material(-5.0, -4.0, Floor(relative=2.0))
    (False, True)
    """
    enough = math.isnan(effect) or abs(effect) >= floor.absolute
    return enough and (math.isnan(effect_pct) or abs(effect_pct) >= floor.relative)


def severity_of(
    p_value: float, q_value: float = math.nan, *, material: bool = True, families: int = 1
) -> Severity | None:
    """Severity of a statistical finding; None where nothing is to be said.

    ``serious``: q < .01 and material, or two rule families find it (p < .01 each) and material.
    ``warning``: q < .10 and material. ``watch``: p < .01 or q < .20, and material. ``info``:
    p < .02, and nothing is said above that. Without a q it is what BH gives the smallest p of a
    batch of 100.

    Parameters
    ----------
    p_value, q_value
        Of the finding, and of its monthly batch.
    material
        Whether the effect reaches its floor (`is_material`).
    families
        How many unlike rule families find the same period unusual in the same direction.

    Examples
    --------
    >>> severity_of(0.001, 0.05), severity_of(0.001, 0.05, material=False), severity_of(0.5)
    ('warning', 'info', None)
    """
    if not p_value < INFO_P:
        return None
    q = BATCH * p_value if math.isnan(q_value) else q_value
    if not material:
        return "info"
    if q < SERIOUS_Q or (families > 1 and p_value < WATCH_P):
        return "serious"
    if q < WARNING_Q:
        return "warning"
    if p_value < WATCH_P or q < WATCH_Q:
        return "watch"
    return "info"


def of_level(step: int) -> Severity:
    """Severity of reaching a step of a scale set by law, from 1.

    Examples
    --------
    >>> of_level(1), of_level(3)
    ('warning', 'serious')
    """
    return "serious" if step >= SERIOUS_LEVEL else "warning"


def graded(flag: Flag, floor: Floor, families: int = 1) -> Flag | None:
    """The flag with the severity of its p, q and effect; None where nothing is to be said."""
    material = is_material(flag.effect, flag.effect_pct, floor)
    found = severity_of(flag.p_value, flag.q_value, material=material, families=families)
    return None if found is None else flag.with_(severity=found)
