"""Where the lines of a text stand: worked out once for the same words in the same letters.

The places are those that matplotlib gives to a text that is not turned. It works them out anew at
every look, from tables of the font that it reads again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.text import Annotation
from matplotlib.transforms import IdentityTransform

from phantich.brief.charts.measuring import extent, font

if TYPE_CHECKING:
    from matplotlib.text import Text

#: Left, bottom, right, top.
Box = tuple[float, float, float, float]
#: A line, how far right of the anchor it begins, and how far above it its letters stand.
Line = tuple[str, float, float]

_BEFORE: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
_NOWHERE: Final = IdentityTransform()
#: DejaVu Sans says how far its letters rise and fall and what lies between lines, in its size.
_RISE, _FALL, _GAP = 1556 / 2048, 492 / 2048, 410 / 2048


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a text and the box around them, in points from the anchor."""

    lines: tuple[Line, ...]
    box: Box


@lru_cache(maxsize=20_000)
def block(
    words: str, size: float, weight: str | int, across: str, up: str, spacing: str | float
) -> Block:
    """Lay out a text in DejaVu Sans; its lines begin or end together, as it is aligned.

    Parameters
    ----------
    across, up
        Which place of the box is the anchor, in matplotlib's words.
    spacing
        From line to line in heights of the font; "normal": as the font says.

    Examples
    --------
    >>> made = block("Số\\n1", 10, "normal", "right", "bottom", "normal")
    >>> [round(side, 1) for side in made.box], [round(y, 1) for _, _, y in made.lines]
    ([-12.5, 0.0, 0.0, 24.9], [15.4, 3.4])
    """
    look = font(size, weight)
    lines = words.split("\n")
    gap = _GAP * size if len(lines) > 1 else 0.0
    top, places, widths = 0.0, [], []
    for line in lines:
        width, height, below = extent(line, look) if line else (0.0, 0.0, 0.0)
        above = height - below
        if isinstance(spacing, str):
            above, below = max(above, _RISE * size) + gap / 2, max(below, _FALL * size) + gap / 2
        else:
            leading = (spacing * size - above - below) / 2
            above, below = above + leading, below + leading
        places.append(top - above)
        widths.append(width)
        top -= above + below
    last = places[-1]
    ups = {"top": 0.0, "center": top / 2, "bottom": top}
    base = (ups | {"baseline": last, "center_baseline": last / 2})[up]
    wide = max(widths)
    left = wide * _BEFORE[across]
    starts = [(wide - width) * _BEFORE[across] - left for width in widths]
    placed = zip(lines, starts, (y - base for y in places), strict=True)
    return Block(tuple(placed), (-left, top - base, wide - left, -base))


def block_of(text: Text) -> Block:
    """The block of a text of a drawing."""
    look = text.get_fontproperties()
    return block(
        text.get_text(),
        look.get_size_in_points(),
        look.get_weight(),
        text.get_horizontalalignment(),
        text.get_verticalalignment(),
        text.get_linespacing(),
    )


def box(text: Text, dpi: float) -> Box:
    """The box around a text of a drawing in pixels.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure(figsize=(2, 1), dpi=72)
    >>> [round(side, 1) for side in box(figure.text(0.5, 0, "Số"), 72)]
    [72.0, -2.4, 84.5, 8.5]
    """
    x, y = anchor(text, dpi)
    x0, y0, x1, y1 = (side * dpi / 72 for side in block_of(text).box)
    return x + x0, y + y0, x + x1, y + y1


def anchor(text: Text, dpi: float) -> tuple[float, float]:
    """Place of the anchor in pixels."""
    if isinstance(text, Annotation) and isinstance(text.axes, Axes):
        if text.anncoords == "offset points":
            x, y = _place(text.axes, text.xy, text.xycoords)
            right, up = text.xyann
            return x + right * dpi / 72, y + up * dpi / 72
        return _place(text.axes, text.xyann, text.anncoords)
    x, y = text.get_transform().transform(text.get_unitless_position())
    return float(x), float(y)


def _place(axes: Axes, point: Any, coordinates: Any) -> tuple[float, float]:
    across, up = (coordinates,) * 2 if isinstance(coordinates, str) else coordinates
    ways = {"data": axes.transData, "axes fraction": axes.transAxes}
    x, y = ways[across].transform(point)
    if up != across:
        y = ways[up].transform(point)[1]
    return float(x), float(y)


def seen(text: Text) -> bool:
    """Whether a text is drawn; what names a point beyond the axes is not, unless it says so."""
    if not text.get_visible() or not text.get_text():
        return False
    if not isinstance(text, Annotation) or not isinstance(text.axes, Axes):
        return True
    clipped = text.get_annotation_clip()
    if clipped or (clipped is None and text.xycoords == "data"):
        spot: Any = _place(text.axes, text.xy, text.xycoords)
        return bool(text.axes.contains_point(spot))
    return True


def write(text: Text, renderer: Any, dpi: float) -> None:
    """Draw a text that is seen, and what lies behind it."""
    x, y = anchor(text, dpi)
    scale = dpi / 72
    made = block_of(text)
    _ground(text, renderer, (x, y), made.box, scale)
    pen = renderer.new_gc()
    pen.set_foreground(text.get_color())
    high = renderer.get_canvas_width_height()[1] if renderer.flipy() else None
    look = font(text.get_fontsize(), text.get_fontweight())
    for line, right, up in made.lines:
        place = y + up * scale
        place = place if high is None else high - place
        if line:
            renderer.draw_text(pen, x + right * scale, place, line, look, 0.0)
    pen.restore()


def _ground(text: Text, renderer: Any, anchor: tuple[float, float], box: Box, scale: float) -> None:
    """The coloured box behind a text, as much larger as its padding says."""
    patch = text.get_bbox_patch()
    if patch is None:
        return
    style: Any = patch.get_boxstyle()
    pad = style.pad * text.get_fontsize() * scale
    x, y = anchor
    x0, y0, x1, y1 = (side * scale for side in box)
    x0, y0, x1, y1 = x + x0 - pad, y + y0 - pad, x + x1 + pad, y + y1 + pad
    around = Path([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], closed=True)
    pen = renderer.new_gc()
    pen.set_linewidth(0)
    renderer.draw_path(pen, around, _NOWHERE, patch.get_facecolor())
    pen.restore()
