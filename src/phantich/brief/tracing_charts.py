"""Every numeral of a drawn chart is a fact, or belongs to a scale, a period or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from phantich.brief.model.facts import Fact
from phantich.brief.structure import DIGIT, NUMERAL, loose
from phantich.brief.tracing import Trace, parse_number, printed, prints
from phantich.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def check_drawing(
    figure: Figure, facts: Iterable[Fact] | Known, names: Sequence[str], lang: Language
) -> Trace:
    """Trace the numerals of a drawn chart: its facts, periods, names, and the scales of its axes.

    `names` are those of the content, see `phantich.brief.structure.names_of`. Words that are
    marked as `phantich.brief.charts.style.ORDER` number or rank what they stand by.

    Raises
    ------
    UntracedError
        When a number beside a mark is no fact of the chart.
    """
    from matplotlib.text import Text as Drawn

    from phantich.brief.charts.style import ORDER

    known = facts if isinstance(facts, Known) else Known(facts)
    scales = {id(label) for axes in figure.axes for label in _scale(axes)}
    trace = Trace()
    for drawn in figure.findobj(Drawn):
        text = drawn.get_text()
        if id(drawn) in scales or not DIGIT.search(text) or not drawn.get_visible():
            continue
        if drawn.get_gid() == ORDER:
            trace.structural += len(NUMERAL.findall(text))
            continue
        rest = loose(text, names)
        for numeral in NUMERAL.findall(rest):
            if known.prints(numeral, lang):
                trace.facts += 1
            elif not _in_a_name(numeral, names):
                trace.untraced.append(f"{numeral!r} in the drawing, in {text!r}")
    return trace.settle()


def _scale(axes: object) -> Iterator[object]:
    """Labels of the ticks of both axes that hold nothing but a number and its unit."""
    for axis in (axes.xaxis, axes.yaxis):  # type: ignore[attr-defined]
        for label in axis.get_ticklabels(which="both"):
            if re.fullmatch(rf"\s*{NUMERAL.pattern}\s*%?\s*", label.get_text()):
                yield label


def _in_a_name(numeral: str, names: Iterable[str]) -> bool:
    """Whether a name holds the number: a drawing wraps and shortens names."""
    return any(re.search(rf"(?<!\d){re.escape(numeral)}(?!\d)", name) for name in names)


class Known:
    """Facts with what they print, worked out once for all drawings of a chart."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = list(facts)
        self._periods = {fact.period for fact in self._facts}
        self._numbers: dict[int, set[Decimal]] = {}

    def prints(self, shown: str, lang: Language) -> bool:
        """Whether the digits are those of one of the facts, see `prints`."""
        if any(letter.isalpha() for letter in shown):
            return any(prints(shown, fact, lang) for fact in self._facts)
        if shown in self._periods:
            return True
        value, decimals = parse_number(shown, lang)
        if decimals not in self._numbers:
            every = (printed(fact, decimals) for fact in self._facts)
            self._numbers[decimals] = {number for some in every for number in some}
        return value in self._numbers[decimals]
