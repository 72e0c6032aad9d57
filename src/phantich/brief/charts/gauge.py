"""Charts of gauges: readings over time against alarm levels, with their gaps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from phantich.brief import figures, numbers, periods
from phantich.brief.charts import spans, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text
from phantich.catalog.codelists import code_list

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Days between readings from which a gap is left in the line: of hourly gauges the highest
#: reading of each day is there.
_GAP: Final = {"H": 2.1, "D": 2.1, "W": 15.0, "M": 62.0}
#: Stations that one figure shows.
MOST: Final = 6


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
        """The highest reading of those drawn; of equal ones the newest."""
        return max(reversed(self.facts), key=lambda f: f.value)


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each component a panel for each station."""
    made = (_chart(subject, reading) for subject in subjects)
    return [chart for chart in made if chart is not None]


def _chart(subject: Subject, reading: Reading) -> Chart | None:
    stations = _stations(subject, reading)
    if not stations:
        return None
    top = max(stations, key=_urgency)
    since = min((s.facts[0].period for s in stations), key=spans.key)
    subtitle = text(
        "{u}, {a} – {b}; nét đứt: ngưỡng cảnh báo; chỗ trống: không có số đo",
        "{u}, {a} – {b}; dashed: levels of alarm; gaps: no reading",
        u=words.unit(top.facts[-1].unit),
        a=_date(since),
        b=_date(max((s.facts[-1].period for s in stations), key=spans.key)),
    )
    title = _title(subject, top)
    return Chart(
        id=f"gauge-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=subtitle,
        alt=text("Biểu đồ đường theo trạm. {t}. {s}.", "Lines. {t}. {s}.", t=title, s=subtitle),
        codes=subject.codes,
        facts=tuple(f.id for s in stations for f in (*s.facts, *(x.fact for x in s.levels))),
        draw=partial(draw, stations=stations),
        height=1.75 * -(-len(stations) // _columns(len(stations), narrow=False)) + 0.2,
        narrow_height=1.7 * len(stations) + 0.2,
    )


def _stations(subject: Subject, reading: Reading) -> list[Station]:
    """The stations with recent readings; the whole where it has none, or is itself a station."""
    component = subject.main
    period = reading.recent(component)
    if period is None:
        return []
    kind = spans.letter(period)
    listed = {name for list_id in component.breakdowns for name in code_list(list_id).names}
    items = [i for i in component.items if i.name != component.total or i.name in listed]
    named = [(words.label(item), item.name) for item in items]
    found = []
    for name, item in named or [(subject.name, component.total)]:
        kept = tuple(reading.line(component, item=item, frequency=kind))
        if len(kept) >= 3:
            levels = _levels(subject, reading, item, period)
            found.append(Station(name, kept, levels))
    return sorted(found, key=lambda s: -_urgency(s))[:MOST]


def _levels(subject: Subject, reading: Reading, item: str, period: str) -> tuple[Level, ...]:
    facts = reading.levels(subject.main, item, period)
    return tuple(Level(fact, rank, len(facts)) for rank, fact in enumerate(facts))


def _urgency(station: Station) -> float:
    """How close the highest reading comes to the lowest level; the reading itself without one."""
    if not station.levels:
        return -1e9 + station.highest.value
    return station.highest.value - station.levels[0].value


def _title(subject: Subject, top: Station) -> Text:
    high = top.highest
    title = text(
        "{name}: cao nhất {v} tại {place}, {when}",
        "{name}: highest {v} at {place}, {when}",
        name=subject.name,
        v=words.told(high),
        place=top.name,
        when=periods.name(high.period),
    )
    passed = [level for level in top.levels if high.value >= level.value]
    if passed:
        given = {"level": _level_name(passed[-1])}
        title += text(", vượt {level}", ", above {level}", **given)
    elif top.levels:
        given = {"level": _level_name(top.levels[0])}
        title += text(", dưới {level}", ", below {level}", **given)
    return title


def _level_name(level: Level) -> Text:
    """«báo động III (200 cm)», traced to the level."""
    if level.name.facts:
        return level.name
    return text("{n} ({v})", "{n} ({v})", n=level.name, v=words.told(level.fact))


def _date(period: str) -> Text:
    return periods.name(periods.end(period))


def _columns(count: int, *, narrow: bool) -> int:
    return 1 if narrow or count == 1 else 2


def draw(target: Canvas, stations: list[Station]) -> None:
    """A panel for each station."""
    grid = target.grid(len(stations), _columns(len(stations), narrow=target.narrow))
    for axes, station in zip(grid, stations, strict=True):
        _draw(target, axes, station)


def _draw(target: Canvas, axes: Axes, station: Station) -> None:
    times, values = _with_gaps(_daily(station.facts))
    axes.plot(times, values, color=style.CITY, linewidth=1.3)
    seen = [fact.value for fact in station.facts]
    low, high = min(seen), max(seen)
    room = (high - low) or abs(high) or 1.0
    shown = [level for level in station.levels if level.value <= high + 1.6 * room]
    top = max([high, *(level.value for level in shown)])
    # Zero is shown where readings come near it; lakes and temperatures never do.
    bottom = 0.0 if 0 <= low < 0.5 * high else low - 0.1 * room
    axes.set_ylim(bottom, top + 0.16 * (top - bottom or 1))
    for level in shown:
        _draw_level(target, axes, level, values)
    peak = station.highest
    at: list[Any] = [spans.day(peak.period)]
    axes.plot(at, [peak.value], "o", color=style.INK, markersize=3.4)
    _heading(target, axes, station)
    _date_ticks(target, axes, station)
    axes.tick_params(axis="y", labelsize=7.5)
    axes.margins(x=0.01)


def _draw_level(target: Canvas, axes: Axes, level: Level, values: list[float]) -> None:
    """A level with its name and number; each rank has a place of its own along the line."""
    color = _COLORS[min(level.rank, len(_COLORS) - 1)]
    axes.axhline(level.value, color=color, linewidth=1.1, linestyle=_dashes(level.rank))
    low, high = axes.get_ylim()
    third = max(1, len(values) // 3)
    hidden = [abs(v - level.value - 0.06 * (high - low)) < 0.1 * (high - low) for v in values]
    crowds = [sum(hidden[i * third : (i + 1) * third]) for i in range(3)]
    place = level.rank % 3 if level.count > 1 else crowds.index(min(crowds))
    name = level.name.plain(target.lang)
    sign = level.fact.unit if len(level.fact.unit) == 1 else ""
    axes.annotate(
        f"{name}: {numbers.amount(level.value, 1, target.lang)}{sign}",
        (place / 2, level.value),
        xycoords=("axes fraction", "data"),
        xytext=((2, 0, -2)[place], 1.5),
        textcoords="offset points",
        ha=("left", "center", "right")[place],
        va="bottom",
        color=color,
        fontsize=7.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.85},
    )


def _heading(target: Canvas, axes: Axes, station: Station) -> None:
    """Name, newest and highest reading."""
    now, peak = station.facts[-1], station.highest
    last = numbers.amount(now.value, 1, target.lang)
    high = numbers.amount(peak.value, 1, target.lang)
    when = spans.tick(peak.period).plain(target.lang)
    told = target.say(f"mới nhất {last}; cao nhất {high} ({when})",
                      f"newest {last}; highest {high} ({when})")  # fmt: skip
    name = station.name.plain(target.lang)
    axes.set_title(f"{name}\n{told}", loc="left", fontsize=8.2, linespacing=1.25, pad=3)


#: Yellow, orange and red of rising alarms, dark enough for their words.
_COLORS: Final = ("#8a6d00", "#a8560a", style.RED)


def _dashes(rank: int) -> Any:
    """Dashes that grow with the rank, so that colour is not alone."""
    return (0, (4 + 2 * rank, 2))


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
    """First, middle and newest day."""
    places = [station.facts[0], station.facts[len(station.facts) // 2], station.facts[-1]]
    spots: list[Any] = [spans.day(f.period) for f in places]
    axes.set_xticks(
        spots,
        [spans.tick(f.period).plain(target.lang) for f in places],
        fontsize=7.5,
    )
    labels = axes.get_xticklabels()
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")
    labels[-1].set_fontweight("bold")
    axes.grid(False, axis="x")
    axes.yaxis.set_major_formatter(lambda value, _: numbers.amount(value, 1, target.lang))
