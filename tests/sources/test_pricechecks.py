"""Price tables that contradict themselves are told, with the place, and loaded as printed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from phantich.observations import COLUMNS, KEY
from phantich.sources.intake import ingest
from phantich.sources.pricechecks import PriceChecks
from phantich.sources.reading import Reading
from phantich.store import Store

#: Month-on-month indices of one item, given to four decimals.
MOM = {"2023-12": 100.1234, "2024-01": 100.3078, "2024-02": 101.0412, "2024-03": 99.7703}


def table(month: str, **printed: float) -> Reading:
    """The item's table of a month: January's figure on December is its own, then they chain."""
    on_december = 100.0
    for at, mom in MOM.items():
        if "2024-01" <= at <= month:
            on_december *= mom / 100
    figures = {"mom": MOM[month], "yoy": 103.2518, "vs_december": round(on_december, 4)} | printed
    if month.startswith("2023"):
        del figures["vs_december"]
    rows = [
        {
            "indicator": "VN.CPI", "component": "cpi", "item": "Giáo dục", "area": "Việt Nam",
            "period": month, "frequency": "M", "measure": measure, "value": value, "unit": "%",
            "status": "A", "source": f"{month}.xlsx!CPI!{measure}", "vintage": f"{month}-29",
            "note": "",
        }
        for measure, value in figures.items()
    ]  # fmt: skip
    return Reading(pd.DataFrame(rows, columns=list(COLUMNS)))


def nothing(_: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def test_clean_tables_pass() -> None:
    checks = PriceChecks(nothing)
    assert [checks.check(table(month)) for month in MOM] == [([], 0)] * len(MOM)


def test_a_wrong_digit_is_found_in_its_cell() -> None:
    checks = PriceChecks(nothing)
    for month in ("2024-01", "2024-02"):
        checks.check(table(month))
    (remark,), failed = checks.check(table("2024-03", vs_december=101.7188))
    assert failed == 1
    assert remark.kind == "doubt"
    assert remark.where == "2024-03.xlsx!CPI!vs_december"
    assert "Giáo dục, vs_december: 101.719" in remark.found
    # 100.3078 · 101.0412 · 99.7703 / 10000 = 101.1194
    assert "101.1194 would fit" in remark.meaning


def test_what_the_store_knows_counts_as_the_past() -> None:
    past = pd.concat([table(m).observations for m in ("2024-01", "2024-02")])
    wrong = table("2024-03", vs_december=101.7188)
    assert PriceChecks(lambda _: past).check(wrong)[1] == 1
    assert PriceChecks(nothing).check(wrong) == ([], 0), "nothing to compare with"


def test_a_whole_table_without_a_column_that_is_always_printed() -> None:
    """As when the sheet of another month stands in the workbook, whose headers do not fit."""
    one = table("2024-03").observations
    rows = pd.concat([one.assign(item=f"i{n}") for n in range(10)])
    without = rows[rows["measure"] != "mom"]
    checks = PriceChecks(nothing)
    assert checks.check(Reading(rows)) == ([], 0)
    (remark,), failed = checks.check(Reading(without))
    assert (failed, remark.kind, remark.where) == (1, "doubt", "2024-03.xlsx!CPI!yoy")
    assert remark.found == "a price table without mom"
    # Nine items may be an extract; producer prices have no December; old tables lacked more.
    assert checks.check(Reading(without[without["item"] != "i9"])) == ([], 0)
    assert checks.check(Reading(without[without["measure"] != "vs_december"])) == ([], 0)
    assert checks.check(Reading(without.assign(period="2020-07"))) == ([], 0)


def test_a_figure_that_no_index_can_be_has_no_better_one() -> None:
    reading = table("2023-12", mom=-1.0)
    only = Reading(reading.observations[reading.observations["measure"] == "mom"])
    (remark,), failed = PriceChecks(nothing).check(only)
    assert failed == 1
    assert remark.meaning == "does not fit the other comparisons (positive)"


def test_swapped_rows_and_another_month_are_told() -> None:
    months = {m: table(m).observations for m in MOM}
    items = {f"i{n}": 1 + n / 100 for n in range(12)}

    def wide(month: str) -> pd.DataFrame:
        rows = months[month]
        return pd.concat(
            [rows.assign(item=i, value=100 + (rows["value"] - 100) * k) for i, k in items.items()]
        )

    checks = PriceChecks(nothing)
    for month in ("2023-12", "2024-01"):
        assert checks.check(Reading(wide(month)))[1] == 0
    (remark,), failed = checks.check(Reading(wide("2024-01").assign(period="2024-02")))
    assert failed == 1
    assert (remark.found, remark.meaning) == ("a price table", "equals that of 2024-01")


def test_other_indicators_are_left_alone() -> None:
    reading = table("2024-03", vs_december=150.0)
    other = reading.observations.assign(indicator="HP.A.II.1", component="revenue")
    assert PriceChecks(nothing).check(Reading(other)) == ([], 0)
    assert PriceChecks(nothing).check(Reading(other.iloc[:0])) == ([], 0)


@pytest.mark.shared
def test_a_digit_planted_in_a_real_table(shared: Path, tmp_path: Path) -> None:
    """November and December 2024 are clean; one digit changed in December is found."""
    folder = shared / "gso" / "workbooks"
    books = [*folder.glob("2024-11-*"), *folder.glob("2024-12-*")]
    assert len(books) == 2
    store = Store(tmp_path / "s.duckdb")
    results = list(ingest(books, store))
    assert [result.failed_checks for result in results] == [0, 0]
    rows = store.query("VN.CPI", period_from="2024-12", period_to="2024-12", frequency="M")
    past = store.query("VN.CPI", period_to="2024-11", frequency="M")
    assert not rows.duplicated(list(KEY)).any()
    chosen = (rows["item"] == "Giao thông") & (rows["measure"] == "ytd_average")
    assert chosen.sum() == 1
    planted = rows.assign(value=rows["value"].mask(chosen, rows["value"] + 0.1))
    remarks, failed = PriceChecks(lambda _: past).check(Reading(planted))
    assert failed == 1
    assert [remark.where for remark in remarks] == [rows.loc[chosen, "source"].iloc[0]]
