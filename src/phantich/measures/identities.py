"""The identities that tie the published comparisons of a CPI table to each other and to the past.

Two comparisons a and b of a month t with the points u and v give its level twice, so that

    a[t] · I[u] = b[t] · I[v]

whenever the past ties u to v (`phantich.measures.past.Past`). With all months at hand these are:

====================  ===================================================================
identity              formula (index form; t the month of the table)
====================  ===================================================================
``yoy_chain``         yoy[t] = yoy[t−1] · mom[t] / mom[t−12]
``base_chain``        vs_base[t] = vs_base[t−1] · mom[t] / 100, same base year
``base_yoy``          yoy[t] = 100 · vs_base[t] / vs_base[t−12], same base year
``december_chain``    vs_december[t] = vs_december[t−1] · mom[t] / 100; January: mom[t]
``december_base``     vs_december[t] = 100 · vs_base[t] / vs_base[December]
``december_year``     vs_december[t] · yoy[December] = yoy[t] · vs_december[t−12]
====================  ===================================================================

and where months lack, what is left of them. Averages are geometric means:

====================  ===================================================================
``average``           ytd_average[t]^n = ytd_average[k]^k · yoy[k+1] · … · yoy[t], n the month,
                      k the newest month of the year whose average is known, or none
``quarter``           quarter_average[t]^3 = yoy[t−2] · yoy[t−1] · yoy[t]
``average_quarter``   ytd_average[t]^n = ytd_average[t−3]^(n−3) · quarter_average[t]^3
``parts``             a group's mom = weighted geometric mean of its parts' mom
====================  ===================================================================

Where the month before the table lacks, its yoy follows from this month's yoy and mom.

An identity is evaluated where all its figures are known. Its tolerance is 0.0065 points, which no
clean month since August 2020 exceeds, plus what half a last digit of every figure that was printed
with two decimals or fewer can make of it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from phantich.measures.past import Cell, Figures, Movement, Past, Rounding, month_before
from phantich.measures.past import compared_with as compared

TOLERANCE: Final = 0.0065
#: How far the weighted mean of the parts may miss the printed group besides.
PARTS_SLACK: Final = 0.005
#: Pairs of comparisons and the name of what ties them; the first counts as printed.
_PAIRS: Final = {
    ("yoy", "mom"): "yoy_chain",
    ("vs_base", "mom"): "base_chain",
    ("yoy", "vs_base"): "base_yoy",
    ("vs_december", "mom"): "december_chain",
    ("vs_december", "vs_base"): "december_base",
    ("vs_december", "yoy"): "december_year",
    ("vs_base", "vs_base"): "base_base",
}


@dataclass(frozen=True, slots=True)
class Residual:
    """One identity evaluated.

    `cells` are the figures of the checked month that it rests on, the printed one first.
    """

    identity: str
    cells: tuple[Cell, ...]
    printed: float
    computed: float
    tolerance: float

    @property
    def fails(self) -> bool:
        """Whether the difference exceeds the tolerance."""
        return not abs(self.printed - self.computed) <= self.tolerance


def residuals(
    month: str,
    own: Figures,
    past: Past,
    weights: Mapping[str, Mapping[str, float]],
    items: Collection[str] | None = None,
) -> list[Residual]:
    """All identities of one month's table that can be evaluated.

    Parameters
    ----------
    month, own
        The month of the table and its figures, in index form; one that is not positive fails.
    past
        What is known of other months.
    weights
        For each group, the total among them, the weights of its parts; empty when unknown.
    items
        The rows to look at; all when absent.
    """
    rows: dict[str, dict[str, float]] = {}
    for (item, measure, _), value in own.items():
        if items is None or item in items:
            rows.setdefault(item, {})[measure] = value
    rounding = Rounding(own)
    found: list[Residual] = []
    for item in sorted(rows):
        row = _Row(item, month, rows[item], past, rounding)
        found += row.impossible()
        found += row.pairs()
        found += row.averages()
    groups = ((g, p) for g, p in weights.items() if items is None or not {g, *p}.isdisjoint(items))
    found += [r for g, parts in groups if (r := _parts(g, month, own, parts, rounding))]
    return found


@dataclass(frozen=True, slots=True)
class _Begin:
    """What is known of a mean before its last months: the mean of `covered` months to `place`."""

    place: int
    covered: int
    mean: float = 100.0
    slack: float = 0.0

    @property
    def product(self) -> float:
        return (self.mean / 100) ** self.covered


@dataclass(frozen=True, slots=True)
class _Row:
    """One item of the table."""

    item: str
    month: str
    values: Mapping[str, float]
    past: Past
    rounding: Rounding

    def impossible(self) -> Iterator[Residual]:
        """Figures that no index can have."""
        for measure, value in self.values.items():
            if not value > 0:
                cells = ((self.item, measure, self.month),)
                yield Residual("positive", cells, value, math.nan, 0.0)

    def pairs(self) -> Iterator[Residual]:
        """Comparisons that give the level of the month twice."""
        known = [m for m, v in self.values.items() if v > 0 and compared(m, self.month)]
        for one, other in combinations(sorted(known, key=_rank), 2):
            first, second = compared(one, self.month), compared(other, self.month)
            tie = self.past.movement(self.item, str(first), str(second))
            if tie is not None:
                name = _PAIRS[one.partition("@")[0], other.partition("@")[0]]
                slack = tie.slack + self._share(other, self.month)
                yield self._residual(name, (one, other), self.values[other] * tie.factor, slack)

    def averages(self) -> Iterator[Residual]:
        """Averages of the year and of the quarter, by the yoy that they are means of."""
        number = int(self.month[5:])
        average, quarter = (self.values.get(f"{a}_average", 0.0) for a in ("ytd", "quarter"))
        if average > 0:
            yield from self._mean("average", "ytd_average", self._newest_average(number - 1))
        if quarter > 0 and number % 3 == 0:
            yield from self._mean("quarter", "quarter_average", _Begin(number - 3, 0))
            if average > 0:
                yield from self._of_quarter(number, quarter)

    def _newest_average(self, last: int) -> _Begin:
        """The newest month of the year, `last` at most, with an average."""
        for place in range(last, 0, -1):
            value = self._figure("ytd_average", place)
            if value is not None:
                return _Begin(place, place, value, self._share("ytd_average", self._month(place)))
        return _Begin(0, 0)

    def _of_quarter(self, number: int, quarter: float) -> Iterator[Residual]:
        begin = self._newest_average(number - 3)
        if begin.place == number - 3:
            product = begin.product * (quarter / 100) ** 3
            computed = 100 * product ** (1 / number)
            cells = ("ytd_average", "quarter_average")
            slack = begin.covered * begin.slack + 3 * self._share(cells[1], self.month)
            yield self._residual("average_quarter", cells, computed, slack / number)

    def _mean(self, name: str, measure: str, begin: _Begin) -> Iterator[Residual]:
        """The mean whose last months come after `begin`, if all of their yoy are known."""
        number = int(self.month[5:])
        if not self.values.get("yoy", 0.0) > 0:
            return
        product, own = begin.product * self.values["yoy"] / 100, ["yoy"]
        slack = begin.covered * begin.slack + self._share("yoy", self.month)
        for place in range(begin.place + 1, number):
            year = self._year(place)
            if year is None and place == number - 1 and self.values.get("mom", 0.0) > 0:
                year = self._year_from_own(place)
                own.append("mom")
            if year is None:
                return
            product *= year.factor
            slack += year.slack
        count = begin.covered + number - begin.place
        computed = 100 * product ** (1 / count)
        yield self._residual(name, (measure, *own), computed, slack / count)

    def _year(self, place: int) -> Movement | None:
        """Movement over the year up to a month of this year."""
        month = self._month(place)
        return self.past.movement(self.item, month_before(month, 12), month)

    def _year_from_own(self, place: int) -> Movement | None:
        """The same for the month before the table, from the table's own yoy and mom."""
        month = month_before(self._month(place), 12)
        tie = self.past.movement(self.item, month, month_before(month, -1))
        if tie is None:
            return None
        slack = sum(self._share(measure, self.month) for measure in ("yoy", "mom"))
        return Movement(self.values["yoy"] / self.values["mom"] * tie.factor, slack + tie.slack)

    def _figure(self, measure: str, place: int) -> float | None:
        return self.past.figures.get((self.item, measure, self._month(place)))

    def _share(self, measure: str, month: str) -> float:
        rounding = self.rounding if month == self.month else self.past.rounding
        return rounding.share((self.item, measure, month))

    def _month(self, place: int) -> str:
        return f"{self.month[:4]}-{place:02d}"

    def _residual(
        self, name: str, measures: tuple[str, ...], computed: float, slack: float
    ) -> Residual:
        """Residual of the first of the cells; `slack` of what is computed is a share of it."""
        cells = tuple((self.item, measure, self.month) for measure in measures)
        tolerance = TOLERANCE + self.rounding.slack(cells[0]) + slack * computed
        return Residual(name, cells, self.values[measures[0]], computed, tolerance)


def _rank(measure: str) -> int:
    """Order in which one comparison counts as printed beside another."""
    return {"vs_december": 0, "yoy": 1, "mom": 3}.get(measure, 2)


def _parts(
    group: str, month: str, own: Figures, parts: Mapping[str, float], rounding: Rounding
) -> Residual | None:
    cells = tuple((item, "mom", month) for item in (group, *parts))
    if any(not own.get(cell, 0.0) > 0 for cell in cells):
        return None
    total = sum(parts.values())
    shares = {c: w / total for c, w in zip(cells[1:], parts.values(), strict=True)}
    computed = math.exp(sum(w * math.log(own[c]) for c, w in shares.items()))
    slack = computed * sum(w * rounding.share(c) for c, w in shares.items())
    tolerance = TOLERANCE + PARTS_SLACK + rounding.slack(cells[0]) + slack
    return Residual("parts", cells, own[cells[0]], computed, tolerance)
