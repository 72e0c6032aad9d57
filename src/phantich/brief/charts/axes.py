"""Axes of a drawing that cost little: no part is made, measured or drawn that is not seen."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from matplotlib.axes import Axes
from matplotlib.spines import Spine
from matplotlib.text import Text

from phantich.brief.charts.axis import LightAxis, LightXAxis, LightYAxis
from phantich.brief.charts.block import seen, write


class LightAxes(Axes):
    """Axes that draw their parts in order, words by `phantich.brief.charts.block`."""

    def _init_axis(self) -> None:
        # Spines are not told of them and are placed when drawn: placing one makes new ticks.
        self.xaxis = LightXAxis(self, clear=False)
        self.yaxis = LightYAxis(self, clear=False)

    def words(self, dpi: float) -> list[Text]:
        """All texts that are seen, in their places."""
        own = [t for t in self.get_children() if isinstance(t, Text) and seen(t)]
        if self.axison:
            for axis in (self.xaxis, self.yaxis):
                assert isinstance(axis, LightAxis)
                own += axis.words(dpi)
        return own

    def draw(self, renderer: Any) -> None:
        """Draw what is seen, the lower parts first."""
        figure = self.get_figure()
        if not self.get_visible() or figure is None:
            return
        self.apply_aspect()
        framing = {*self.spines.values(), self.xaxis, self.yaxis}
        hidden = set() if self.axison else framing
        if not self.axison or self.get_subplotspec() is not None:
            # Axes in a grid stand on nothing but the white figure.
            hidden.add(self.patch)
        for part in sorted(self.get_children(), key=attrgetter("zorder")):
            if part in hidden or not part.get_visible():
                continue
            if isinstance(part, Spine):
                part.set_position(("outward", 0.0))
            if not isinstance(part, Text):
                part.draw(renderer)
            elif seen(part):
                write(part, renderer, figure.dpi)
