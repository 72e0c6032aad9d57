"""How each component is simulated: its level, its growth and the pattern that it follows."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phantich.catalog import Component, SetId

_NO_SEASON = (0.0,) * 12
#: Level where no line of ``profiles.csv`` gives one, by unit and then by kind.
_BY_UNIT = {"tỷ đồng": 800.0, "triệu USD": 60.0, "%": 75.0, "người": 12_000.0, "điểm": 85.0}
_BY_KIND = {"count": 12.0, "dossier": 6.0, "rating": 85.0, "progress": 60.0, "gauge": 100.0}
_PATTERN_BY_KIND = {
    "ratio": "share",
    "rating": "score",
    "count": "count",
    "stock": "stock",
    "progress": "share",
    "dossier": "count",
    "price_index": "price",
    "volume_index": "industry",
}
#: Factor by which the merger of July 2025 raised what is counted or summed, unless a line says.
_MERGER = {"haiphong": 1.75, "cantho": 2.8}
_COUNTED = frozenset({"flow", "stock", "count"})
#: Units in which whole numbers are printed; the others have one or two decimals.
_TWO_DECIMALS = ("%", "USD", "điểm", "triệu đồng", "‰", "/10.000", "phần trăm")
_ONE_DECIMAL = ("tỷ đồng", "nghìn", "triệu", "ha", "tấn", "mm", "°C", "km²", "m²")


@dataclass(frozen=True, slots=True)
class Profile:
    """Parameters of `phantich.sources.simulated.paths`, in per cent unless said otherwise.

    `level` is in the component's unit, a month's worth in the enlarged city in October 2026.
    `formula` names what the component is computed from, such as ``+exports -imports``.
    """

    level: float
    growth: float
    merger: float
    decimals: int
    formula: str = ""
    season: tuple[float, ...] = _NO_SEASON
    tet_before: float = 0.0
    tet_after: float = 0.0
    shock: float = 0.0
    swing: float = 4.0
    noise: float = 3.0
    bounds: tuple[float, float] = (0.0, 100.0)
    #: Variance of a count over its mean.
    dispersion: float = 1.0
    #: Median relative error of the first estimate.
    revision: float = 1.2
    #: How unlike each other the members of a breakdown are, standard deviation of the logarithm.
    spread: float = 0.9


def profile(city: SetId, indicator: str, component: Component) -> Profile:
    """The profile of a component: its line in ``profiles.csv`` on the pattern that it names.

    What the line leaves open is the pattern's; the pattern it does not name is that of the kind,
    the level that of the unit. The merger of July 2025 raises what is counted or added up.
    """
    line = _lines().get(f"{indicator}/{component.id}", {})
    pattern = line.get("pattern") or _PATTERN_BY_KIND.get(component.kind, "flow")
    level = line.get("level") or _BY_UNIT.get(component.unit, _BY_KIND.get(component.kind, 50.0))
    grew = component.kind in _COUNTED and not component.numerator and not _local(component)
    merger = _MERGER[city] if grew else 1.0
    given: dict[str, Any] = {
        "level": float(level),
        "growth": float(line.get("growth") or _patterns()[pattern].get("growth", 5.0)),
        "merger": float(line.get("merger") or merger),
        "decimals": decimals(component),
        "formula": line.get("formula", ""),
    }
    shape = {k: v for k, v in _patterns()[pattern].items() if k != "growth"}
    for name in ("season", "bounds"):
        if name in shape:
            shape[name] = tuple(map(float, shape[name]))
    return Profile(**given, **shape)


def decimals(component: Component) -> int:
    """Decimals in which a component is printed."""
    if component.kind in {"count", "dossier"}:
        return 0
    if component.kind == "volume_index":
        return 4
    if any(mark in component.unit for mark in _TWO_DECIMALS):
        return 2
    one = any(component.unit.startswith(mark) or component.unit == mark for mark in _ONE_DECIMAL)
    return 1 if one else 0


@cache
def shares(list_id: str, total: str = "") -> dict[str, float]:
    """Known shares of a list's members; empty where the members are drawn by chance."""
    given = _yaml("shares.yaml")
    found: dict[str, float] = given["lists"].get(list_id, {})
    return found


@cache
def partial_lists() -> frozenset[str]:
    """Lists of which only the main members are reported, so that parts stay below the whole."""
    return frozenset(_yaml("shares.yaml")["partial"])


def _local(component: Component) -> bool:
    """Whether the component is about today's communes, for which the past was computed anew."""
    return any(b.startswith("communes_") for b in component.breakdowns)


@cache
def _patterns() -> dict[str, dict[str, Any]]:
    return _yaml("patterns.yaml")


@cache
def _lines() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("profiles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row.pop("component"): row for row in rows}


@cache
def _yaml(name: str) -> dict[str, Any]:
    import yaml

    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
