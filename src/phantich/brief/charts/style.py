"""How charts look: one palette with fixed meanings, one font, numbers as the text has them."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from phantich import language
from phantich.brief.charts.compact import compact
from phantich.brief.model.flags import Severity
from phantich.language import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import SubplotSpec

Size = Literal["wide", "narrow"]

#: Fixed meanings, told apart by colour-blind readers; red is kept for flags.
CITY: Final = "#0b4a7f"
COUNTRY: Final = "#6b7076"
LAST_YEAR: Final = "#7fa8cf"
#: Darker than the line of last year, so that its label can be read.
LAST_YEAR_INK: Final = "#3f6f9f"
PLAN: Final = "#a8560a"
RISE: Final = CITY
FALL: Final = "#c9822b"
QUIET: Final = "#a9bdd1"
INK: Final = "#1b1f24"
MUTED: Final = "#59616b"
RULE: Final = "#d5dae0"
SECOND: Final = "#8a5a9e"
#: Bands in which a figure is expected with 80 and 95 per cent.
BAND_80: Final = "#b9cfe4"
BAND_95: Final = "#dfe9f3"
#: Lights; a letter or a shape always goes with them.
GREEN: Final = "#2e7d5b"
AMBER: Final = "#d08700"
RED: Final = "#b3261e"
#: Five classes from low to high, and from below to above a middle.
CLASSES: Final = ("#e3ecf5", "#b3cce4", "#7aa5cf", "#3a74ac", "#0b4a7f")
AROUND: Final = ("#c9822b", "#e9c795", "#f3f3f1", "#b3cce4", "#3a74ac")

#: Marks words of a drawing whose numbers order and are no figures: ranks, numbering.
ORDER: Final = "order"

#: Typed loosely: the stubs know each key of matplotlib's settings by name.
_RC: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "phantich",
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "text.color": INK,
    "lines.solid_capstyle": "round",
    # Titles stay where they are put; numbers are written out, never as a part and an offset.
    "axes.titley": 1.0,
    "axes.formatter.useoffset": False,
    "axes.formatter.limits": (-99, 99),
}


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on, and for whom."""

    figure: Figure
    axes: Axes
    lang: Language
    size: Size
    #: Ids of the figures that early warning found, with the severity.
    flags: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.size == "narrow"

    def number(self, value: float, decimals: int) -> str:
        """A number as the text has it."""
        return language.number(value, decimals, self.lang)

    def say(self, vi: str, en: str) -> str:
        """The one of two texts that is in the drawing's language."""
        return vi if self.lang == "vi" else en

    def grid(self, count: int, columns: int) -> list[Axes]:
        """So many small axes in rows instead of the one; empty places stay white."""
        self.axes.remove()
        places = self.figure.add_gridspec(-(-count // columns), columns)
        return [self.add(places[i // columns, i % columns]) for i in range(count)]

    def add(self, place: SubplotSpec | tuple[float, float, float, float]) -> Axes:
        """Axes more, in a place of a grid or a part of the figure."""
        from phantich.brief.charts.axes import LightAxes

        if isinstance(place, tuple):
            return self.figure.add_axes(place, axes_class=LightAxes)
        return self.figure.add_subplot(place, axes_class=LightAxes)


@contextmanager
def canvas(
    lang: Language, size: Size, height: float, flags: Mapping[str, Severity] | None = None
) -> Iterator[Canvas]:
    """A figure of 7.2 inches, for a phone 3.7, with the project's style."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from phantich.brief.charts.axes import LightAxes
    from phantich.brief.charts.layout import Snug

    with mpl.rc_context(_RC):
        wide = 3.7 if size == "narrow" else 7.2
        figure = Figure(figsize=(wide, height), layout=Snug())
        yield Canvas(figure, figure.add_subplot(axes_class=LightAxes), lang, size, flags or {})


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage while a drawing makes its hundred thousand objects.

    When it ends, the drawing should be out of reach: one search then finds all of it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def svg(figure: Figure) -> str:
    """The figure as SVG; the same figure gives the same bytes."""
    from phantich.brief.charts.measuring import Writer

    buffer = io.StringIO()
    figure.set_dpi(72)
    width, height = figure.bbox.width, figure.bbox.height
    metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
    pen: Any = Writer(width, height, buffer, metadata=metadata)
    figure.draw(pen)
    pen.finalize()
    text = buffer.getvalue()
    return compact(text[text.index("<svg") :])


def format_values(canvas: Canvas, axis: Literal["x", "y"], decimals: int, suffix: str = "") -> None:
    """Ticks of an axis in the language's number format."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    target = canvas.axes.yaxis if axis == "y" else canvas.axes.xaxis
    target.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    target.set_major_formatter(
        FuncFormatter(lambda value, _: canvas.number(value, decimals) + suffix)
    )


def less(value: float, base: float) -> float:
    """The difference of two printed numbers, exact in decimals.

    Examples
    --------
    >>> less(100.05, 100.0), 100.05 - 100.0 == 0.05
    (0.05, False)
    """
    return float(Decimal(repr(float(value))) - Decimal(repr(float(base))))


def decimals_for(values: list[float]) -> int:
    """Decimals that tell the ticks of such values apart."""
    spread = max(values) - min(values) if values else 0.0
    return 0 if spread >= 4 else 1 if spread >= 0.5 else 2


def spread_labels(places: list[float], gap: float) -> list[float]:
    """Places of labels moved apart so that neighbours keep a gap, as little as needed.

    Examples
    --------
    >>> spread_labels([1.0, 1.2, 5.0], 1.0)
    [0.6, 1.6, 5.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    blocks: list[list[float]] = []
    for index in order:
        blocks.append([places[index], 1.0])
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], gap):
            centre, count = blocks.pop()
            below, number = blocks.pop()
            total = number + count
            blocks.append([(below * number + centre * count) / total, total])
    moved = [0.0] * len(places)
    spots = (
        centre + gap * (k - (count - 1) / 2) for centre, count in blocks for k in range(int(count))
    )
    for index, spot in zip(order, spots, strict=True):
        moved[index] = round(spot, 10)
    return moved


def _overlap(below: list[float], above: list[float], gap: float) -> bool:
    return above[0] - below[0] < gap * (above[1] + below[1]) / 2
