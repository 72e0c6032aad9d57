"""The archive of forecasts and their scores: append-only, and checked by hand arithmetic."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.errors import DataError
from phantich.forecast.archive import QUANTILES, Archive, folder_of
from phantich.forecast.scorecard import card, scored

MOMENT = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


def _forecasts(*rows: tuple[str, list[float]], measure: str = "level") -> pd.DataFrame:
    """Forecasts of revenue from February 2026 on: period and quantiles."""
    about = {
        "indicator": "HP.A.II.1", "component": "revenue", "item": "Tổng", "area": "Hải Phòng",
        "measure": measure, "origin": "2026-02", "vintage": "2026-03-01", "simulated": False,
        "model": "airline", "unit": "tỷ đồng",
    }  # fmt: skip
    return pd.DataFrame(
        [
            {**about, "period": period, **dict(zip(QUANTILES, values, strict=True))}
            for period, values in rows
        ]
    )


def _actuals(**values: float) -> pd.DataFrame:
    rows = _forecasts(*((name.replace("_", "-")[1:], [0.0] * 5) for name in values))
    return rows.assign(value=list(values.values())).drop(columns=list(QUANTILES))


BAND = [80.0, 90.0, 100.0, 110.0, 120.0]


def test_publishing_again_adds_nothing_and_keeps_the_first_moment(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.add(_forecasts(("2026-03", BAND), ("2026-04", BAND)), MOMENT) == 2
    later = MOMENT + dt.timedelta(days=3)
    assert archive.add(_forecasts(("2026-03", BAND)), later) == 0
    changed = [*BAND[:2], 101.0, *BAND[3:]]
    assert archive.add(_forecasts(("2026-03", changed)), later) == 1
    table = archive.read()
    assert len(table) == 3
    assert table["made"].tolist() == [
        "2026-03-01T08:00:00Z",
        "2026-03-04T08:00:00Z",
        "2026-03-01T08:00:00Z",
    ]


def test_an_archive_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert len(Archive(folder_of(tmp_path / "none.duckdb")).read()) == 0


def test_quantiles_that_do_not_ascend_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 2: found quantiles that do not ascend"):
        Archive(tmp_path).add(
            _forecasts(("2026-03", BAND), ("2026-04", [90.0, 80.0, 100.0, 110.0, 120.0]))
        )
    with pytest.raises(DataError, match="no column q50"):
        Archive(tmp_path).add(_forecasts(("2026-03", BAND)).drop(columns="q50"))


def test_scores_by_hand() -> None:
    """Figures 125 and 100 for middles of 100: errors −20 % and 0; the first left both bands.

    WIS of 125: twice the mean of 0.975·5, 0.9·15, 0.5·25, 0.1·35 and 0.025·45 is
    2 · (43.875 − 8.0·0)/5 in the figure's unit, over 1.25 for per cent.
    """
    archive = _forecasts(("2026-03", BAND), ("2026-05", BAND), ("2026-06", BAND)).assign(made="")
    table = scored(archive, _actuals(_2026_03=125.0, _2026_05=100.0))
    assert table["error"].tolist() == [-20.0, 0.0]
    assert table["horizon"].tolist() == [1, 3]
    assert table["inside_95"].tolist() == [0.0, 1.0]
    loss = [0.025 * 45, 0.1 * 35, 0.5 * 25, 0.9 * 15, 0.975 * 5]
    assert table["wis"].iloc[0] == pytest.approx(2 * sum(loss) / 5 / 1.25)
    told = card(table).iloc[0]
    assert (told["n"], told["mae"], told["bias"], told["unit"]) == (2, 10.0, -10.0, "%")
    assert told["coverage_80"] == 0.5
    assert card(table, "horizon")["horizon"].tolist() == [1, 3]


def test_growth_is_scored_in_points_and_origins_are_counted_through_the_year() -> None:
    archive = _forecasts(("2027-01", [101.0, 102, 103, 104, 105]), measure="yoy").assign(made="")
    table = scored(archive, _actuals(_2027_01=104.5).assign(measure="yoy"))
    assert table["error"].tolist() == [-1.5]
    assert table["horizon"].tolist() == [11]
    assert card(table)["unit"].tolist() == ["points"]


def test_a_simulated_figure_scores_no_published_forecast() -> None:
    archive = _forecasts(("2026-03", BAND)).assign(made="")
    assert not len(scored(archive, _actuals(_2026_03=100.0).assign(simulated=True)))


def test_a_figure_of_zero_has_no_error_in_per_cent() -> None:
    archive = _forecasts(("2026-03", BAND)).assign(made="")
    assert np.isnan(scored(archive, _actuals(_2026_03=0.0))["error"].iloc[0])
