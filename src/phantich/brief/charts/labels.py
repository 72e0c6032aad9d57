"""Whether the words of a drawing can be read: none over another, none cut off at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text as Label
    from matplotlib.transforms import Bbox

#: Points by which two labels may touch: boxes are a little taller than letters.
_TOUCH: Final = 1.0


def shown(figure: Figure) -> list[Label]:
    """The labels that the drawing shows."""
    from matplotlib.text import Text as Label

    found = figure.findobj(lambda artist: isinstance(artist, Label))
    return [
        label
        for label in found
        if isinstance(label, Label) and label.get_visible() and label.get_text().strip()
        and _drawn(label)
    ]  # fmt: skip


def _drawn(label: Label) -> bool:
    """Whether the label's axes are drawn; ticks beyond the limits are not."""
    axes = label.axes
    return axes is None or bool(axes.get_visible())


def boxes(figure: Figure) -> list[tuple[Label, Bbox]]:
    """The labels with their places in pixels; ticks outside of their axes are left out."""
    from phantich.brief.charts.measuring import settle

    measure = settle(figure)
    hidden = {id(label) for axes in figure.axes for label in _unused_ticks(axes)}
    return [
        (label, label.get_window_extent(measure))
        for label in shown(figure)
        if id(label) not in hidden
    ]


def _unused_ticks(axes: object) -> Iterable[Label]:
    """Labels of ticks that matplotlib keeps and does not draw."""
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        drawn = axis.get_visible() and axes.axison
        ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        for tick in ticks:
            slack = 1e-9 * max(1.0, abs(high - low))
            if not drawn or not low - slack <= tick.get_loc() <= high + slack:
                yield from (tick.label1, tick.label2)
        yield axis.get_offset_text()


def clashes(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of labels of which one lies over the other."""
    placed = boxes(figure)
    slack = _TOUCH * figure.dpi / 72
    return [
        (one.get_text(), other.get_text())
        for i, (one, a) in enumerate(placed)
        for other, b in placed[i + 1 :]
        if _overlap(a, b, slack)
    ]


def cut(figure: Figure) -> list[str]:
    """Labels that reach beyond the edge of the drawing."""
    width, height = figure.bbox.width, figure.bbox.height
    slack = 0.5 * figure.dpi / 72
    return [
        label.get_text()
        for label, box in boxes(figure)
        if box.x0 < -slack or box.y0 < -slack or box.x1 > width + slack or box.y1 > height + slack
    ]


def meet(figure: Figure, one: Label, other: Label) -> bool:
    """Whether one label lies over the other."""
    from phantich.brief.charts.measuring import settle

    measure = settle(figure)
    a, b = (label.get_window_extent(measure) for label in (one, other))
    return _overlap(a, b, _TOUCH * figure.dpi / 72)


def thin(figure: Figure, labels: Sequence[Label]) -> None:
    """Hide labels that lie over an earlier one of the list, so that the first ones stay."""
    from phantich.brief.charts.measuring import settle

    measure = settle(figure)
    slack = _TOUCH * figure.dpi / 72
    kept: list[Bbox] = []
    for label in labels:
        box = label.get_window_extent(measure)
        if any(_overlap(box, other, slack) for other in kept):
            label.set_visible(False)
        else:
            kept.append(box)


def _overlap(a: Bbox, b: Bbox, slack: float) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    return bool(across > slack and down > slack)
