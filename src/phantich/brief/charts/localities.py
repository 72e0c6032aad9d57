"""Charts of a group about the localities: a small map of each indicator, and all units in a row."""

from __future__ import annotations

import textwrap
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phantich.brief import periods
from phantich.brief.charts import maps, style, words
from phantich.brief.charts.fields import FINE, Field, paint
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.charts.swarm import dots, swarm
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ID: Final = "localities"
#: Indicators by locality from which a group is about the localities.
LEAST: Final = 8
#: Units that are named at each end.
_NAMED: Final = 3
_ACROSS: Final = {"wide": 6, "narrow": 4}
_ROW: Final = {"wide": 1.12, "narrow": 0.98}


def fields(
    subjects: list[Subject], reading: Reading, folder: Path | None = None
) -> list[tuple[Subject, Field]]:
    """For each indicator the component by which its localities are best compared."""
    found: dict[str, tuple[Subject, Field]] = {}
    for subject in sorted(subjects, key=lambda s: _rank(s.main)):
        if subject.codes[0] not in found and subject.beside is None:
            field = maps.field_of(subject.main, reading, folder)
            if field is not None:
                found[subject.codes[0]] = (subject, field)
    order = [s.codes[0] for s in subjects]
    return sorted(found.values(), key=lambda pair: order.index(pair[0].codes[0]))


def _rank(component: ComponentContent) -> int:
    """Ratios before figures per head or hectare, these before amounts."""
    if component.kind in {"ratio", "rating", "progress"}:
        return 0
    return 1 if "/" in component.unit else 2


def charts(subjects: list[Subject], reading: Reading, folder: Path | None = None) -> list[Chart]:
    """Nothing where the group is not about localities."""
    found = fields(subjects, reading, folder)
    if len(found) < LEAST:
        return []
    return [_small_maps(found), *(_strip(s, f, reading) for s, f in found)]


def _small_maps(found: list[tuple[Subject, Field]]) -> Chart:
    subject, field = found[0]
    low, high = field.ranked[0], field.ranked[-1]
    title = text(
        "{name}: cao nhất ở {a} ({x}), thấp nhất ở {b} ({y}); bản đồ các chỉ số còn lại bên dưới",
        "{name}: highest in {a} ({x}), lowest in {b} ({y}); the other indicators follow",
        name=subject.name,
        a=literal(high.area, high.area),
        x=maps.told(high),
        b=literal(low.area, low.area),
        y=maps.told(low),
    )
    subtitle = text(
        "Mỗi bản đồ một chỉ số, kỳ mới nhất; mỗi chấm một xã, phường; đậm hoặc lớn là cao",
        "A map for each indicator, newest period; a dot for each commune; dark or large is high",
    )
    told = words.rows((s.name, _ends(f)) for s, f in found)
    vi, en = "Các bản đồ nhỏ. {s}. {told}.", "Small maps. {s}. {told}."
    rows = {size: -(-len(found) // across) for size, across in _ACROSS.items()}
    return Chart(
        id=ID,
        title=title,
        subtitle=subtitle,
        alt=text(vi, en, s=subtitle, told=told),
        codes=tuple(s.codes[0] for s, _ in found),
        facts=tuple(f.id for _, field in found for f in field.facts.values()),
        draw=partial(draw_maps, found=found),
        height=_ROW["wide"] * rows["wide"] + 0.1,
        narrow_height=_ROW["narrow"] * rows["narrow"] + 0.1,
    )


def _ends(field: Field) -> Text:
    low, high = field.ranked[0], field.ranked[-1]
    return text(
        "cao nhất {a} {x}, thấp nhất {b} {y}",
        "highest {a} {x}, lowest {b} {y}",
        a=literal(high.area, high.area),
        x=maps.told(high),
        b=literal(low.area, low.area),
        y=maps.told(low),
    )


def draw_maps(target: Canvas, found: list[tuple[Subject, Field]]) -> None:
    """A small map for each indicator, with its number in the decision and its name."""
    grid = target.grid(len(found), _ACROSS[target.size])
    for axes, (subject, field) in zip(grid, found, strict=True):
        axes.set_axis_off()
        near = [u for u in field.ground.units if u.name not in field.ground.far]
        paint(axes, field.dotted, near, FINE, 3.2 if target.narrow else 5.0)
        axes.set_aspect("equal", anchor="N")
        axes.margins(0.05)
        number = subject.codes[0].rpartition(".")[2]
        name = f"{number}. {subject.name.plain(target.lang)}"
        width = 17 if target.narrow else 20
        short = textwrap.wrap(name, width, max_lines=2, placeholder="…")
        size = 5.6 if target.narrow else 6.4
        axes.set_title("\n".join(short), fontsize=size, pad=2, linespacing=1.1, gid=style.ORDER)


def _strip(subject: Subject, field: Field, reading: Reading) -> Chart:
    low, high = field.ranked[0], field.ranked[-1]
    whole = reading.at(field.component, field.period)
    goal = reading.target(field.component, field.period)
    comparable = field.shaded
    title = text(
        "{name}: từ {y} ở {b} đến {x} ở {a}",
        "{name}: from {y} in {b} to {x} in {a}",
        name=subject.name,
        a=literal(high.area, high.area),
        x=maps.told(high),
        b=literal(low.area, low.area),
        y=maps.told(low),
    )
    lines = [f for f in (whole, goal) if f is not None and comparable]
    subtitle = _strip_subtitle(field)
    vi, en = "Biểu đồ chấm của mọi địa phương. {t}.", "Dots of all localities. {t}."
    return Chart(
        id=f"strip-{subject.codes[0]}",
        title=title,
        subtitle=subtitle,
        alt=text(vi, en, t=title),
        codes=subject.codes[:1],
        facts=tuple(f.id for f in (*field.facts.values(), *lines)),
        draw=partial(
            draw_strip,
            field=field,
            whole=whole if comparable else None,
            goal=goal if comparable else None,
        ),
        height=1.6,
        narrow_height=1.7,
    )


def _strip_subtitle(field: Field) -> Text:
    return text(
        "{when}, {u}; mỗi chấm một xã, phường",
        "{when}, {u}; a dot for each commune",
        when=words.heading(periods.name(field.period)),
        u=words.unit(next(iter(field.facts.values())).unit),
    )


def draw_strip(target: Canvas, field: Field, whole: Fact | None, goal: Fact | None) -> None:
    """All units as dots; lines at the city's figure and the target; both ends by name."""
    axes = target.axes
    ranked = field.ranked
    values = [f.value for f in ranked]
    marks = [f.value for f in (whole, goal) if f is not None]
    low, high = min([*values, *marks]), max([*values, *marks])
    room = (high - low) or abs(high) or 1.0
    axes.set_xlim(low - 0.03 * room, high + 0.03 * room)
    left, right = axes.get_xlim()
    levels = swarm(values, (right - left) / (62 if target.narrow else 110))
    highest = max(1.0, *(abs(level) for level in levels))
    step = min(0.2, 1.0 / highest)
    heights = [level * step for level in levels]
    dots(axes, list(zip(values, heights, strict=True)), 3.4, style.CITY, 0.6)
    axes.set_ylim(-1.25, 1.7)
    _mark(target, axes, whole, target.say("Thành phố", "City"), style.INK, 1.22)
    _mark(target, axes, goal, target.say("Mục tiêu", "Target"), style.PLAN, 1.62)
    axes.set_yticks([])
    axes.grid(False)
    digits = words.decimals(field.facts.values())
    style.format_values(target, "x", style.decimals_for([low, high]))
    axes.tick_params(axis="x", labelsize=8)
    _name_both_ends(target, ranked, digits)


def _mark(
    target: Canvas, axes: Axes, fact: Fact | None, name: str, color: str, height: float
) -> None:
    if fact is None:
        return
    dashes = "-" if color == style.INK else (0, (4, 2))
    axes.vlines(fact.value, -1.2, height - 0.1, color=color, linewidth=1.0, linestyle=dashes)
    left, right = axes.get_xlim()
    late = fact.value > (left + right) / 2
    axes.annotate(
        f"{name} {target.number(fact.value, words.decimals([fact]))}",
        (fact.value, height),
        xytext=(-3 if late else 3, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        fontsize=7.8,
        color=color,
        fontweight="bold",
    )


def _name_both_ends(target: Canvas, ranked: list[Fact], digits: int) -> None:
    """The names of the ends below the scale, the lowest on the left, the highest on the right."""
    ends = {"left": ranked[:_NAMED], "right": ranked[::-1][:_NAMED]}
    heads = {"left": target.say("Thấp nhất", "Lowest"), "right": target.say("Cao nhất", "Highest")}
    lines = []
    for side, facts in ends.items():
        told = "; ".join(
            f"{words.short_place(f.area)} {target.number(f.value, digits)}" for f in facts
        )
        lines.append((side, f"{heads[side]}: {told}"))
    told = "\n".join(line for _, line in lines)
    size = 7 if target.narrow else 8
    target.axes.set_xlabel(told, fontsize=size, loc="left", color=style.INK, linespacing=1.35)
