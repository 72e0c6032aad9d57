"""An axis whose lines are drawn in one stroke each kind, and whose words are laid out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from matplotlib import rcParams
from matplotlib.axis import XAxis, YAxis
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform, ScaledTranslation

from phantich.brief.charts.block import box, seen, write
from phantich.brief.charts.ticks import LightTick

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NOWHERE: Final = IdentityTransform()
#: Typed loosely: the stubs know each key by name.
_SETTINGS: Final[Any] = rcParams


class LightAxis:
    """What the axes along and up have in common."""

    #: Position of what a place along the axis is in a point.
    along: int
    #: There are none.
    minorTicks: list[Any] = []  # noqa: N815, RUF012

    if TYPE_CHECKING:
        axes: Axes
        axis_name: str
        label: Text
        labelpad: float
        major: Any
        _major_tick_kw: dict[str, Any]

        def get_visible(self) -> bool: ...
        def get_majorticklocs(self) -> Any: ...
        def get_major_ticks(self, numticks: int | None = None) -> list[Any]: ...
        def get_view_interval(self) -> Any: ...

    def _get_tick(self, major: bool) -> LightTick:
        return LightTick(self)

    def _copy_tick_props(self, src: object, dest: object) -> None:
        """Nothing: all ticks look as the axis says."""

    @property
    def side(self) -> int:
        """Where labels stand: 0 for below or left, 1 for above or right."""
        look = self._major_tick_kw
        return int(look.get("label2On", False) and not look.get("label1On", True))

    def _look(self, name: str, setting: str) -> Any:
        return self._major_tick_kw.get(name, _SETTINGS[f"{self.axis_name}tick.{setting}"])

    def new_label(self) -> Text:
        """A label without words."""
        made = Text(0.0, 0.0)
        figure = self.axes.get_figure()
        assert figure is not None
        made.set_figure(figure)
        made.set_fontsize(self._look("labelsize", "labelsize"))
        made.set_color(self._look("labelcolor", "color"))
        self._lead(made)
        return made

    def dress(self, label: Text, changed: Mapping[str, Any]) -> None:
        """Let a label follow what changed in the look of the axis's ticks."""
        if "labelsize" in changed:
            label.set_fontsize(changed["labelsize"])
        if "labelcolor" in changed:
            label.set_color(changed["labelcolor"])
        if {"pad", "size", "label1On", "label2On"} & set(changed):
            self._lead(label)

    def _lead(self, label: Text) -> None:
        """Put a label beyond the marks, on its side of the axes."""
        figure = self.axes.get_figure()
        assert figure is not None
        beyond = self._look("pad", "major.pad") + self._look("size", "major.size")
        shift = (beyond if self.side else -beyond) / 72
        if self.along == 0:
            move = ScaledTranslation(0, shift, figure.dpi_scale_trans)
            label.set_transform(self.axes.get_xaxis_transform() + move)
            label.set_verticalalignment("bottom" if self.side else "top")
            label.set_horizontalalignment("center")
        else:
            move = ScaledTranslation(shift, 0, figure.dpi_scale_trans)
            label.set_transform(self.axes.get_yaxis_transform() + move)
            label.set_verticalalignment("center_baseline")
            label.set_horizontalalignment("left" if self.side else "right")

    def move(self, label: Text, loc: float) -> None:
        """Put a label at a place of the axis."""
        label.set_position((loc, self.side) if self.along == 0 else (self.side, loc))

    def labelled(self) -> list[LightTick]:
        """The ticks within the limits, with their words."""
        places = self.get_majorticklocs()
        words = self.major.formatter.format_ticks(places)
        low, high = sorted(self.get_view_interval())
        slack = 1e-10 * (high - low)
        shown = []
        ticks = self.get_major_ticks(len(places))
        for tick, place, said in zip(ticks, places, words, strict=True):
            tick.update_position(place)
            tick.label.set_text(said)
            if low - slack <= place <= high + slack:
                shown.append(tick)
        return shown

    def words(self, dpi: float) -> list[Text]:
        """All texts of the axis that are seen, in their places."""
        return self._words(self.labelled(), dpi) if self.get_visible() else []

    def _words(self, ticks: list[LightTick], dpi: float) -> list[Text]:
        texts: list[Text] = [tick.label for tick in ticks if seen(tick.label)]
        if self.label.get_text():
            self._place_name(texts, dpi)
            texts.append(self.label)
        return texts

    def _update_ticks(self) -> list[LightTick]:
        return self.labelled()

    def set_clip_path(self, path: object, transform: object = None) -> None:
        """Nothing: no part of an axis is cut at the edge of the axes."""

    def get_minorticklabels(self) -> list[Text]:
        """There are none."""
        return []

    def _place_name(self, texts: list[Text], dpi: float) -> None:
        """The name of the axis stands beyond its labels, below or left."""
        edge = (self.axes.bbox.y0, self.axes.bbox.x0)[self.along]
        ends = [box(text, dpi)[1 - self.along] for text in texts]
        beyond = min([edge, *ends]) - self.labelpad * dpi / 72
        x, y = self.label.get_position()
        self.label.set_position((x, beyond) if self.along == 0 else (beyond, y))

    def draw(self, renderer: Any) -> None:
        """Draw grid and marks each in one stroke, then the words."""
        figure = self.axes.get_figure()
        if not self.get_visible() or figure is None:
            return
        dpi, ticks = figure.dpi, self.labelled()
        self._draw_lines(renderer, [tick.get_loc() for tick in ticks], dpi / 72)
        for text in self._words(ticks, dpi):
            write(text, renderer, dpi)

    def _draw_lines(self, renderer: Any, places: list[float], scale: float) -> None:
        frame = self.axes.bbox
        low, high = (frame.y0, frame.y1) if self.along == 0 else (frame.x0, frame.x1)
        points = [(p, 0.0) if self.along == 0 else (0.0, p) for p in places]
        spots = self.axes.transData.transform(points)[:, self.along].tolist() if points else []
        if self._major_tick_kw.get("gridOn"):
            color, width = _SETTINGS["grid.color"], _SETTINGS["grid.linewidth"]
            self._stroke(renderer, spots, (low, high), color, width)
        length = self._look("size", "major.size") * scale
        if length and not self.side:
            color, width = self._look("color", "color"), self._look("width", "major.width")
            self._stroke(renderer, spots, (low - length, low), color, width)

    def _stroke(
        self, renderer: Any, spots: list[float], ends: tuple[float, float], color: str, width: float
    ) -> None:
        """One line across at each spot."""
        if not spots:
            return
        points = [(spot, end) for spot in spots for end in ends]
        if self.along == 1:
            points = [(end, spot) for spot, end in points]
        pen = renderer.new_gc()
        pen.set_foreground(color)
        pen.set_linewidth(width)
        path = Path(points, [Path.MOVETO, Path.LINETO] * len(spots))
        renderer.draw_path(pen, path, _NOWHERE)
        pen.restore()


class LightXAxis(LightAxis, XAxis):  # type: ignore[misc]
    """The axis along."""

    along = 0


class LightYAxis(LightAxis, YAxis):  # type: ignore[misc]
    """The axis up."""

    along = 1
