"""A chart: its words, the facts that it shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phantich.brief.charts.style import Canvas, Size, canvas, svg, uncollected
from phantich.brief.model.flags import Severity
from phantich.brief.text import Text
from phantich.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says the finding with its number, `subtitle` what is drawn and in which unit."""

    id: str
    title: Text
    subtitle: Text
    alt: Text
    facts: tuple[str, ...]
    #: Codes of the indicators that it is about.
    codes: tuple[str, ...]
    draw: Callable[[Canvas], None]
    #: Height in inches for a wide page and for a phone.
    height: float = 3.0
    narrow_height: float = 2.9
    #: Ids of the facts that are drawn as points or columns, which can be marked.
    points: tuple[str, ...] = ()
    #: Those of them that early warning found, with the severity.
    flags: Mapping[str, Severity] = field(default_factory=dict)

    def svg(
        self, lang: Language, size: Size = "wide", look: Callable[[Figure], None] | None = None
    ) -> str:
        """The drawing, without title and foot; `look` sees the figure when it is drawn."""
        with uncollected():
            return self._svg(lang, size, look)

    def png(self, lang: Language, dpi: int = 180) -> bytes:
        """The wide drawing as a picture, for documents that take no SVG."""
        with uncollected():
            return self._png(lang, dpi)

    def _svg(self, lang: Language, size: Size, look: Callable[[Figure], None] | None) -> str:
        height = self.narrow_height if size == "narrow" else self.height
        with canvas(lang, size, height, self.flags) as target:
            self.draw(target)
            drawn = svg(target.figure)
            if look is not None:
                look(target.figure)
            return drawn

    def _png(self, lang: Language, dpi: int) -> bytes:
        from phantich.brief.charts.raster import png

        with canvas(lang, "wide", self.height, self.flags) as target:
            self.draw(target)
            return png(target.figure, dpi)
