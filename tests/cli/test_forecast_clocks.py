"""``phantich forecast`` on weeks, days and hours: known seasons, a known tide, hand arithmetic."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from phantich.forecast.gauges import CONSTITUENTS

COLUMNS = ["unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95", "model", "note"]


def forecast(
    path: Path, frame: pd.DataFrame, capsys: pytest.CaptureFixture[str], *words: str
) -> dict[str, list[dict[str, str]]]:
    """Rows of each series, as the command prints them."""
    frame.to_csv(path, index=False)
    call = ["forecast", "--input", str(path), "--format", "csv", "--lang", "en", *words]
    assert main(call) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(captured.out)):
        assert list(row) == COLUMNS
        found.setdefault(row["unique_id"], []).append(row)
    return found


def long(name: str, days: pd.DatetimeIndex, values: object, form: str = "%Y-%m-%d") -> pd.DataFrame:
    return pd.DataFrame({"unique_id": name, "ds": days.strftime(form), "y": values})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def numbers(rows: list[dict[str, str]], column: str = "mean") -> list[float]:
    return [float(row[column]) for row in rows]


def test_days_of_the_week_come_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Monday 1 January 2024 on: five days of 100, a weekend of 60; 140 days end on a Sunday."""
    days = pd.date_range("2024-01-01", periods=140)
    week = np.tile([100.0, 100, 100, 100, 100, 60, 60], 20)
    found = forecast(path, long("shop", days, week), capsys, "--horizon", "8")["shop"]
    assert numbers(found) == pytest.approx([100] * 5 + [60, 60, 100], abs=0.01)
    assert [found[0]["ds"], found[-1]["ds"]] == ["2024-05-20", "2024-05-27"]
    assert {row["model"] for row in found} == {"seasonal"}


def test_one_wrong_day_moves_little(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = pd.date_range("2024-01-01", periods=140)
    values = np.tile([100.0, 100, 100, 100, 100, 60, 60], 20)
    values += np.random.default_rng(1).normal(0, 1, 140)
    values[70] = 9999
    found = forecast(path, long("shop", days, values), capsys, "--horizon", "7")["shop"]
    assert numbers(found) == pytest.approx([100] * 5 + [60, 60], abs=3)
    assert float(found[0]["hi-95"]) < 115


def test_a_daily_year(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = 1200
    level = 50 + 20 * np.sin(2 * np.pi * np.arange(count + 30) / 365.2425)
    noise = np.random.default_rng(3).normal(0, 1, count)
    days = pd.date_range("2021-03-01", periods=count)
    found = forecast(path, long("river", days, level[:count] + noise), capsys, "--horizon", "30")
    assert np.abs(np.array(numbers(found["river"])) - level[count:]).max() < 2


def test_the_tide_by_the_hour(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hours = pd.date_range("2026-03-01", periods=30 * 24 + 12, freq="h")
    times = np.arange(len(hours))
    tide = 2 + 0.9 * np.cos(np.deg2rad(CONSTITUENTS["M2"]) * times)
    tide += 0.4 * np.cos(np.deg2rad(CONSTITUENTS["K1"]) * times + 1)
    frame = long("gauge", hours[:-12], tide[:-12], "%Y-%m-%d %H:%M")
    found = forecast(path, frame, capsys, "--horizon", "12")["gauge"]
    assert numbers(found) == pytest.approx(tide[-12:], abs=0.02)
    assert [found[0]["ds"], found[-1]["ds"]] == ["2026-03-31 00:00", "2026-03-31 11:00"]
    assert {row["model"] for row in found} == {"gauge"}


def test_weekly_counts(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mean 5: the Poisson table has P(Y ≤ 1) = 0.040, P(Y ≤ 2) = 0.125, P(Y ≤ 9) = 0.968."""
    weeks = pd.date_range("2021-01-04", periods=160, freq="W-MON")
    frame = long("cases", weeks, np.tile([4, 6], 80))
    found = forecast(path, frame, capsys, "--horizon", "2")["cases"]
    assert numbers(found) == pytest.approx([5, 5], abs=0.1)
    row = found[0]
    assert [row[name] for name in COLUMNS[3:8]] == ["5.0", "2.0", "8.0", "1.0", "10.0"]
    assert [row["ds"] for row in found] == ["2024-01-29", "2024-02-05"]
    assert row["model"] == "counts"


def test_weekly_amounts_have_their_year(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    times = np.arange(220)
    level = 5000 * np.exp(0.3 * np.cos(2 * np.pi * times / 52.1775))
    noise = np.exp(np.random.default_rng(5).normal(0, 0.02, 200))
    weeks = pd.date_range("2020-01-05", periods=200, freq="W-SUN")
    frame = long("revenue", weeks, level[:200] * noise)
    found = forecast(path, frame, capsys, "--horizon", "20")["revenue"]
    assert numbers(found) == pytest.approx(level[200:], rel=0.05)
    assert {row["model"] for row in found} == {"seasonal"}
    assert pd.Timestamp(found[0]["ds"]).day_name() == "Sunday"


@pytest.mark.parametrize("step", ["D", "W"])
def test_bands_cover(path: Path, step: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Series with a season and a rest that fades by 0.7 a step, forecast and then seen."""
    random = np.random.default_rng(11)
    count, horizon = (400, 12)
    frames, came = [], {}
    for name in range(40):
        rest = np.zeros(count)
        for place in range(1, count):
            rest[place] = 0.7 * rest[place - 1] + random.normal(0, 3)
        values = 200.5 + rest + 15 * (np.arange(count) % 7 == 3) * (step == "D")
        days = pd.date_range("2015-01-05", periods=count, freq="D" if step == "D" else "7D")
        frames.append(long(f"s{name}", days[:-horizon], values[:-horizon]))
        came[f"s{name}"] = values[-horizon:]
    found = forecast(path, pd.concat(frames), capsys)
    for level, least, most in (("80", 0.72, 0.9), ("95", 0.90, 0.995)):
        inside = [
            (np.array(numbers(rows, f"lo-{level}")) <= came[name])
            & (came[name] <= np.array(numbers(rows, f"hi-{level}")))
            for name, rows in found.items()
        ]
        assert least < np.mean(inside) < most


def test_every_bad_series_has_its_reason(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = pd.date_range("2024-01-01", periods=120)
    wave = 10 + np.sin(np.arange(120.0))
    gappy = wave.copy()
    gappy[40:60] = np.nan
    frames = {
        "good": wave, "zero": np.zeros(120), "same": np.full(120, 7.0), "gappy": gappy,
        "empty": np.full(120, np.nan), "negative": wave - 10,
        "late": np.where(np.arange(120) < 110, wave, np.nan),
    }  # fmt: skip
    table = [long(name, days, values) for name, values in frames.items()]
    table += [long("short", days[:20], wave[:20]), long("twice", days, wave)]
    table += [long("clash", days, wave), long("clash", days[5:6], [99.0])]
    table += [long("twice", days[5:6], wave[5:6])]
    found = forecast(path, pd.concat(table), capsys, "--horizon", "3")
    notes = {name: rows[0]["note"] for name, rows in found.items()}
    assert list(found) == [*frames, "short", "twice", "clash"]
    assert notes["good"] == ""
    assert (numbers(found["zero"]), notes["zero"][:8]) == ([0, 0, 0], "all valu")
    assert numbers(found["same"], "hi-95") == [7, 7, 7]
    assert notes["gappy"] == "20 gaps, taken as unknown"
    assert notes["empty"] == "not forecast: no figures"
    assert "negative values" in notes["negative"]
    assert notes["late"].startswith("figures until 2024-04-19")
    assert found["late"][0]["ds"] == "2024-04-20"
    assert notes["short"] == "not forecast: 20 figures, at least 60 are needed"
    assert found["short"][0]["ds"] == "2024-01-21"
    assert numbers(found["twice"]) == numbers(found["good"])
    assert notes["clash"].startswith("not forecast: two different values for 2024-01-06")
    assert found["clash"][0]["mean"] == ""


def test_a_market_goes_on_with_its_next_open_day(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures from Monday to Friday, 100 on four days and 80 on Fridays, the last on a Friday."""
    days = pd.bdate_range("2022-01-03", periods=300)
    values = np.where(days.day_of_week == 4, 80.0, 100.0)
    found = forecast(path, long("x", days, values), capsys, "--horizon", "6")["x"]
    assert days[-1].isoformat()[:10] == "2023-02-24"
    assert [row["ds"][5:] for row in found] == [
        "02-27", "02-28", "03-01", "03-02", "03-03", "03-06",
    ]  # fmt: skip
    assert numbers(found) == pytest.approx([100, 100, 100, 100, 80, 100], abs=0.01)
    assert found[0]["note"] == ""


def test_what_stands_before_a_gap_of_a_year_is_left_out(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = pd.date_range("2024-01-01", periods=140)
    week = np.tile([1.0, 2, 3, 4, 5, 6, 7], 20)
    table = pd.concat([long("a", days[:3] - pd.Timedelta(days=800), [900.0, 1, 2]),
                       long("a", days, week)])  # fmt: skip
    found = forecast(path, table, capsys, "--horizon", "2")["a"]
    assert numbers(found) == pytest.approx([1, 2], abs=0.01)
    assert found[0]["note"] == "3 figures before a gap of more than a year are left out"


def test_months_and_days_in_one_table(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The monthly series is forecast as if it stood alone."""
    months = pd.date_range("2015-01-01", periods=96, freq="MS")
    values = 100 + np.resize(np.arange(12.0), 96) + np.random.default_rng(2).normal(0, 1, 96)
    monthly = long("m", months, values)
    daily = long("d", pd.date_range("2024-01-01", periods=140), np.tile(np.arange(7.0), 20))
    alone = forecast(path, monthly, capsys, "--horizon", "3")
    both = forecast(path, pd.concat([monthly, daily]), capsys, "--horizon", "3")
    assert both["m"] == alone["m"]
    assert both["d"][0]["ds"] == "2024-05-20"


def test_numbered_weeks_and_named_weeks(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = np.tile([4, 6], 80)
    frame = pd.DataFrame({"unique_id": "n", "ds": np.arange(1, 161), "y": counts})
    found = forecast(path, frame, capsys, "--frequency", "W", "--horizon", "2")["n"]
    assert [row["ds"] for row in found] == ["161", "162"]
    weeks = pd.date_range("2021-01-04", periods=160, freq="W-MON")
    found = forecast(path, long("w", weeks, counts, "%G-W%V"), capsys, "--horizon", "2")["w"]
    assert [row["ds"] for row in found] == ["2024-W05", "2024-W06"]


def test_all_from_the_tables_end(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = pd.date_range("2024-01-01", periods=140)
    week = np.tile([1.0, 2, 3, 4, 5, 6, 7], 20)
    table = pd.concat([long("a", days, week), long("b", days[:-2], week[:-2])])
    found = forecast(path, table, capsys, "--origin", "table", "--horizon", "2")
    assert found["b"][0]["ds"] == found["a"][0]["ds"] == "2024-05-20"
    assert numbers(found["b"]) == pytest.approx([1, 2], abs=0.01)


def test_files_bounds_and_refusals(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hours = pd.date_range("2026-03-01", periods=400, freq="h")
    share = 95 + 5 * np.sin(np.arange(400) / 3)
    frame = pd.DataFrame({"unique_id": "h", "ds": hours, "y": share})
    source, out = tmp_path / "h.parquet", tmp_path / "o.parquet"
    frame.to_parquet(source, index=False)
    words = ["forecast", "--input", str(source), "--upper", "100"]
    assert main([*words, "--out", str(out)]) == 0
    made = pd.read_parquet(out)
    assert made["ds"].iloc[0] == pd.Timestamp("2026-03-17 16:00")
    assert made["hi-95"].max() <= 100
    assert main([*words, "--out", str(tmp_path / "o.csv")]) == 0
    assert pd.read_csv(tmp_path / "o.csv")["ds"].iloc[0] == "2026-03-17 16:00:00"
    assert main(["forecast", "--input", str(source), "--horizon", "9999"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    found = forecast(path, frame, capsys, "--model", "theta")["h"]
    assert found[0]["note"].startswith("not forecast: the model theta is for months")
    found = forecast(path, frame, capsys, "--horizon", "200")["h"]
    assert found[0]["note"].startswith("not forecast: 200 periods are too far")


def test_neither_weeks_nor_months(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every ten days is none of the clocks; months asked of days are refused as such."""
    days = pd.date_range("2024-01-01", periods=360)
    tens = days[np.isin(days.day, (1, 11, 21))]
    found = forecast(path, long("a", tens, np.arange(len(tens))), capsys, "--horizon", "1")
    assert found["a"][0]["note"].startswith("not forecast: the figures are neither hours")
    found = forecast(path, long("a", days, np.arange(360)), capsys, "--freq", "M", "--horizon", "1")
    assert found["a"][0]["note"].startswith("not forecast: weekly, daily or hourly")


def test_a_bad_date_is_named_with_its_row(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = long("a", pd.date_range("2024-01-01", periods=100), np.arange(100.0))
    frame.loc[50, "ds"] = "2024-02-31"
    frame.to_csv(path, index=False)
    assert main(["forecast", "--input", str(path)]) == 1
    assert "table.csv, row 52, column ds" in capsys.readouterr().err
