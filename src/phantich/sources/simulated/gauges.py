"""Gauges: hourly and daily readings over short windows, in the shape that the unit calls for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from phantich.catalog.codelists import code_list
from phantich.sources.members import branches
from phantich.sources.simulated.blocks import Block
from phantich.sources.simulated.world import month_number, month_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.world import World

#: Days of hourly and of daily readings, up to the last day of the simulation.
_DAYS = {"H": 60, "D": 730}
#: Tidal constituents: period in hours, amplitude in cm on the lower Hậu and the Cấm.
_TIDE = {
    "cantho": ((12.4206, 62.0), (12.0, 24.0), (23.9345, 30.0), (25.8193, 22.0)),
    "haiphong": ((12.4206, 6.0), (12.0, 4.0), (23.9345, 68.0), (25.8193, 82.0)),
}
_MEAN_LEVEL = {"cantho": 60.0, "haiphong": 40.0}
#: The stations that a unit is read at, where a list holds several kinds.
_KINDS = {"cm": "hydrological", "mm/24h": "meteorological", "°C": "meteorological"}
_EPOCH = dt.datetime(2014, 11, 1)


def publish_gauge(world: World, indicator: Indicator, component: Component) -> Iterator[Block]:
    """Readings of a gauge at each of its places, hourly and daily as its frequencies say.

    The whole is the highest reading of its places.
    """
    shape = _SHAPES.get(component.unit, _level)
    places = _places(world, component)
    finest = "H" if "H" in indicator.frequencies and component.unit == "cm" else "D"
    for frequency in dict.fromkeys((finest, "D")):
        if frequency == "D" and "D" not in indicator.frequencies:
            continue
        hours = _hours(world, frequency)
        readings = [shape(world, hours, (indicator.code, component.id, p)) for p in places]
        rows = np.vstack([np.max(readings, axis=0), *readings]) if places else None
        values = (
            shape(world, hours, (indicator.code, component.id))[None, :] if rows is None else rows
        )
        times = [_EPOCH + dt.timedelta(hours=int(h)) for h in hours]
        text = "%Y-%m-%dT%H" if frequency == "H" else "%Y-%m-%d"
        names = [component.total, *places]
        if component.total in places:
            names, values = names[1:], values[1:]
        yield Block(
            indicator.code,
            component.id,
            names,
            [world.area] * len(names),
            [time.strftime(text) for time in times],
            frequency,
            "level",
            [component.unit] * len(names),
            np.round(values, 0 if component.unit in {"cm", "cấp", "km"} else 1),
            "A",
            [time.strftime("%Y-%m-%d") for time in times],
            [""] * len(times),
        )


def _places(world: World, component: Component) -> list[str]:
    names = []
    for list_id in component.breakdowns:
        for branch in branches(list_id, "", world.city):
            kind = code_list(list_id).member(branch.name).extra.get("kind")
            wanted = _KINDS.get(component.unit)
            if list_id == "reservoirs":
                wanted = "hydropower" if "thủy điện" in component.name else "irrigation"
            if wanted is None or kind in {None, wanted}:
                names.append(branch.name)
    return names


def _hours(world: World, frequency: str) -> NDArray[np.float64]:
    """Hours since the epoch of each reading in the window, the last day complete."""
    after = month_text(month_number(world.until) + 1)
    end = (dt.datetime.fromisoformat(f"{after}-01") - _EPOCH).total_seconds() / 3600
    step = 1 if frequency == "H" else 24
    return np.arange(end - 24 * _DAYS[frequency], end, step)


def _noise(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    """Standard normal numbers, a fresh stream for each month, so that later months add only."""
    months = np.array([(_EPOCH + dt.timedelta(hours=int(h))).strftime("%Y-%m") for h in hours])
    step = str(int(hours[1] - hours[0]))
    out = np.empty(len(hours))
    for month in np.unique(months):
        inside = months == month
        rng = world.rng(*key, step, month)
        offset = (dt.datetime.fromisoformat(f"{month}-01") - _EPOCH).total_seconds() / 3600
        drawn = rng.standard_normal(31 * 24)
        out[inside] = drawn[((hours[inside] - offset) / (hours[1] - hours[0])).astype(int)]
    return out


def _year_angle(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle of the day in the year, 0 at the beginning of November."""
    angle: NDArray[np.float64] = 2 * np.pi * hours / (365.2425 * 24)
    return angle


def _tide(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    """Sea tide on the river's level, which floods in autumn; daily readings are the day's top."""
    size = 0.75 + 0.25 * float(world.rng(*key, "size").random())
    phase = world.rng(*key, "phase").random(4) * 0.6
    step = hours[1] - hours[0]
    within = np.arange(24) if step > 1 else np.zeros(1)
    at = hours[:, None] + within
    wave = sum(
        a * size * np.cos(2 * np.pi * at / period + p)
        for (period, a), p in zip(_TIDE[world.city], phase, strict=True)
    )
    flood = 38 * np.cos(_year_angle(hours) - 0.15)
    level: NDArray[np.float64] = np.max(wave, axis=1) + _MEAN_LEVEL[world.city] + flood
    return level + 4 * _noise(world, hours, key)


def _salinity(
    world: World, hours: NDArray[np.float64], key: tuple[str, ...]
) -> NDArray[np.float64]:
    """Salt comes up the river from December to May, highest in March, with the spring tides."""
    dry = np.clip(np.cos(_year_angle(hours) - 2 * np.pi * 135 / 365), 0, None) ** 1.5
    fortnight = 1 + 0.3 * np.cos(2 * np.pi * hours / (14.765 * 24))
    size = 11 + 5 * float(world.rng(*key, "size").random())
    noise = np.exp(0.12 * _noise(world, hours, key))
    salt: NDArray[np.float64] = np.clip(size * dry * fortnight * noise, 0.1, 32)
    return salt


def _rain(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    """Rain on the days when the draw says so, heavy ones in the wet season."""
    wet = 0.5 - 0.5 * np.cos(_year_angle(hours) - 2 * np.pi * 105 / 365)
    drawn = _noise(world, hours, key)
    amount = np.exp(1.2 + 1.5 * (drawn - 1.1) + 1.4 * wet)
    return np.where(drawn > 1.1 - 1.3 * wet, amount, 0.0)


def _temperature(
    world: World, hours: NDArray[np.float64], key: tuple[str, ...]
) -> NDArray[np.float64]:
    mean, swing = (24.0, 6.5) if world.city == "haiphong" else (27.2, 1.6)
    wave = -swing * np.cos(_year_angle(hours) - 2 * np.pi * 75 / 365)
    return mean + wave + 1.4 * _noise(world, hours, key)


def _wind(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    drawn = np.abs(_noise(world, hours, key))
    force: NDArray[np.float64] = np.clip(2 + 1.2 * drawn + np.where(drawn > 2.9, 4, 0), 0, 15)
    return force


def _gale(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    """Radius of a storm's strong wind; no reading on days without a storm."""
    drawn = _noise(world, hours, key)
    season = np.cos(_year_angle(hours) + 2 * np.pi * 60 / 365)
    return np.where((drawn > 2.2) & (season > 0), 60 + 45 * drawn, np.nan)


def _level(world: World, hours: NDArray[np.float64], key: tuple[str, ...]) -> NDArray[np.float64]:
    """Water level of a reservoir: full in autumn, low in early summer."""
    top = 20 + 190 * float(world.rng(*key, "top").random())
    wave = 0.06 * np.cos(_year_angle(hours))
    return top * (0.92 + wave) + 0.12 * _noise(world, hours, key)


_SHAPES: dict[str, Callable[[World, NDArray[np.float64], tuple[str, ...]], NDArray[np.float64]]] = {
    "cm": _tide,
    "‰": _salinity,
    "mm/24h": _rain,
    "°C": _temperature,
    "cấp": _wind,
    "km": _gale,
}
