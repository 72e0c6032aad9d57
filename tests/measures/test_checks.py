"""Planted errors: where the past is there every one is found, and clean tables raise no alarm."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantich.measures.checks import Misfit, check_figures, check_table, figures_of
from phantich.measures.past import Cell
from tests.measures import planting
from tests.measures.made_up import TOTAL, WEIGHTS, levels_of, month_of, table_of
from tests.measures.planting import Score, Table, past_of

SHARES = {TOTAL: WEIGHTS}


def made_up(seed: int, place: int, digits: int = 6) -> tuple[Table, Table]:
    """A month's table of made-up items, and all months before."""
    levels = levels_of(seed, place + 1)
    past = {c: v for t in range(place) for c, v in table_of(levels, t, digits).items()}
    return table_of(levels, place, digits), past


def checked(seed: int, place: int, wrong: Table) -> list[Misfit]:
    return check_figures(month_of(place), wrong, made_up(seed, place)[1], SHARES)


@given(st.integers(0, 2**20), st.integers(0, 40), st.sampled_from([6, 2, 1]))
def test_right_tables_raise_no_alarm(seed: int, place: int, digits: int) -> None:
    table, past = made_up(seed, place, digits)
    assert check_figures(month_of(place), table, past, SHARES) == []


@settings(max_examples=15)
@given(st.integers(0, 2**20), st.integers(25, 40), st.floats(0.1, 20), st.booleans())
def test_one_wrong_figure_is_found_where_it_stands(
    seed: int, place: int, error: float, high: bool
) -> None:
    table, _ = made_up(seed, place)
    for cell, value in table.items():
        wrong = value + error if high else value - error
        (misfit,) = checked(seed, place, table | {cell: wrong})
        if place % 12 and cell[1] in {"mom", "yoy", "vs_december", "vs_base@2020=100"}:
            assert (misfit.cause, misfit.cells) == ("figure", (cell,))
            assert misfit.printed == (wrong,)
            # One step of Newton's method from up to twenty points away.
            assert misfit.expected[0] == pytest.approx(value, abs=0.001 + 0.02 * error)
            assert misfit.identities == tuple(sorted(set(misfit.identities)))


@settings(max_examples=15)
@given(st.integers(0, 2**20), st.integers(25, 40), st.integers(0, 2**10))
def test_swapped_rows_and_columns_are_named(seed: int, place: int, draw: int) -> None:
    table, past = made_up(seed, place)
    errors = [*planting.rows(table, np.random.default_rng(draw), 3), *planting.columns(table)]
    for what, wrong, cells in errors:
        first, *others = check_figures(month_of(place), wrong, past, SHARES)
        assert planting.is_named(first, what, cells)
        assert first.expected == tuple(table[cell] for cell in first.cells)
        assert first.printed == tuple(wrong[cell] for cell in first.cells)
        assert others == []


def test_a_wrong_figure_besides_swapped_rows() -> None:
    table, past = made_up(3, 30)
    wrong = planting.swapped(table, 0, "rice", "fish")
    cell = ("rest", "yoy", month_of(30))
    found = check_figures(month_of(30), wrong | {cell: wrong[cell] + 1}, past, SHARES)
    assert [m.cause for m in found] == ["rows_swapped", "figure"]
    assert found[1].cells == (cell,)


def test_two_wrong_figures_are_both_named_the_worse_explained_first() -> None:
    table, past = made_up(4, 29)
    month = month_of(29)
    average, base = ("rice", "ytd_average", month), ("fish", "vs_base@2020=100", month)
    wrong = table | {average: table[average] - 2, base: table[base] + 5}
    found = check_figures(month, wrong, past)
    assert [m.cells for m in found] == [(base,), (average,)]
    assert [m.expected[0] for m in found] == pytest.approx([table[base], table[average]], abs=1e-3)
    # June has a quarter, too; the average stands in two identities.
    assert found[1].identities == ("average", "average_quarter")


def test_the_table_of_another_month() -> None:
    table, past = made_up(5, 30)
    month, other = month_of(30), month_of(27)
    named = {(i, m, month): v for (i, m, at), v in past.items() if at == other}
    (misfit,) = check_figures(month, named, past, SHARES)
    assert misfit == Misfit("other_month", tuple(named), (), (), (), other)
    # A table of a month that nobody has loaded contradicts the past, too.
    unknown = {cell: v for cell, v in past.items() if cell[2] != other}
    assert check_figures(month, named, unknown, SHARES)
    assert check_figures(month, table, unknown, SHARES) == []


def test_a_table_counts_as_another_month_from_three_fifths_of_equal_figures() -> None:
    items = [f"i{n}" for n in range(10)]
    past = {(i, "yoy", "2024-01"): 101.0 + n for n, i in enumerate(items)}
    past |= {("flat", "yoy", "2024-01"): 100.0}
    for equal, found in ((6, True), (5, False)):
        table = {
            (i, "yoy", "2024-03"): 101.0 + n + (0.0 if n < equal else 0.3)
            for n, i in enumerate(items)
        }
        # Unchanged prices look alike in any month.
        table |= {("flat", "yoy", "2024-03"): 100.0}
        misfits = check_figures("2024-03", table, past)
        assert [m.cause for m in misfits] == ["other_month"] * found
        fewer = {cell: v for cell, v in table.items() if cell[0] != "i0"}
        assert check_figures("2024-03", fewer, past) == [], "nine figures may be alike by chance"


def test_what_is_no_index_is_named_with_the_figure_that_fits() -> None:
    table, past = made_up(6, 30)
    cell = ("rice", "yoy", month_of(30))
    (misfit,) = check_figures(month_of(30), table | {cell: 0.0}, past, SHARES)
    assert (misfit.cells, misfit.identities) == ((cell,), ("positive",))
    assert misfit.expected[0] == pytest.approx(table[cell], abs=0.5)
    (alone,) = check_figures("2024-05", {("a", "mom", "2024-05"): -1.0}, {})
    assert math.isnan(alone.expected[0])


def test_only_the_past_counts_and_only_what_an_index_can_be() -> None:
    table, past = made_up(7, 30)
    later = {(i, m, month_of(31)): 50.0 for i, m, _ in table}
    broken = {("rice", "mom", month_of(29)): 0.0, ("rice", "yoy", month_of(28)): -4.0}
    assert check_figures(month_of(30), table, past | later | broken, SHARES) == []


def frame(figures: Table) -> pd.DataFrame:
    """Observations of figures, with a base year in the unit."""
    rows = [
        (item, measure.partition("@")[0], month, value, measure.partition("@")[2] or "%")
        for (item, measure, month), value in figures.items()
    ]
    return pd.DataFrame(rows, columns=["item", "measure", "period", "value", "unit"])


def test_observations_in_and_misfits_out() -> None:
    table, past = made_up(8, 30)
    assert check_table(frame(table), frame(past), SHARES) == []
    cell: Cell = ("fish", "vs_december", month_of(30))
    (misfit,) = check_table(frame(table | {cell: table[cell] + 1}), frame(past))
    assert misfit.cells == (cell,)
    with pytest.raises(ValueError, match=r"one month .* found \['2022-06', '2022-07'\]"):
        check_table(frame(table | {("fish", "mom", "2022-06"): 100.0}), frame(past))
    with pytest.raises(ValueError, match=r"found \[\]"):
        check_table(frame({("fish", "mom", "2022"): 100.0}), frame(past))
    with pytest.raises(ValueError, match=r"found \[\]"):
        check_table(frame({("fish", "mom", "2022 07"): 100.0}), frame(past))


def test_weights_find_what_nothing_else_can() -> None:
    """Without a past only the parts speak of a month's index."""
    table = {c: v for c, v in made_up(8, 30)[0].items() if c[1] == "mom"}
    cell: Cell = (TOTAL, "mom", month_of(30))
    wrong = frame(table | {cell: table[cell] + 0.1})
    assert check_table(wrong, frame({}), None) == []
    (misfit,) = check_table(wrong, frame({}), SHARES)
    assert (misfit.cells, misfit.identities) == ((cell,), ("parts",))
    assert misfit.expected[0] == pytest.approx(table[cell], abs=1e-6)


def test_figures_of_years_in_the_table_are_left_alone() -> None:
    table, past = made_up(8, 30)
    years = frame({("fish", "mom", "2022"): 50.0, ("rice", "yoy", "2021"): 50.0})
    assert check_table(pd.concat([frame(table), years]), frame(past), SHARES) == []


def test_of_two_figures_that_contradict_each_other_the_printed_side_is_named() -> None:
    """Nothing tells which of the two is wrong: the one that the identity gives."""
    month = "2024-05"
    past = {("a", "yoy", "2024-04"): 103.2512, ("a", "mom", "2023-05"): 99.9034}
    table = {("a", "mom", month): 100.3123, ("a", "yoy", month): 105.1234}
    (misfit,) = check_figures(month, table, past)
    assert misfit.cells == (("a", "yoy", month),)
    assert misfit.expected[0] == pytest.approx(103.2512 * 100.3123 / 99.9034, abs=1e-6)


def test_figures_by_cell() -> None:
    table = frame({("a", "vs_base@2019=100", "2024-01"): 110.0, ("a", "mom", "2024-01"): 100.1,
                   ("a", "mom", "2024-02"): 100.2, ("a", "yoy", "2024-01"): math.nan})  # fmt: skip
    january = {("a", "vs_base@2019=100", "2024-01"): 110.0, ("a", "mom", "2024-01"): 100.1}
    assert figures_of(table, "2024-01") == january
    assert figures_of(table) == january | {("a", "mom", "2024-02"): 100.2}


@pytest.fixture(scope="module")
def tables(shared: Path) -> dict[str, Table]:
    return planting.reference_tables(shared)


@pytest.mark.shared
def test_no_false_alarm_on_published_tables(tables: dict[str, Table]) -> None:
    months = [month for month in tables if month >= planting.SINCE]
    alarms = planting.false_alarms(tables)
    sys.stdout.write(f"\nfalse alarms: {len(alarms)} of {len(months)} clean months\n")
    assert len(months) >= 40
    assert alarms == []


@pytest.mark.shared
def test_errors_planted_in_published_tables(tables: dict[str, Table]) -> None:
    """A tenth of what ``benchmarks/official.py`` plants: every error in tables with a past."""
    rng = np.random.default_rng(0)
    score = Score()
    for month, table in tables.items():
        if month < planting.SINCE or not planting.has_past(tables, month):
            continue
        past = past_of(tables, month)
        others = {m: t for m, t in tables.items() if planting.SINCE <= m < month}
        errors = [
            *list(planting.digits(table, rng))[:: int(rng.integers(8, 12))],
            *planting.rows(table, rng, 4),
            *list(planting.columns(table))[::4],
            *list(planting.months(table, month, others))[::10],
        ]
        for error in errors:
            score.add(month, past, error)
    sys.stdout.write("\n" + "\n".join(score.lines()) + "\n")
    assert score.missed == []
    assert score.found == score.planted
    assert min(score.planted.values()) >= 20
    assert score.named["digit"] + score.named["rows"] + score.named["columns"] >= 0.98 * (
        score.planted.total() - score.planted["another month"]
    )
