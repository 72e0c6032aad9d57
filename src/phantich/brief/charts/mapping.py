"""Drawing a map: the communes, names of both ends, a legend, an inset of what lies far out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.brief.charts import boxes, labels, style, words
from phantich.brief.charts.fields import CLASSES, FINE, Field, classes, colors_of, paint
from phantich.brief.charts.geography import Unit
from phantich.brief.charts.style import Canvas

if TYPE_CHECKING:
    from matplotlib.text import Text as Label


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


def _legend(target: Canvas, field: Field, corner: tuple[float, float]) -> list[Label]:
    """The classes with the lowest and highest figure in each, as steps from low to high."""
    if not field.shaded:
        return []
    groups = classes(field.ranked)
    digits = words.decimals(field.facts.values())
    width, height = (0.42, 0.26) if target.narrow else (0.18, 0.24)
    room = target.add((corner[0], corner[1], width, height))
    room.set_axis_off()
    room.set_in_layout(False)
    room.patch.set_alpha(0)
    made = []
    for i, (group, color) in enumerate(zip(groups, colors_of(groups), strict=True)):
        low, high = group[0].value, group[-1].value
        boxes.rows(room, [i], [0.16], [color], 0.82, edgecolor=style.MUTED, linewidth=0.3)
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
    room = target.add((corner[0], corner[1], width, 0.18))
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
