"""The indicator sets as data, their code lists, and the typed model that holds them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from phantich.catalog.model import Component, Group, Indicator, IndicatorSet
from phantich.errors import UsageError

__all__ = [
    "CITIES",
    "SETS",
    "Component",
    "Group",
    "Indicator",
    "IndicatorSet",
    "SetId",
    "find_component",
    "find_indicator",
    "indicator_set",
]

SetId = Literal["haiphong", "cantho", "vietnam"]
CITIES: tuple[SetId, ...] = ("haiphong", "cantho")
SETS: tuple[SetId, ...] = (*CITIES, "vietnam")
_PREFIXES: dict[str, SetId] = {"HP": "haiphong", "CT": "cantho", "VN": "vietnam"}


@cache
def indicator_set(set_id: SetId) -> IndicatorSet:
    """The set with that id, validated.

    Raises
    ------
    UsageError
        When there is no such set.

    Examples
    --------
    >>> len(indicator_set("haiphong").indicators), len(indicator_set("cantho").indicators)
    (109, 35)
    """
    import yaml

    if set_id not in SETS:
        raise UsageError(f"no indicator set {set_id!r}; there are {', '.join(SETS)}")
    text = files("phantich.catalog").joinpath(f"{set_id}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return IndicatorSet.model_validate(yaml.load(text, Loader=loader))


def find_indicator(code: str) -> Indicator:
    """The indicator with that code.

    Raises
    ------
    UsageError
        When no set has it.
    """
    set_id = _PREFIXES.get(code.partition(".")[0])
    if set_id is not None:
        for indicator in indicator_set(set_id).indicators:
            if indicator.code == code:
                return indicator
    raise UsageError(f"no indicator {code!r}; codes look like HP.A.II.1, CT.B.II.16 or VN.CPI")


def find_component(code: str) -> tuple[Indicator, Component]:
    """The indicator and component of a code such as ``HP.A.X.4/deaths``.

    Without a ``/name`` the first component is meant.

    Raises
    ------
    UsageError
        When no set has the indicator, or the indicator no such component.

    Examples
    --------
    >>> find_component("HP.A.X.4/deaths")[1].kind
    'count'
    """
    indicator_code, _, component_id = code.partition("/")
    indicator = find_indicator(indicator_code)
    if not component_id:
        return indicator, indicator.components[0]
    try:
        return indicator, indicator.component(component_id)
    except KeyError as error:
        ids = ", ".join(component.id for component in indicator.components)
        raise UsageError(f"{indicator_code} has no component {component_id!r}: {ids}") from error
