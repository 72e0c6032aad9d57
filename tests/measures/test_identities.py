"""Every identity against hand arithmetic, and all of them on tables that are right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.measures.identities import PARTS_SLACK, TOLERANCE, Residual, residuals
from phantich.measures.past import Cell, Past
from tests.measures.made_up import TOTAL, WEIGHTS, levels_of, month_of, table_of

BASE = "vs_base@2019=100"


def only(month: str, own: dict[str, float], past: dict[tuple[str, str], float]) -> Residual:
    """The one identity of one item's row; figures of the past by measure and month."""
    table = {("a", measure, month): value for measure, value in own.items()}
    known: dict[Cell, float] = {("a", measure, at): value for (measure, at), value in past.items()}
    (found,) = residuals(month, table, Past(known), {})
    return found


#: Identity, month, own figures (printed one first), the past, and what it gives.
EXAMPLES = [
    # 103.25 · 100.3 / 99.9 = 103.66341…
    ("yoy_chain", "2024-05", {"yoy": 103.7, "mom": 100.3},
     {("yoy", "2024-04"): 103.25, ("mom", "2023-05"): 99.9}, 103.25 * 100.3 / 99.9),
    # A year of levels instead of the two figures of the year before.
    ("yoy_chain", "2024-05", {"yoy": 103.7, "mom": 100.3},
     {(BASE, "2024-04"): 120.12, (BASE, "2023-05"): 116.44}, 100.3 * 120.12 / 116.44),
    ("base_chain", "2024-05", {BASE: 112.1, "mom": 100.4}, {(BASE, "2024-04"): 111.7},
     111.7 * 1.004),
    ("base_yoy", "2024-05", {"yoy": 103.7, BASE: 112.1}, {(BASE, "2023-05"): 108.2},
     100 * 112.1 / 108.2),
    ("december_chain", "2024-05", {"vs_december": 101.2, "mom": 100.1},
     {("vs_december", "2024-04"): 101.05}, 101.05 * 1.001),
    # In January the two are the same figure, and nothing of the past is needed.
    ("december_chain", "2024-01", {"vs_december": 100.9, "mom": 100.4}, {}, 100.4),
    # February follows from January's mom alone.
    ("december_chain", "2024-02", {"vs_december": 100.9, "mom": 100.4}, {("mom", "2024-01"): 100.3},
     100.4 * 1.003),
    ("december_base", "2024-05", {"vs_december": 101.2, BASE: 112.1}, {(BASE, "2023-12"): 110.6},
     100 * 112.1 / 110.6),
    ("december_base", "2024-05", {"vs_december": 101.2, BASE: 112.1},
     {(BASE, "2024-02"): 111.3, ("vs_december", "2024-02"): 100.6}, 100.6 * 112.1 / 111.3),
    ("december_year", "2023-12", {"vs_december": 103.6, "yoy": 103.5}, {}, 103.5),
    ("december_year", "2024-05", {"vs_december": 101.2, "yoy": 104.4},
     {("yoy", "2023-12"): 103.6, ("vs_december", "2023-05"): 100.4}, 104.4 * 100.4 / 103.6),
    ("average", "2024-01", {"ytd_average": 103.4, "yoy": 103.3}, {}, 103.3),
    ("average", "2024-02", {"ytd_average": 103.6, "yoy": 104.0}, {("yoy", "2024-01"): 103.4},
     math.sqrt(103.4 * 104.0)),
    ("average", "2024-05", {"ytd_average": 103.6, "yoy": 104.0},
     {("ytd_average", "2024-04"): 103.4}, (103.4**4 * 104.0) ** 0.2),
    ("quarter", "2024-06", {"quarter_average": 104.1, "yoy": 104.0},
     {("yoy", "2024-04"): 104.4, ("yoy", "2024-05"): 104.3}, (104.4 * 104.3 * 104.0) ** (1 / 3)),
    ("average_quarter", "2024-06", {"ytd_average": 103.9, "quarter_average": 104.3},
     {("ytd_average", "2024-03"): 103.7}, math.sqrt(103.7 * 104.3)),
    ("average_quarter", "2024-03", {"ytd_average": 103.9, "quarter_average": 104.3}, {}, 104.3),
]  # fmt: skip


@pytest.mark.parametrize(("identity", "month", "own", "past", "wanted"), EXAMPLES)
def test_each_identity(
    identity: str,
    month: str,
    own: dict[str, float],
    past: dict[tuple[str, str], float],
    wanted: float,
) -> None:
    found = only(month, own, past)
    assert found.identity == identity
    assert found.cells == tuple(("a", measure, month) for measure in own)
    assert found.printed == next(iter(own.values()))
    assert found.computed == pytest.approx(wanted, abs=1e-9)


def test_the_tolerance_is_what_half_a_digit_can_do() -> None:
    """One decimal: yoy, mom, last year's mom; two: last month's yoy. All enter as shares."""
    past = {("yoy", "2024-04"): 103.25, ("mom", "2023-05"): 99.9}
    found = only("2024-05", {"yoy": 103.7, "mom": 100.3}, past)
    shares = 0.05 / 100.3 + 0.005 / 103.25 + 0.05 / 99.9
    assert found.tolerance == pytest.approx(0.0065 + 0.05 + found.computed * shares)
    exact = {("yoy", "2024-04"): 103.2512, ("mom", "2023-05"): 99.9034}
    found = only("2024-05", {"yoy": 103.7001, "mom": 100.3001}, exact)
    assert found.tolerance == TOLERANCE == 0.0065
    found = only("2024-03", {"ytd_average": 103.9, "quarter_average": 104.3333}, {})
    assert found.tolerance == pytest.approx(TOLERANCE + 0.05)
    found = only("2024-06", {"ytd_average": 103.9, "quarter_average": 104.3},
                 {("ytd_average", "2024-03"): 103.71})  # fmt: skip
    shares = (3 * 0.05 / 104.3 + 3 * 0.005 / 103.71) / 6
    assert found.tolerance == pytest.approx(0.0065 + 0.05 + found.computed * shares)
    found = only("2024-06", {"quarter_average": 103.9, "yoy": 104.3},
                 {("yoy", "2024-04"): 103.71, ("yoy", "2024-05"): 103.7123})  # fmt: skip
    shares = (0.05 / 104.3 + 0.005 / 103.71) / 3
    assert found.tolerance == pytest.approx(0.0065 + 0.05 + found.computed * shares)


def test_a_residual_fails_beyond_its_tolerance() -> None:
    cell = (("a", "mom", "m"),)
    assert not Residual("x", cell, 100.0, 100.5, 0.5).fails
    assert Residual("x", cell, 100.0, 100.51, 0.5).fails
    assert Residual("x", cell, 100.51, 100.0, 0.5).fails
    assert Residual("x", cell, 0.0, math.nan, 0.0).fails


def test_the_average_where_months_lack() -> None:
    """May lacks: its yoy is June's over June's mom, times last June's mom."""
    own = {"ytd_average": 103.8, "yoy": 104.2, "mom": 100.2}
    known: dict[Cell, float] = {
        ("a", "ytd_average", "2024-03"): 103.5,
        ("a", "yoy", "2024-04"): 104.4,
        ("a", "mom", "2023-06"): 100.3,
    }
    table = {("a", measure, "2024-06"): value for measure, value in own.items()}
    (found,) = residuals("2024-06", table, Past(known), {})
    assert found.identity == "average"
    assert found.cells == tuple(("a", m, "2024-06") for m in ("ytd_average", "yoy", "mom"))
    may = 104.2 / 100.2 * 100.3
    assert found.computed == pytest.approx((103.5**3 * 104.4 * may * 104.2) ** (1 / 6))
    shares = 3 * 0.05 / 103.5 + 0.05 / 104.4 + 2 * 0.05 / 104.2 + 0.05 / 100.2 + 0.05 / 100.3
    assert found.tolerance == pytest.approx(0.0065 + 0.05 + found.computed * shares / 6)
    without = {cell: v for cell, v in known.items() if cell[1:] != ("mom", "2023-06")}
    assert residuals("2024-06", table, Past(without), {}) == []
    # The month before only is known in this way, not the one before that.
    early = {cell: v for cell, v in known.items() if cell[1] != "yoy"}
    assert residuals("2024-06", table, Past(early), {}) == []
    for lacking in ("mom", "yoy", "ytd_average"):
        left = {cell: v for cell, v in table.items() if cell[1] != lacking}
        assert residuals("2024-06", left, Past(known), {}) == []
    # The average itself goes from the newest known month on.
    newer = known | {("a", "ytd_average", "2024-05"): 103.7}
    kinds = {r.identity: r for r in residuals("2024-06", table, Past(newer), {})}
    assert kinds["average"].computed == pytest.approx((103.7**5 * 104.2) ** (1 / 6))


def test_quarters_end_in_march_june_september_and_december() -> None:
    yearly = {("a", "yoy", f"2024-{m:02d}"): 103.5 for m in range(1, 12)}
    for number in range(1, 13):
        month = f"2024-{number:02d}"
        past = Past({c: v for c, v in yearly.items() if c[2] < month})
        table = {("a", "quarter_average", month): 103.5, ("a", "yoy", month): 103.5}
        names = [r.identity for r in residuals(month, table, past, {})]
        assert names == (["quarter"] if number % 3 == 0 else [])


def test_a_quarter_without_yoy_ties_to_the_average_only() -> None:
    table = {("a", "quarter_average", "2024-03"): 103.5, ("a", "ytd_average", "2024-03"): 103.5}
    names = [r.identity for r in residuals("2024-03", table, Past({}), {})]
    assert names == ["average_quarter"]
    june = {(i, m, "2024-06"): v for (i, m, _), v in table.items()}
    known = {("a", "ytd_average", "2024-02"): 103.0}
    assert residuals("2024-06", june, Past(known), {}) == []


def test_parts_of_a_group() -> None:
    links = {"all": 100.53, "food": 100.7, "rice": 101.0, "fish": 100.4}
    table = {(item, "mom", "2024-05"): value for item, value in links.items()}
    weights = {"food": {"rice": 10.0, "fish": 30.0}, "rest": {"x": 1.0}}
    (found,) = residuals("2024-05", table, Past({}), weights)
    assert found.identity == "parts"
    assert found.cells == tuple((item, "mom", "2024-05") for item in ("food", "rice", "fish"))
    assert found.printed == 100.7
    assert found.computed == pytest.approx(101.0**0.25 * 100.4**0.75)
    shares = 0.25 * 0.05 / 101.0 + 0.75 * 0.05 / 100.4
    tolerance = TOLERANCE + PARTS_SLACK + 0.05 + found.computed * shares
    assert found.tolerance == pytest.approx(tolerance)
    nothing = table | {("fish", "mom", "2024-05"): 0.0}
    assert [r.identity for r in residuals("2024-05", nothing, Past({}), weights)] == ["positive"]


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_what_no_index_can_be(value: float) -> None:
    row = {"mom": 100.2, "yoy": 104.2, "vs_december": 100.2, BASE: 110.0, "ytd_average": 104.2}
    for measure in row:
        table = {("a", m, "2024-01"): v for m, v in row.items()} | {
            ("a", measure, "2024-01"): value
        }
        found = residuals("2024-01", table, Past({}), {})
        failing = [r for r in found if r.fails]
        assert [(r.identity, r.cells) for r in failing] == [
            ("positive", (("a", measure, "2024-01"),))
        ]
        assert failing[0].tolerance == 0
        assert all(("a", measure, "2024-01") not in r.cells for r in found if not r.fails)
    quarter = {("a", "quarter_average", "2024-03"): value, ("a", "yoy", "2024-03"): 104.0}
    assert [r.identity for r in residuals("2024-03", quarter, Past({}), {})] == ["positive"]


def test_levels_of_two_bases_side_by_side() -> None:
    """After a base change both may be printed; the two old levels tie them."""
    own = {"vs_base@2014=100": 121.5, BASE: 104.1}
    past = {("vs_base@2014=100", "2024-04"): 121.0, (BASE, "2024-04"): 103.7}
    found = only("2024-05", own, past)
    assert found.identity == "base_base"
    assert found.computed == pytest.approx(104.1 * 121.0 / 103.7)


@given(st.integers(0, 2**20), st.integers(0, 40), st.sampled_from([9, 2, 1]), st.floats(0, 0.9))
def test_right_tables_fit_whatever_lacks(seed: int, place: int, digits: int, lack: float) -> None:
    rng = np.random.default_rng(seed)
    levels = levels_of(seed, place + 1)
    known = {c: v for t in range(place) for c, v in table_of(levels, t, digits).items()}
    past = Past({c: v for c, v in known.items() if rng.random() >= lack})
    own = table_of(levels, place, digits)
    found = residuals(month_of(place), own, past, {TOTAL: WEIGHTS})
    assert [r for r in found if r.fails] == []
    assert all(cell in own for r in found for cell in r.cells)
    if digits == 9:
        assert max((abs(r.printed - r.computed) for r in found), default=0.0) < 1e-5


@given(st.integers(0, 2**20), st.integers(25, 40))
def test_with_the_whole_past_every_figure_stands_in_two_identities(seed: int, place: int) -> None:
    levels = levels_of(seed, place + 1)
    past = Past({c: v for t in range(place) for c, v in table_of(levels, t).items()})
    own = table_of(levels, place)
    found = residuals(month_of(place), own, past, {})
    # Six pairs of four comparisons, the average, and twice the quarter's.
    count = 7 + 2 * (place % 12 % 3 == 2)
    assert len(found) == len(levels) * count
    for cell in own:
        averages = cell[1].endswith("average")
        quarter = 2 if place % 12 % 3 == 2 else 1
        assert sum(cell in r.cells for r in found) >= (quarter if averages else 3)
