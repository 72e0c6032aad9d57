"""A drawing as a picture, for documents that take no SVG."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont
from PIL import Image, ImageDraw, ImageFont

from phantich.brief.charts.measuring import font

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours of a picture: those of the palette, and their steps to white at the edges of letters.
_COLORS: Final = 128
#: A part of a colour, and from where on it is taken for white's.
_WHITE: Final = 255
#: Red, green, blue and opacity of white in one number.
_BLANK: Final = np.uint32(0xFFFFFFFF)
_NEAR_WHITE: Final = 252


class Raster(RendererAgg):
    """Draws pixels; letters without the fitting to pixels that takes most of matplotlib's time."""

    if TYPE_CHECKING:

        def __init__(self, width: float, height: float, dpi: float) -> None: ...
        def buffer_rgba(self) -> Any: ...

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *_: Any, **__: Any
    ) -> None:
        """Letters from a place on, as far as they lie in the picture."""
        if angle:
            raise NotImplementedError("words of a drawing are not turned")
        face = _face(prop.get_size_in_points() * self.dpi / 72, prop.get_weight())
        left, top, right, bottom = (int(side) for side in face.getbbox(s, anchor="ls"))
        left, top, right, bottom = left - 1, top - 1, right + 1, bottom + 1
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).text((-left, -top), s, fill=255, font=face, anchor="ls")
        self._blend(np.asarray(mask), round(x) + left, round(y) + top, to_rgb(gc.get_rgb()))

    def _blend(self, mask: Any, x: int, y: int, color: tuple[float, float, float]) -> None:
        """Lay a colour over the picture, as thick as the mask says."""
        pixels = np.asarray(self.buffer_rgba())
        high, wide = pixels.shape[:2]
        part = mask[max(-y, 0) : max(high - y, 0), max(-x, 0) : max(wide - x, 0)]
        if not part.size:
            return
        y, x = max(y, 0), max(x, 0)
        under = pixels[y : y + part.shape[0], x : x + part.shape[1], :3]
        share = part[:, :, None].astype(np.float32) / 255
        ink = np.asarray(color, dtype=np.float32) * 255
        under[:] = np.rint(under + (ink - under) * share).astype(np.uint8)


@lru_cache(maxsize=64)
def _face(size: float, weight: str | int) -> ImageFont.FreeTypeFont:
    path = str(findfont(font(size, weight)))
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def png(figure: Figure, dpi: int) -> bytes:
    """The figure as PNG; the same figure gives the same bytes."""
    figure.set_dpi(dpi)
    pen = Raster(figure.bbox.width, figure.bbox.height, dpi)
    figure.draw(pen)
    buffer = io.BytesIO()
    _few_colors(np.asarray(pen.buffer_rgba())).save(buffer, format="png", dpi=(dpi, dpi))
    return buffer.getvalue()


def _few_colors(pixels: Any) -> Image.Image:
    """The picture in few colours, a third of the bytes; only what is not white is looked at."""
    inked = pixels.view(np.uint32)[:, :, 0] != _BLANK
    shades = np.full(inked.shape, _COLORS - 1, dtype=np.uint8)
    palette: list[int] = []
    if inked.any():
        ink = Image.fromarray(np.ascontiguousarray(pixels[inked][None, :, :3]))
        few = ink.quantize(_COLORS - 1, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        shades[inked] = np.asarray(few)[0]
        palette = (few.getpalette() or [])[: 3 * (_COLORS - 1)]
    picture = Image.fromarray(shades)
    filled = palette + [_WHITE] * (3 * _COLORS - len(palette))
    picture.putpalette([_WHITE if value >= _NEAR_WHITE else value for value in filled])
    return picture
