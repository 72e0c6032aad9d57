"""Drawing a map: outlines by class of colour or circles by amount, a legend, an inset."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.charts import labels, style, words
from phantich.brief.charts.geography import Ground, Unit, coarse
from phantich.brief.charts.style import Canvas
from phantich.brief.charts.swarm import dots
from phantich.brief.model import ComponentContent, Fact

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path as Outline
    from matplotlib.text import Text as Label

#: Classes of colour.
CLASSES: Final = len(style.CLASSES)
#: Grid of the outlines in hundredths of a degree.
FINE: Final = 0.12
#: Kinds whose figures do not grow with the size of a commune.
COMPARABLE: Final = frozenset({"ratio", "rating", "volume_index", "progress"})


@dataclass(frozen=True)
class Field:
    """Figures of the communes for one period, and the ground they lie on."""

    component: ComponentContent
    period: str
    facts: dict[str, Fact]
    ground: Ground

    @property
    def shaded(self) -> bool:
        """Whether figures are told by colour; amounts are told by circles."""
        unit = next(iter(self.facts.values())).unit
        return self.component.kind in COMPARABLE or "/" in unit

    @property
    def dotted(self) -> Field:
        """The same without outlines, for maps so small that each commune is a dot."""
        bare = tuple(replace(unit, rings=()) for unit in self.ground.units)
        return replace(self, ground=replace(self.ground, units=bare))

    @property
    def ranked(self) -> list[Fact]:
        """The figures from low to high; areas decide between equals."""
        return sorted(self.facts.values(), key=lambda f: (f.value, f.area))


def classes(ranked: list[Fact]) -> list[list[Fact]]:
    """The figures in classes of equal number; equal figures stay in one class.

    Examples
    --------
    >>> classes([])
    []
    """
    made: list[list[Fact]] = []
    for i, fact in enumerate(ranked):
        place = i * CLASSES // len(ranked)
        same = bool(made) and made[-1][-1].value == fact.value
        if not made or (place >= len(made) and not same):
            made.append([])
        made[-1].append(fact)
    return made


def colors_of(groups: list[list[Fact]]) -> list[str]:
    """A colour for each class, from light to dark; few classes take the ends of the scale."""
    if len(groups) == 1:
        return [style.CLASSES[CLASSES // 2]]
    step = (CLASSES - 1) / (len(groups) - 1)
    return [style.CLASSES[round(i * step)] for i in range(len(groups))]


def draw(target: Canvas, field: Field) -> None:
    """The communes, names of both ends, a legend, and an inset of what lies far out."""
    from phantich.brief.charts.measuring import settle

    axes = target.axes
    axes.set_axis_off()
    near = [u for u in field.ground.units if u.name not in field.ground.far]
    far = [u for u in field.ground.units if u.name in field.ground.far]
    paint(axes, field, near, FINE, target.figure.get_size_inches()[0] * 2.2)
    axes.set_aspect("equal", anchor="N")
    axes.margins(0.02)
    settle(target.figure)
    free = [(0.02, 0.02), (0.75, 0.02)] if target.narrow else _free_corners(target, near)
    middle = sum(u.centre[0] for u in near) / len(near)
    taken: list[Label] = []
    for unit in far:
        east = unit.centre[0] > middle
        corner = next((c for c in free if (c[0] > 0.5) == east), free[0])
        free.remove(corner)
        taken.append(_inset(target, field, unit, corner))
    taken += _legend(target, field, free[0])
    _name_ends(target, field, taken)


def _free_corners(target: Canvas, units: list[Unit]) -> list[tuple[float, float]]:
    """Corners by how little of the map lies in them, as places of a box in the figure."""
    box = target.figure.bbox
    points = [p for u in units for ring in u.rings or ((u.centre,),) for p in ring]
    seen = target.axes.transData.transform(points) / (box.width, box.height)
    corners = [(0.02, 0.02), (0.02, 0.74), (0.83, 0.02), (0.83, 0.74)]
    crowds = {
        c: sum(c[0] - 0.02 < x < c[0] + 0.2 and c[1] - 0.02 < y < c[1] + 0.26 for x, y in seen)
        for c in corners
    }
    return sorted(corners, key=lambda c: (crowds[c], corners.index(c)))


def paint(axes: Axes, field: Field, units: list[Unit], grid: float, size: float) -> None:
    """Outlines by class; circles where there are no outlines or the figures are amounts."""
    groups = classes(field.ranked)
    colors = colors_of(groups)
    missing = [u for u in units if u.name not in field.facts]
    by_name = {u.name: u for u in units}
    inside = [[by_name[f.area] for f in g if f.area in by_name] for g in groups]
    if field.ground.outlined:
        edge = {"edgecolor": "white", "linewidth": 0.45}
        if field.shaded:
            for members, color in zip(inside, colors, strict=True):
                _fill(axes, members, grid, facecolor=color, **edge)
        else:
            plain = {"facecolor": "#eceff2", "edgecolor": "#c3c9d0", "linewidth": 0.35}
            _fill(axes, units, 2 * grid, **plain)
        if missing:
            look = {"facecolor": "white", "edgecolor": style.MUTED, "linewidth": 0.3}
            _fill(axes, missing, grid, hatch="////", **look)
    _circles(axes, field, inside, colors, missing, size)
    axes.autoscale_view()


def _circles(
    axes: Axes,
    field: Field,
    inside: list[list[Unit]],
    colors: list[str],
    missing: list[Unit],
    size: float,
) -> None:
    """Circles of an area by the figure, in steps; where there are no outlines dots by class."""
    if not field.shaded:
        top = max(abs(f.value) for f in field.facts.values()) or 1.0
        steps: dict[float, list[Unit]] = {}
        for unit in (u for group in inside for u in group):
            wide = math.sqrt(
                (22 if size > 8 else 6) * size * abs(field.facts[unit.name].value) / top
            )
            steps.setdefault(round(wide, 0 if size > 5 else 1), []).append(unit)
        for wide, members in sorted(steps.items(), reverse=True):
            _dots(axes, members, wide, style.CITY, 0.6)
    elif not field.ground.outlined:
        wide = math.sqrt(4.2 * size)
        _dots(axes, [u for group in inside for u in group], wide + 0.7, style.MUTED, 1.0)
        for group, color in zip(inside, colors, strict=True):
            _dots(axes, group, wide, color, 1.0)
    if missing and not field.ground.outlined:
        xs, ys = zip(*(u.centre for u in missing), strict=True)
        axes.plot(xs, ys, "x", color=style.MUTED, markersize=math.sqrt(4 * size))


def _dots(axes: Axes, units: list[Unit], wide: float, color: str, alpha: float) -> None:
    dots(axes, [unit.centre for unit in units], wide, color, alpha)


def _fill(axes: Axes, units: list[Unit], grid: float, **look: Any) -> None:
    from matplotlib.patches import PathPatch

    outline = _outline(units, grid)
    if outline is not None:
        axes.add_patch(PathPatch(outline, joinstyle="round", **look))


def _outline(units: list[Unit], grid: float) -> Outline | None:
    """All outlines as one path, which is the shortest way to write them."""
    from matplotlib.path import Path as Outline

    rings = [r for u in units for ring in u.rings if (r := coarse(ring, grid))]
    if not rings:
        return None
    points = [point for ring in rings for point in ring]
    codes = [
        code
        for ring in rings
        for code in [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    ]
    return Outline(points, codes)


def _legend(target: Canvas, field: Field, corner: tuple[float, float]) -> list[Label]:
    """The classes with the lowest and highest figure in each, as steps from low to high."""
    if not field.shaded:
        return []
    groups = classes(field.ranked)
    digits = words.decimals(field.facts.values())
    width, height = (0.42, 0.26) if target.narrow else (0.18, 0.24)
    room = target.figure.add_axes((corner[0], corner[1], width, height))
    room.set_axis_off()
    room.set_in_layout(False)
    room.patch.set_alpha(0)
    made = []
    for i, (group, color) in enumerate(zip(groups, colors_of(groups), strict=True)):
        low, high = group[0].value, group[-1].value
        room.barh(i, 0.16, height=0.82, color=color, edgecolor=style.MUTED, linewidth=0.3)
        shown = target.number(low, digits)
        if high != low:
            shown += f" – {target.number(high, digits)}"
        made.append(room.text(0.21, i, shown, va="center", fontsize=8))
    room.set_xlim(0, 1)
    room.set_ylim(-0.6, CLASSES - 0.3)
    return made


def _inset(target: Canvas, field: Field, unit: Unit, corner: tuple[float, float]) -> Label:
    """What lies far out, in a frame of its own in a corner; not to scale."""
    width = 0.24 if target.narrow else 0.15
    room = target.figure.add_axes((corner[0], corner[1], width, 0.18))
    room.set_in_layout(False)
    room.set_xticks([])
    room.set_yticks([])
    for spine in room.spines.values():
        spine.set_visible(True)
        spine.set_color(style.RULE)
    paint(room, field, [unit], FINE / 12, 10)
    room.set_aspect("equal", adjustable="datalim")
    room.margins(0.4)
    fact = field.facts.get(unit.name)
    digits = words.decimals(field.facts.values())
    value = f" {target.number(fact.value, digits)}" if fact else ""
    return room.set_title(f"{words.short_place(unit.name)}{value}", fontsize=7.2, pad=3)


def _name_ends(target: Canvas, field: Field, taken: list[Label]) -> None:
    """Names and figures of the three highest and lowest communes, where they do not collide."""
    digits = words.decimals(field.facts.values())
    centres = {u.name: u.centre for u in field.ground.units if u.name not in field.ground.far}
    ranked = [f for f in field.ranked if f.area in centres]
    ends = [f for pair in zip(ranked[::-1][:3], ranked[:3], strict=False) for f in pair]
    if not field.shaded:
        ends = ranked[::-1][:5]
    placed = []
    for fact in dict.fromkeys(f.area for f in ends):
        value = field.facts[fact].value
        placed.append(
            target.axes.annotate(
                f"{words.short_place(fact)} {target.number(value, digits)}",
                centres[fact],
                xytext=(0, 0 if field.ground.outlined else 7),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=7.2,
                fontweight="bold",
                color=style.INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.75},
            )
        )
    labels.thin(target.figure, [*taken, *placed])
