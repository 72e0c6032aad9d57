"""The identities that tie the published comparisons of a CPI table to each other and to the past.

====================  ===================================================================
identity              formula (index form; t the month of the table)
====================  ===================================================================
``yoy_chain``         yoy[t] = yoy[t−1] · mom[t] / mom[t−12]
``base_chain``        vs_base[t] = vs_base[t−1] · mom[t] / 100, same base year
``base_yoy``          yoy[t] = 100 · vs_base[t] / vs_base[t−12], same base year
``december_chain``    vs_december[t] = vs_december[t−1] · mom[t] / 100; January: mom[t]
``december_base``     vs_december[t] = vs_december[s] · vs_base[t] / vs_base[s], s an earlier month
                      of the year, the nearest one known
``december_year``     vs_december[t] = yoy[t] in December
``average``           ytd_average[t]^n = ytd_average[t−1]^(n−1) · yoy[t], n the month
``parts``             a group's mom = weighted geometric mean of its parts' mom
====================  ===================================================================

An identity is evaluated where all its figures are known. Its tolerance is 0.0065 points, which no
clean month since August 2020 exceeds, plus half a last digit for every figure that was printed
with two decimals or fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

#: A figure: item, measure, month (``2025-01``).
Cell = tuple[str, str, str]
Figures = Mapping[Cell, float]

TOLERANCE: Final = 0.0065
#: How far the weighted mean of the parts may miss the printed group besides.
PARTS_SLACK: Final = 0.005


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
        return abs(self.printed - self.computed) > self.tolerance


@dataclass(frozen=True, slots=True)
class _Identity:
    """``measure`` = formula(own measures of the month, past measures at their lags)."""

    name: str
    measure: str
    own: tuple[str, ...]
    past: tuple[tuple[str, int], ...]
    formula: Callable[..., float]


def month_before(month: str, count: int = 1) -> str:
    """The month `count` months earlier.

    Examples
    --------
    >>> month_before("2025-01"), month_before("2025-01", 12)
    ('2024-12', '2024-01')
    """
    ordinal = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def half_digit(value: float) -> float:
    """Half a unit of the last digit of a figure with at most two decimals, 0 for a longer one.

    Examples
    --------
    >>> half_digit(100.4), half_digit(100.43), half_digit(100.4312)
    (0.05, 0.005, 0.0)
    """
    for decimals in (1, 2):
        if abs(value - round(value, decimals)) < 1e-9:
            return 0.5 * 10.0**-decimals
    return 0.0


def residuals(
    month: str, figures: Figures, weights: Mapping[str, Mapping[str, float]]
) -> list[Residual]:
    """All identities of one month's table that can be evaluated.

    Parameters
    ----------
    month
        The month of the table.
    figures
        Figures of the table and of the past, in index form. An index on a base year goes by the
        measure ``vs_base@`` and the year, so that two bases never meet.
    weights
        For each group, the total among them, the weights of its parts; empty when unknown.
    """
    items = {item for item, _, at in figures if at == month}
    bases = sorted({m for _, m, at in figures if at == month and m.startswith("vs_base")})
    specs = list(_identities(int(month[5:]), bases))
    found = [_evaluate(spec, item, month, figures) for item in sorted(items) for spec in specs]
    found += [
        _december_base(item, month, base, figures) for item in sorted(items) for base in bases
    ]
    found += [_parts(group, month, figures, parts) for group, parts in weights.items()]
    return [r for r in found if r is not None]


def _identities(number: int, bases: list[str]) -> Iterator[_Identity]:
    chain = (("yoy", 1), ("mom", 12))
    yield _Identity("yoy_chain", "yoy", ("mom",), chain, lambda m, y1, m12: y1 * m / m12)
    for base in bases:
        yield _Identity("base_chain", base, ("mom",), ((base, 1),), lambda m, b1: b1 * m / 100)
        yield _Identity("base_yoy", "yoy", (base,), ((base, 12),), lambda b, b12: 100 * b / b12)
    if number == 1:
        yield _Identity("december_chain", "vs_december", ("mom",), (), lambda m: m)
        yield _Identity("average", "ytd_average", ("yoy",), (), lambda y: y)
        return
    # In February the figure on December and the average of January are January's own comparisons.
    december, average = ("mom", "yoy") if number == 2 else ("vs_december", "ytd_average")
    yield _Identity(
        "december_chain", "vs_december", ("mom",), ((december, 1),), lambda m, d1: d1 * m / 100
    )
    yield _Identity(
        "average",
        "ytd_average",
        ("yoy",),
        ((average, 1),),
        lambda y, a1: float((a1 ** (number - 1) * y) ** (1 / number)),
    )
    if number == 12:
        yield _Identity("december_year", "vs_december", ("yoy",), (), lambda y: y)


def _evaluate(spec: _Identity, item: str, month: str, figures: Figures) -> Residual | None:
    own = tuple((item, measure, month) for measure in (spec.measure, *spec.own))
    past = tuple((item, measure, month_before(month, lag)) for measure, lag in spec.past)
    if any(cell not in figures for cell in (*own, *past)):
        return None
    values = [figures[cell] for cell in (*own, *past)]
    if min(values) <= 0:
        return Residual(spec.name, own, values[0], float("nan"), -1.0)
    tolerance = TOLERANCE + sum(half_digit(value) for value in values)
    return Residual(spec.name, own, values[0], spec.formula(*values[1:]), tolerance)


def _december_base(item: str, month: str, base: str, figures: Figures) -> Residual | None:
    own = ((item, "vs_december", month), (item, base, month))
    if any(cell not in figures for cell in own):
        return None
    for back in range(1, int(month[5:])):
        at = month_before(month, back)
        level, since = figures.get((item, base, at)), figures.get((item, "vs_december", at))
        if level is None or since is None or min(level, since, figures[own[1]]) <= 0:
            continue
        values = [figures[own[0]], figures[own[1]], level, since]
        tolerance = TOLERANCE + sum(half_digit(value) for value in values)
        return Residual("december_base", own, values[0], since * values[1] / level, tolerance)
    return None


def _parts(group: str, month: str, figures: Figures, parts: Mapping[str, float]) -> Residual | None:
    cells = tuple((item, "mom", month) for item in (group, *parts))
    if any(cell not in figures or figures[cell] <= 0 for cell in cells):
        return None
    values = np.array([figures[cell] for cell in cells[1:]])
    shares = np.array([*parts.values()])
    computed = float(np.exp((shares * np.log(values)).sum() / shares.sum()))
    printed = figures[cells[0]]
    tolerance = TOLERANCE + PARTS_SLACK + half_digit(printed)
    return Residual("parts", cells, printed, computed, tolerance)
