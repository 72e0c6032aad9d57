"""A few impossible figures do not cost a workbook."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantich.errors import DataError
from phantich.sources.reading import Reading, Remark
from phantich.sources.salvage import MANY, salvage


def reading(periods: list[str], **columns: object) -> Reading:
    row = {
        "indicator": "VN.CPI", "component": "cpi", "item": "Giáo dục", "area": "Việt Nam",
        "measure": "mom", "value": 100.0, "unit": "%", "status": "A", "vintage": "2024-01-29",
    } | columns  # fmt: skip
    rows = [row | {"period": p, "source": f"a.xls!CPI!B{i}"} for i, p in enumerate(periods)]
    return Reading(pd.DataFrame(rows), (Remark("doubt", "a.xls!CPI!B9", "x", "y"),))


@settings(max_examples=30, deadline=None)
@given(valid=st.lists(st.booleans(), min_size=1, max_size=20))
def test_what_is_kept_and_what_is_told(valid: list[bool]) -> None:
    periods = [f"{2000 + i}-{'12' if ok else '15'}" for i, ok in enumerate(valid)]
    if not any(valid):
        with pytest.raises(DataError):
            salvage(reading(periods), "a.xls")
        return
    result = salvage(reading(periods), "a.xls")
    assert list(result.observations["period"]) == [p for p in periods if p.endswith("12")]
    told = [remark for remark in result.remarks if remark.kind == "unplaced"]
    assert [r.where for r in told] == [f"a.xls!CPI!B{i}" for i, ok in enumerate(valid) if not ok]
    assert all("-15" in remark.meaning and "period" in remark.meaning for remark in told)
    assert result.remarks[0].kind == "doubt"


def test_a_reading_that_is_wrong_throughout_is_refused() -> None:
    with pytest.raises(DataError, match="finite number"):
        salvage(reading(["2024-01", "2024-02"], value=math.nan), "a.xls")
    with pytest.raises(DataError, match="no column"):
        salvage(Reading(reading(["2024-01"]).observations.drop(columns="unit")), "a.xls")


def test_a_reading_with_many_faults_is_refused_at_once() -> None:
    table = reading([f"{1800 + i}-15" for i in range(MANY + 1)] + ["2024-01"])
    with pytest.raises(DataError, match="1800-15"):
        salvage(table, "a.xls")


def test_contradictions_are_not_settled_here() -> None:
    twice = reading(["2024-01", "2024-01"]).observations
    twice["value"], twice["source"] = [1.0, 2.0], "a.xls!CPI!B1"
    with pytest.raises(DataError, match="one value"):
        salvage(Reading(twice), "a.xls")
