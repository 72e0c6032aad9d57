"""Readings of stations: a panel each, the line with its gaps against the levels of alarm."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from phantich.brief import figures, numbers, periods
from phantich.brief.charts import flagged, spans, style
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Days between readings from which a gap is left in the line: of hourly gauges the highest
#: reading of each day is there.
_GAP: Final = {"H": 2.1, "D": 2.1, "W": 15.0, "M": 62.0}
#: Yellow, orange and red of rising alarms, dark enough for their words.
_COLORS: Final = ("#8a6d00", "#a8560a", style.RED)
#: Share of the height that the name of a level takes.
_LINE: Final = 0.13
#: Share of the time before and after the middle tick at least.
_NEAR_MIDDLE: Final = 0.42


@dataclass(frozen=True, slots=True)
class Level:
    """A level that readings are compared with; `rank` 0 is the lowest of `count`."""

    fact: Fact
    rank: int
    count: int

    @property
    def value(self) -> float:
        """The level in the unit of the readings."""
        return self.fact.value

    @property
    def name(self) -> Text:
        """Its name: «báo động III»."""
        return figures.level_name(self.fact)


@dataclass(frozen=True, slots=True)
class Station:
    """Readings at one place, and the levels that hold there."""

    name: Text
    facts: tuple[Fact, ...]
    levels: tuple[Level, ...]

    @property
    def highest(self) -> Fact:
        """The highest reading of the newest month; of equal ones the newest."""
        month = periods.end(self.facts[-1].period)[:7]
        own = [f for f in self.facts if periods.end(f.period)[:7] == month]
        return max(reversed(own), key=lambda f: f.value)


def columns(count: int, *, narrow: bool) -> int:
    """Panels beside each other: one on a phone, else two."""
    return 1 if narrow or count == 1 else 2


def draw(target: Canvas, stations: list[Station]) -> None:
    """A panel for each station."""
    grid = target.grid(len(stations), columns(len(stations), narrow=target.narrow))
    for axes, station in zip(grid, stations, strict=True):
        _draw(target, axes, station)


def levels_shown(station: Station) -> list[Level]:
    """The lowest level always, since readings are told against it; others where they are near."""
    seen = [fact.value for fact in station.facts]
    high = max(seen)
    room = (high - min(seen)) or abs(high) or 1.0
    return [x for x in station.levels if x.rank == 0 or x.value <= high + 1.6 * room]


def _draw(target: Canvas, axes: Axes, station: Station) -> None:
    daily = _daily(station.facts)
    times, values = _with_gaps(daily)
    axes.plot(times, values, color=style.CITY, linewidth=1.3, gid="readings")
    shown = levels_shown(station)
    _limits(axes, [f.value for f in station.facts], [level.value for level in shown])
    _draw_levels(target, axes, shown)
    peak = station.highest
    at: list[Any] = [spans.day(peak.period)]
    axes.plot(at, [peak.value], "o", color=style.INK, markersize=3.4)
    for fact in daily:
        moment: Any = spans.day(fact.period)
        flagged.point(target, axes, moment, fact.value, fact)
    _heading(target, axes, station)
    _date_ticks(target, axes, station)
    _value_ticks(target, axes)
    axes.margins(x=0.01)


def _limits(axes: Axes, seen: list[float], levels: list[float]) -> None:
    """Zero is shown where readings come near it; lakes and temperatures never do."""
    low, top = min(seen), max([*seen, *levels])
    room = (top - low) or abs(top) or 1.0
    bottom = 0.0 if 0 <= low < 0.5 * top else low - 0.1 * room
    axes.set_ylim(bottom, top + 0.16 * (top - bottom or 1))


def _draw_levels(target: Canvas, axes: Axes, shown: list[Level]) -> None:
    """Levels as dashed lines, their names and numbers beside the panel, apart from each other."""
    low, high = axes.get_ylim()
    heights = style.spread_labels([x.value for x in shown], _LINE * (high - low))
    for level, height in zip(shown, heights, strict=True):
        color = _COLORS[min(level.rank, len(_COLORS) - 1)]
        dashes: Any = (0, (4 + 2 * level.rank, 2))
        axes.axhline(level.value, color=color, linewidth=1.1, linestyle=dashes, gid="level")
        axes.annotate(
            _level_words(target, level),
            (1.0, height),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=color,
            fontsize=7.5,
            annotation_clip=False,
        )


def _level_words(target: Canvas, level: Level) -> str:
    """«báo động III: 200», or the name alone where it says the number: «ngưỡng 4‰»."""
    name = level.name.plain(target.lang)
    value = numbers.amount(level.value, 1, target.lang)
    sign = level.fact.unit if len(level.fact.unit) == 1 else ""
    return name if f"{value}{sign}" in name else f"{name}: {value}{sign}"


def _heading(target: Canvas, axes: Axes, station: Station) -> None:
    """Name, newest reading and the highest of the month."""
    now, peak = station.facts[-1], station.highest
    last = numbers.amount(now.value, 1, target.lang)
    high = numbers.amount(peak.value, 1, target.lang)
    when = spans.tick(peak.period).plain(target.lang)
    told = target.say(f"mới nhất {last}; cao nhất tháng {high} ({when})",
                      f"newest {last}; month's highest {high} ({when})")  # fmt: skip
    name = station.name.plain(target.lang)
    axes.set_title(f"{name}\n{told}", loc="left", fontsize=8.2, linespacing=1.25, pad=3)


def _daily(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The highest reading of each day: the newest of all stands beside that of its day."""
    days: dict[str, Fact] = {}
    for fact in facts:
        day = periods.end(fact.period)
        if day not in days or fact.value > days[day].value:
            days[day] = fact
    return tuple(days.values())


def _with_gaps(facts: tuple[Fact, ...]) -> tuple[list[Any], list[float]]:
    """Times and values with a break wherever a reading is missing."""
    gap = _GAP.get(spans.letter(facts[-1].period), 0.0)
    times: list[Any] = []
    values: list[float] = []
    for fact in facts:
        moment = spans.day(fact.period)
        if gap and times and (moment - times[-1]).total_seconds() > gap * 86400:
            times.append(moment)
            values.append(float("nan"))
        times.append(moment)
        values.append(fact.value)
    return times, values


def _date_ticks(target: Canvas, axes: Axes, station: Station) -> None:
    """First and newest day, and one in the middle if there was a reading."""
    first, last = station.facts[0], station.facts[-1]
    start, end = spans.day(first.period), spans.day(last.period)
    middle = min(station.facts, key=lambda f: abs(spans.day(f.period) - start - (end - start) / 2))
    share = (spans.day(middle.period) - start) / ((end - start) or dt.timedelta(1))
    places = [first, middle, last] if _NEAR_MIDDLE < share < 1 - _NEAR_MIDDLE else [first, last]
    spots: list[Any] = [spans.day(f.period) for f in places]
    shown = [spans.tick(f.period).plain(target.lang) for f in places]
    axes.set_xticks(spots, shown, fontsize=7.5)
    labels = axes.get_xticklabels()
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")
    labels[-1].set_fontweight("bold")
    axes.grid(False, axis="x")


def _value_ticks(target: Canvas, axes: Axes) -> None:
    """Few ticks, with as many decimals as tell them apart."""
    from matplotlib.ticker import MaxNLocator

    low, high = axes.get_ylim()
    found = MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ticks = [float(tick) for tick in found if low <= tick <= high]
    step = float(found[1] - found[0])
    digits = max(0, -math.floor(math.log10(step)))
    if round(step * 10**digits, 6) % 1:
        digits += 1
    axes.set_yticks(ticks, [target.number(tick, digits) for tick in ticks], fontsize=7.5)
