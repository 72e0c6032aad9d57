"""Widths of words, each measured once for all drawings: laying out, writing and lettering ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@lru_cache(maxsize=64)
def font(size: float, weight: str | int) -> FontProperties:
    """The one font of the drawings; it must not be changed."""
    return FontProperties(family="DejaVu Sans", size=size, weight=weight)


#: All digits are as wide; as high as a nought, numbers stand on one line.
_NOUGHTS: Final = str.maketrans("123456789", "000000000")


def extent(words: str, font: FontProperties) -> tuple[float, float, float]:
    """Width, height and descent in points, not fitted to pixels, with noughts for all digits.

    The font must not change afterwards: it is a part of the key.
    """
    return _measured(words.translate(_NOUGHTS), font)


@lru_cache(maxsize=20_000)
def _measured(words: str, font: FontProperties) -> tuple[float, float, float]:
    width, height, descent = text_to_path.get_text_width_height_descent(words, font, False)
    return float(width), float(height), float(descent)


class Ruler(RendererBase):
    """Draws nothing: it measures for a layout."""

    def __init__(self, dpi: float) -> None:
        super().__init__()
        self._scale = dpi / 72

    def points_to_pixels(self, points: Any) -> Any:
        """Pixels of so many points."""
        return points * self._scale

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Width, height and descent in pixels."""
        width, height, descent = extent(s, prop)
        return width * self._scale, height * self._scale, descent * self._scale

    def draw_path(self, *_: Any, **__: Any) -> None:
        """Nothing; so for all that follows."""

    draw_markers = draw_path_collection = draw_image = draw_text = draw_path


class Writer(RendererSVG):
    """Writes a drawing as SVG."""

    if TYPE_CHECKING:

        def __init__(self, width: float, height: float, target: Any, metadata: Any) -> None: ...

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Width, height and descent in points."""
        return extent(s, prop)


@lru_cache(maxsize=4)
def ruler(dpi: float) -> Ruler:
    """One for all drawings: matplotlib remembers by renderer what it measured."""
    return Ruler(dpi)


def settle(figure: Figure) -> Ruler:
    """Lay the drawing out, so that its words have their places; gives what they are measured by."""
    layout = figure.get_layout_engine()
    if layout is not None:
        layout.execute(figure)
    for axes in figure.axes:
        axes.apply_aspect()
    return ruler(figure.dpi)
