"""Where the year of a component will end, and the odds of its plans.

What adds up through the year is judged by the paths of past years (`phantich.forecast.odds`). An
average since January is the geometric mean of the months' growth, as the statistics office prints
it: the months known and those forecast, whose bands are taken as moving together, so that the
year's band is rather too wide than too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from phantich.brief import periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.outlook.history import Case
from phantich.brief.view import View
from phantich.catalog.breaks import territorial_breaks

if TYPE_CHECKING:
    import pandas as pd

    from phantich.forecast.prospects import Prospect
    from phantich.forecast.yearpaths import YearPaths
    from phantich.measures.panel import Floats

#: In the order in which a sentence tells them.
PLANS: Final = ("plan:council", "plan:central", "plan", "plan:scenario")
#: No index of growth is so low, no rate of growth that is planned so high.
_RATE_BELOW: Final = 50


@dataclass(frozen=True)
class Goal:
    """A plan of the year, the chance of ending at it or above, and what each period must bring."""

    plan: Fact
    amount: float
    chance: float
    needed: float


@dataclass(frozen=True)
class YearEnd:
    """The end of the year that the figure `now` belongs to.

    `ends` are the quantiles of the result, `paths` those of the figure to date in each of the
    `months` left, ``(months, quantiles)``; `growth` is whether they are indices, base = 100.
    """

    now: Fact
    ends: Floats
    months: tuple[str, ...]
    paths: Floats
    goals: tuple[Goal, ...]
    growth: bool
    rule: str
    #: Newest past year that the same method could have judged from the same period, and by how
    #: much it would have missed the result, per cent.
    tried: tuple[str, float] | None = None

    @property
    def year(self) -> str:
        """The year."""
        return self.now.period[:4]


def year_end(
    content: Content, case: Case, others: Sequence[tuple[Case, Prospect]]
) -> YearEnd | None:
    """The year end of a component; None where nothing says it, and in December.

    `others` are the forecasts of the content, of which one may be of the months behind an average.
    """
    newest = case.newest
    if case.letter != "M" or newest is None or case.rows is None:
        return None
    averaged = case.component.kind == "price_index"
    now = View(content).fact(case.component, "ytd_average" if averaged else "ytd")
    if now is None or now.rule or now.simulated != newest.simulated:
        return None
    if periods.number(now.period) == 12:
        return None
    plans = _plans(View(content), case, now)
    if averaged:
        return _average(case, now, plans, others)
    return _adding_up(content.area.vi, case, now, plans) if _adds_up(case) else None


def _adds_up(case: Case) -> bool:
    return case.component.kind in ("flow", "count")


def _plans(view: View, case: Case, now: Fact) -> list[Fact]:
    """Plans of the year and origin, in the unit of the figure; that of an index is an index."""
    found = (view.fact(case.component, name, period=now.period[:4]) for name in PLANS)
    index = case.component.kind == "price_index"
    return [
        plan
        for plan in found
        if plan is not None
        and plan.value > 0
        and plan.simulated == now.simulated
        and (index or plan.unit == now.unit)
    ]


def _adding_up(area: str, case: Case, now: Fact, plans: list[Fact]) -> YearEnd | None:
    import numpy as np
    import pandas as pd

    from phantich.forecast.odds import year_end_odds
    from phantich.forecast.yearpaths import YearPaths

    assert case.rows is not None
    rows = case.rows[case.rows["measure"] == "ytd"]
    sums = _sums(rows, area)
    first = int(rows["period"].str[:4].min())
    goals = np.full(sums.shape[:2], np.nan)
    paths = YearPaths(pd.Index([case.component.id]), first, sums, goals)
    if paths.year != int(now.period[:4]):
        return None
    targets = {plan.measure: np.array([plan.value]) for plan in plans}
    odds = year_end_odds(paths, targets)
    if odds.reasons[0]:
        return None
    chances = zip(plans, odds.probability[0, 1:], odds.needed[0, 1:], strict=True)
    left = _left(now.period)
    return YearEnd(
        now, odds.quantiles[0], left, odds.paths[0, 12 - len(left) :],
        tuple(Goal(plan, plan.value, float(p), float(n)) for plan, p, n in chances),
        growth=False, rule="past years' paths", tried=_tried(paths, int(odds.places[0])),
    )  # fmt: skip


def _tried(paths: YearPaths, place: int) -> tuple[str, float] | None:
    """The newest past year judged by the years before it from the same place, and its error."""
    from phantich.forecast.odds import year_end_odds

    for year in range(paths.year - 1, paths.first_year, -1):
        result = float(paths.sums[0, year - paths.first_year, -1])
        before = year_end_odds(paths.cut(year, place))
        middle = float(before.quantile(0.5)[0])
        if result > 0 and middle > 0 and int(before.places[0]) == place:
            return str(year), 100 * (middle / result - 1)
    return None


def _left(period: str) -> tuple[str, ...]:
    return tuple(f"{period[:4]}-{month:02d}" for month in range(periods.number(period) + 1, 13))


def _sums(rows: pd.DataFrame, area: str) -> Floats:
    """Cumulated figures ``(1, years, 12)``; years in which the territory changed are left out."""
    import numpy as np

    years = rows["period"].str[:4].astype(int)
    months = rows["period"].str[5:7].astype(int)
    sums = np.full((1, int(years.max() - years.min()) + 1, 12), np.nan)
    sums[0, years - years.min(), months - 1] = rows["value"]
    for change in territorial_breaks(area):
        year, month = (int(part) for part in change.month.split("-"))
        if month > 1 and years.min() <= year < years.max():
            sums[0, year - int(years.min())] = np.nan
    return sums


def _average(
    case: Case, now: Fact, plans: list[Fact], others: Sequence[tuple[Case, Prospect]]
) -> YearEnd | None:
    """The average of the year by the growth of its months, known and forecast."""
    import numpy as np

    same = (now.item, now.area, now.simulated)
    found = next(
        (
            (other, prospect)
            for other, prospect in others
            if other.newest is not None
            and (other.newest.item, other.newest.area, other.newest.simulated) == same
            and other.newest.period == now.period
            and other.measure == "yoy"
        ),
        None,
    )
    left = _left(now.period)
    if found is None or found[1].periods[: len(left)] != left:
        return None
    other, prospect = found
    assert other.rows is not None
    rows = other.rows[(other.rows["measure"] == "yoy")]
    known = rows.loc[rows["period"].str[:4] == now.period[:4], "value"].to_numpy(dtype=float)
    if len(known) != periods.number(now.period):
        return None
    coming = np.log(prospect.quantiles[: len(left)]).cumsum(axis=0)
    counts = len(known) + 1 + np.arange(len(left))
    paths = np.exp((np.log(known).sum() + coming) / counts[:, None])
    goals = tuple(_likely(plan, paths[-1]) for plan in plans)
    rule = "geometric mean of the months known and forecast"
    return YearEnd(now, paths[-1], left, paths, goals, growth=True, rule=rule)


def _likely(plan: Fact, ends: Floats) -> Goal:
    """The chance of an average at the target or above, with normal odds around the middle."""
    from scipy.special import ndtr, ndtri

    amount = plan.value + 100 if plan.value < _RATE_BELOW else plan.value
    spread = (ends[3] - ends[1]) / (2 * ndtri(0.9))
    chance = float(ndtr((ends[2] - amount) / spread)) if spread > 0 else float(ends[2] >= amount)
    return Goal(plan, amount, chance, float("nan"))
