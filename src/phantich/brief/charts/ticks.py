"""Ticks that cost little: a place and a label; their lines are drawn by the axis in one stroke.

Matplotlib's tick is three lines and two texts, made for axes that show none, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.artist import Artist

if TYPE_CHECKING:
    from matplotlib.text import Text

    from phantich.brief.charts.axis import LightAxis


class _NoLabel:
    """Stands on the side of a tick that has no label."""

    def get_visible(self) -> bool:
        return False

    def set_text(self, _: object) -> None:
        """Nothing."""

    def _internal_update(self, _: object) -> None:
        """Nothing."""


_NONE: Final[Any] = _NoLabel()


class LightTick(Artist):
    """A place on an axis and its label; its lines are drawn by the axis."""

    def __init__(self, axis: LightAxis) -> None:
        super().__init__()
        self._axis, self._loc, self._side = axis, 0.0, axis.side
        self._text: Text | None = None

    @property
    def label(self) -> Any:
        """The label, made when it is first asked for."""
        if self._text is None:
            self._text = self._axis.new_label()
            self._axis.move(self._text, self._loc)
        return self._text

    @property
    def label1(self) -> Any:
        """The label below or left of the axes."""
        return _NONE if self._side else self.label

    @property
    def label2(self) -> Any:
        """The label above or right of the axes."""
        return self.label if self._side else _NONE

    def get_children(self) -> list[Artist]:
        """The label if there is one."""
        return [] if self._text is None else [self._text]

    def get_loc(self) -> float:
        """Place in data coordinates."""
        return self._loc

    def update_position(self, loc: float) -> None:
        """Move to a place in data coordinates."""
        self._loc = float(loc)
        if self._text is not None:
            self._axis.move(self._text, self._loc)

    def _apply_params(self, **changed: Any) -> None:
        """Look as the axis wants its ticks, where it has changed its mind."""
        self._side = self._axis.side
        if self._text is not None:
            self._axis.dress(self._text, changed)
            self._axis.move(self._text, self._loc)
