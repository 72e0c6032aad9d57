"""What ties two months: against levels that are known, and a naive search over all ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.measures.past import Cell, Movement, Past, Rounding, compared_with, half_digit
from phantich.measures.past import month_before as before
from tests.measures.made_up import WEIGHTS, levels_of, month_of, table_of

MONTHS = 38


def test_months_are_counted_across_years() -> None:
    assert [before("2024-03", n) for n in (0, 1, 3, 15, -9, -10)] == [
        "2024-03",
        "2024-02",
        "2023-12",
        "2022-12",
        "2024-12",
        "2025-01",
    ]


def test_half_digits() -> None:
    printed = {100.0: 0.05, 103.4: 0.05, 98.70: 0.05, 98.73: 0.005, 112.05: 0.005}
    printed |= {98.731: 0.0, 100.0001: 0.0, -0.5: 0.05, 100.0000000001: 0.05}
    assert {value: half_digit(value) for value in printed} == printed


def test_points_that_comparisons_look_back_to() -> None:
    measures = ("mom", "yoy", "vs_december", "vs_base@2019=100", "quarter_average")
    assert [compared_with(m, "2025-01") for m in measures] == [
        "2024-12",
        "2024-01",
        "2024-12",
        "vs_base@2019=100",
        None,
    ]
    assert compared_with("vs_december", "2025-12") == "2024-12"


def test_a_figure_is_exact_when_its_row_and_its_column_are() -> None:
    figures: dict[Cell, float] = {
        ("rice", "mom", "2024-05"): 100.0,
        ("rice", "yoy", "2024-05"): 103.1234,
        ("fish", "mom", "2024-05"): 99.8765,
        ("core", "mom", "2024-05"): 100.2,
        ("core", "yoy", "2024-05"): 102.75,
        # Another month of the same names is no part of the row or the column.
        ("core", "yoy", "2024-06"): 102.7512,
        ("rice", "mom", "2024-06"): 100.1,
    }
    rounding = Rounding(figures)
    slack = {cell: rounding.slack(cell) for cell in figures}
    assert list(slack.values()) == [0.0, 0.0, 0.0, 0.005, 0.005, 0.0, 0.05]


def test_a_table_of_two_decimals_with_one_longer_figure_stays_rounded() -> None:
    figures = {("a", "mom", "m"): 100.25, ("b", "mom", "m"): 100.2, ("b", "yoy", "m"): 101.2345}
    rounding = Rounding(figures)
    assert rounding.slack(("a", "mom", "m")) == 0.005
    assert rounding.share(("a", "mom", "m")) == 0.005 / 100.25
    assert rounding.slack(("b", "mom", "m")) == 0.005
    assert rounding.slack(("b", "yoy", "m")) == 0.0


def test_ways_across_months_that_lack() -> None:
    """April and June by December, June and the June before by two base-year levels."""
    base = "vs_base@2019=100"
    figures: dict[Cell, float] = {
        ("a", "vs_december", "2024-04"): 102.0,
        ("a", "vs_december", "2024-06"): 105.0,
        ("a", base, "2024-06"): 121.0,
        ("a", base, "2023-06"): 110.0,
        ("b", "vs_december", "2024-05"): 300.0,
    }
    past = Past(figures)
    found = past.movement("a", "2024-04", "2024-06")
    assert found is not None
    assert found.factor == pytest.approx(105 / 102)
    assert found.slack == pytest.approx(0.05 / 102 + 0.05 / 105)
    found = past.movement("a", "2024-06", "2023-06")
    assert found == (pytest.approx(110 / 121), pytest.approx(0.05 / 110 + 0.05 / 121))
    found = past.movement("a", "2023-06", "2024-04")
    four = 0.05 / 110 + 0.05 / 121 + 0.05 / 105 + 0.05 / 102
    assert found == (pytest.approx(1.1 * 102 / 105), pytest.approx(four))
    assert past.movement("a", "2023-12", "2024-04") == (1.02, pytest.approx(0.05 / 102))
    found = past.movement("a", base, "2023-12")
    assert found == (pytest.approx(1.21 / 1.05), pytest.approx(0.05 / 121 + 0.05 / 105))
    assert past.movement("a", "2024-04", "2024-04") == (1.0, 0.0)
    # Item b has its own figures only, and nothing ties May to April.
    assert past.movement("b", "2024-04", "2024-05") is None
    assert past.movement("a", "2024-05", "2024-04") is None
    assert past.movement("c", "2024-04", "2024-06") is None


def test_the_more_exact_of_two_ways_of_one_length_is_taken() -> None:
    """In January the index on December is the mom once more; a way of one figure beats two."""
    figures: dict[Cell, float] = {
        ("a", "vs_december", "2024-01"): 101.0,
        ("a", "mom", "2024-01"): 101.0412,
        ("a", "yoy", "2024-01"): 104.0,
        ("b", "mom", "2024-01"): 101.0412,
        ("b", "vs_december", "2024-01"): 101.0,
        ("b", "yoy", "2024-01"): 104.0,
    }
    for item in "ab":
        found = Past(figures).movement(item, "2023-12", "2024-01")
        assert found == Movement(pytest.approx(1.010412), 0.0)  # type: ignore[arg-type]
    flipped = Past(dict(reversed(figures.items()))).movement("a", "2023-12", "2023-01")
    assert flipped == (pytest.approx(1.010412 / 1.04), pytest.approx(0.05 / 104))


def ties(figures: dict[Cell, float], item: str) -> list[tuple[str, str, float, float]]:
    """Both directions of each figure of the item: from, to, factor, slack."""
    rounding, out = Rounding(figures), []
    for cell, value in figures.items():
        there = compared_with(cell[1], cell[2])
        if cell[0] == item and there is not None:
            slack = rounding.share(cell)
            out += [(there, cell[2], value / 100, slack), (cell[2], there, 100 / value, slack)]
    return out


def naive(figures: dict[Cell, float], item: str, start: str, end: str) -> tuple[int, float] | None:
    """Fewest figures between two points, and the least slack among such ways (Bellman–Ford)."""
    best = {start: (0, 0.0)}
    edges = ties(figures, item)
    for _ in range(len(edges) + 1):
        for here, there, _, slack in edges:
            if here in best:
                way = (best[here][0] + 1, best[here][1] + slack)
                best[there] = min(best.get(there, way), way)
    return best.get(end)


@given(st.integers(0, 2**20), st.integers(0, 60), st.sampled_from([9, 2, 1]))
def test_movements_agree_with_the_levels_and_with_the_naive_search(
    seed: int, count: int, digits: int
) -> None:
    rng = np.random.default_rng(seed)
    levels = levels_of(seed, MONTHS)
    whole = {c: v for t in range(MONTHS) for c, v in table_of(levels, t, digits).items()}
    cells = list(whole)
    kept = {cells[i]: whole[cells[i]] for i in rng.choice(len(cells), count, replace=False)}
    past = Past(kept)
    points = [*map(month_of, range(MONTHS)), "vs_base@2020=100"]
    for item in WEIGHTS:
        x = dict(zip(points, [*levels[item], 100.0], strict=True))
        for _ in range(10):
            start, end = (points[i] for i in rng.choice(len(points), 2, replace=False))
            found, wanted = past.movement(item, start, end), naive(kept, item, start, end)
            assert (found is None) == (wanted is None)
            if found is not None and wanted is not None:
                assert found.slack == pytest.approx(wanted[1])
                loss = 0.02 * wanted[0] * 10.0**-digits
                assert found.factor == pytest.approx(x[end] / x[start], rel=loss)
