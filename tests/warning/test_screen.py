"""The screen as a whole: past only, alone as in company, texts from records, the command."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from phantich.warning.intake import read_grid
from phantich.warning.screen import COLUMNS, flag_at, rows, screen
from phantich.warning.second import airline_centres, cumulated
from phantich.warning.severity import Floor

MONTHS = pd.date_range("2013-01-01", "2024-12-01", freq="MS")


def simulated(count: int, seed: int = 0) -> pd.DataFrame:
    """Log airline-like levels, one in three a growth rate."""
    random = np.random.default_rng(seed)
    parts = []
    for number in range(count):
        shocks = random.normal(0, 0.03, len(MONTHS))
        logs = 7 + 0.15 * np.sin(np.arange(len(MONTHS)) / 6 * np.pi) + shocks
        logs += np.cumsum(random.normal(0.004, 0.015, len(MONTHS)))
        y = np.exp(logs) if number % 3 else 400 * (logs - logs.mean())
        parts.append(pd.DataFrame({"unique_id": f"s{number}", "ds": MONTHS, "y": y.round(2)}))
    return pd.concat(parts, ignore_index=True)


def test_each_figure_is_judged_by_its_own_past_alone() -> None:
    table = simulated(3)
    whole = rows(screen(read_grid(table), last=6))
    for back in (5, 2):
        cut = table[table["ds"] <= MONTHS[-1 - back]]
        alone = rows(screen(read_grid(cut), last=1))
        same = whole[whole["ds"] == MONTHS[-1 - back]]
        for name in ("expected", "lo", "hi", "score", "p_value"):
            np.testing.assert_allclose(alone[name], same[name].to_numpy(), rtol=1e-9)


def test_company_does_not_change_a_score() -> None:
    table = simulated(6)
    alone = rows(screen(read_grid(table[table["unique_id"] == "s4"])))
    copies = [table] + [
        table[table["unique_id"] == "s4"].assign(unique_id=f"copy{n}") for n in range(40)
    ]
    company = rows(screen(read_grid(pd.concat(copies))))
    same = company[company["unique_id"].isin(["s4", "copy7"])]
    for name in ("expected", "score", "p_value"):
        np.testing.assert_allclose(same[name], alone[name].iloc[0], rtol=1e-9)


def test_few_simulated_months_are_flagged() -> None:
    found = rows(screen(read_grid(simulated(60, seed=5)), last=24))
    assert len(found) == 60 * 24
    assert found["flag"].mean() < 0.01


def test_a_jump_is_flagged_and_told_with_the_numbers_of_its_record() -> None:
    table = simulated(3)
    place = table.index[(table["unique_id"] == "s1") & (table["ds"] == MONTHS[-1])][0]
    table.loc[place, "y"] *= 1.6
    screened = screen(read_grid(table))
    found = rows(screened).set_index("unique_id").loc["s1"]
    flag = flag_at(screened, 1, len(MONTHS) - 1)
    assert list(rows(screened).columns) == list(COLUMNS)
    assert found["flag"]
    assert found["rule"] == "residual" == flag.rule
    assert found["severity"] in ("warning", "serious")
    assert flag.direction == "up"
    assert found["lo"] < found["expected"] < found["hi"] < found["y"]
    assert found["text_vi"] == flag.text_vi
    assert "12/2024" in found["text_vi"]
    assert "usual range" in found["text_en"]


def test_a_small_effect_is_listed_only() -> None:
    table = simulated(3)
    place = table.index[(table["unique_id"] == "s1") & (table["ds"] == MONTHS[-1])][0]
    table.loc[place, "y"] *= 1.6
    found = rows(screen(read_grid(table), floor=Floor(relative=90.0))).set_index("unique_id")
    assert (found.loc["s1", "severity"], found.loc["s1", "flag"]) == ("info", False)


def test_two_digits_changed_round_are_suggested_as_the_cause() -> None:
    table = simulated(3)
    rest = table[(table["unique_id"] == "s1") & (table["ds"] < MONTHS[-1])]
    screened = screen(read_grid(table))
    meant = round(float(screened.residuals.expected[1, -1]))
    digits = str(meant)
    assert digits[0] != digits[1]
    wrong = float(digits[1] + digits[0] + digits[2:])
    newest = pd.DataFrame({"unique_id": ["s1"], "ds": [MONTHS[-1]], "y": [wrong]})
    again = screen(read_grid(pd.concat([rest, newest])))
    flag = flag_at(again, 0, len(MONTHS) - 1)
    assert flag.rule == "residual"
    assert flag.cause == "transposed"
    assert flag.evidence["meant"] == pytest.approx(meant)


def test_a_lasting_step_is_told_and_not_repeated() -> None:
    table = simulated(3, seed=2)
    after = (table["unique_id"] == "s2") & (table["ds"] >= MONTHS[-3])
    table.loc[after, "y"] *= 1.35
    found = rows(screen(read_grid(table), last=3))
    own = found[found["unique_id"] == "s2"]
    assert (own["severity"] != "").sum() >= 2
    assert own["flag"].tolist() == [True, False, False]
    newest = rows(screen(read_grid(table))).set_index("unique_id").loc["s2"]
    assert newest["flag"]
    assert newest["rule"] == "sustained"


def test_a_change_long_known_is_listed_and_says_since_when() -> None:
    """Told in its first three months; from the fourth on a usual figure adds nothing to it."""
    table = simulated(3, seed=2)
    after = (table["unique_id"] == "s2") & (table["ds"] >= MONTHS[-5])
    table.loc[after, "y"] *= 1.6
    told = {}
    for back in range(5, 0, -1):
        found = rows(screen(read_grid(table[table["ds"] <= MONTHS[-back]])))
        told[back] = found.set_index("unique_id").loc["s2"]
    assert [bool(told[back]["flag"]) for back in (5, 4, 3)] == [True] * 3
    assert "Kéo dài" not in told[5]["text_vi"]
    assert all("Kéo dài từ tháng 08/2024" in told[back]["text_vi"] for back in (4, 3))
    assert all("Open since 08/2024" in told[back]["text_en"] for back in (4, 3))
    later = [told[back] for back in (2, 1) if told[back]["severity"]]
    assert later
    assert {row["severity"] for row in later} == {"info"}
    assert not any(row["flag"] for row in later)


def test_retrospective_judges_all_and_early_figures_have_no_p() -> None:
    found = rows(screen(read_grid(simulated(1)), last=None))
    assert len(found) == len(MONTHS)
    assert found["p_value"].isna().sum() == 12
    assert found["expected"].notna().all()


@pytest.mark.parametrize(("alias", "count"), [("W-MON", 200), ("D", 200), ("h", 300), ("QS", 60)])
def test_other_frequencies(alias: str, count: int) -> None:
    random = np.random.default_rng(1)
    days = pd.date_range("2010-03-01", periods=count, freq=alias)
    table = pd.DataFrame({"unique_id": "a", "ds": days, "y": 50 + random.normal(0, 2, count)})
    table.loc[count - 1, "y"] = 90.0
    found = rows(screen(read_grid(table)))
    assert len(found) == 1
    assert found["flag"].all()
    assert found["ds"].iloc[0] == days[-1]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "values",
    [[5.0], [1.0, 2.0, 3.0], [0.0] * 40, [7.0] * 40, [np.nan] * 30, [1.0] + [np.nan] * 40 + [2.0]],
)
def test_series_without_enough_figures_are_not_flagged(values: list[float]) -> None:
    days = pd.date_range("2015-01-01", periods=len(values), freq="MS")
    found = rows(screen(read_grid(pd.DataFrame({"unique_id": "a", "ds": days, "y": values}), "M")))
    assert not found["flag"].any()


@pytest.mark.parametrize(("alias", "count"), [("MS", 60), ("D", 60), ("h", 80), ("W-MON", 70)])
def test_absurd_figures_stop_nothing(alias: str, count: int) -> None:
    """Warnings are errors here: overflow, logarithms, and digits beyond any number's."""
    days = pd.date_range("2015-01-01", periods=count, freq=alias)
    usual = 100 + np.random.default_rng(0).normal(0, 5, count)
    series = {
        "explodes": np.exp(np.minimum(np.arange(count) * 2.0, 600)),
        "alternates": np.where(np.arange(count) % 2, 1e12, 1e-9),
        "huge": np.append(usual[:-3], [1e30] * 3),
        "zero": np.append(usual[:-1], 0.0),
        "negative": np.append(usual[:-1], -5.0),
        "rounded": np.round(usual, -1),
    }
    table = pd.concat(
        [pd.DataFrame({"unique_id": name, "ds": days, "y": y}) for name, y in series.items()]
    )
    found = rows(screen(read_grid(table), last=None))
    assert len(found) == 6 * count
    assert not found["text_vi"].str.contains("nan|inf").any()


def test_an_empty_table_gives_no_row() -> None:
    empty = pd.DataFrame({"unique_id": [], "ds": pd.to_datetime([]), "y": []})
    assert rows(screen(read_grid(empty))).empty


def test_the_second_forecaster_knows_nothing_of_the_figure() -> None:
    table = simulated(2)
    grid = read_grid(table)
    asked = np.zeros(grid.values.shape, dtype=bool)
    asked[:, -1] = True
    yearly = np.zeros(grid.values.shape, dtype=bool)
    yearly[0] = True
    one = airline_centres(grid, grid.values, yearly, asked)
    other = grid.values.copy()
    other[:, -1] *= 3
    np.testing.assert_allclose(airline_centres(grid, other, yearly, asked), one)
    assert np.isfinite(one[:, -1]).all()
    assert np.isnan(one[:, :-1]).all()


def test_cumulated_levels_have_the_figures_as_changes() -> None:
    values = np.array([[np.nan, 2.0, 3.0, 5.0]])
    levels = cumulated(values, 2)
    np.testing.assert_array_equal(levels[0, 2:] - levels[0, :-2], values[0])


def test_the_command_writes_a_row_a_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = simulated(3)
    table.loc[table.index[-1], "y"] = np.nan
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    table.to_csv(source, index=False)
    assert main(["warn", "--input", str(source), "--out", str(target)]) == 0
    found = pd.read_csv(target).set_index("unique_id")
    assert list(found.reset_index().columns) == list(COLUMNS)
    assert list(found["ds"]) == ["2024-12-01"] * 3
    assert found.loc["s2", "rule"] == "quality"
    assert found.loc["s2", "flag"]
    assert np.isnan(found.loc["s2", "y"])
    assert main(["warn", "--input", str(source), "--format", "json"]) == 0
    assert '"unique_id": "s0"' in capsys.readouterr().out


def test_hours_keep_their_hour(tmp_path: Path) -> None:
    hours = pd.date_range("2026-01-01", periods=200, freq="h")
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    waves = np.sin(np.arange(200.0))
    pd.DataFrame({"unique_id": "a", "ds": hours, "y": waves}).to_csv(source, index=False)
    assert main(["warn", "--input", str(source), "--last", "2", "--out", str(target)]) == 0
    assert pd.read_csv(target)["ds"].tolist() == ["2026-01-09T06:00:00", "2026-01-09T07:00:00"]


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.csv"
    source.write_text("unique_id,ds,y\na,2024-01-01,1\na,soon,2\n", encoding="utf-8")
    assert main(["warn", "--input", str(source)]) == 1
    said = capsys.readouterr().err
    assert re.search(r"in\.csv, row 3, column ds: found 'soon'", said)


def test_the_command_judges_counts(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    weeks = pd.date_range("2019-01-07", periods=200, freq="W-MON")
    y = random.poisson(4, 200)
    y[-1] = 25
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pd.DataFrame({"unique_id": "fires", "ds": weeks, "y": y}).to_parquet(source, index=False)
    assert main(["warn", "--input", str(source), "--counts", "--out", str(target)]) == 0
    found = pd.read_parquet(target)
    assert list(found.columns) == list(COLUMNS)
    assert found["flag"].tolist() == [True]
    assert found["rule"].tolist() == ["counts"]


def test_a_declared_break_leaves_the_months_and_years_after_it_alone() -> None:
    """Another territory doubles every figure from March 2023 on; nothing else is unusual."""
    table = simulated(24, seed=4)
    table = table[table["unique_id"].map(lambda name: int(name[1:]) % 3 > 0)]
    table.loc[table["ds"] >= "2023-03-01", "y"] *= 2.1
    table.loc[(table["unique_id"] == "s1") & (table["ds"] == "2024-11-01"), "y"] *= 1.5
    blind = rows(screen(read_grid(table), last=22))
    told = rows(screen(read_grid(table), last=22, breaks=["2023-03"]))
    assert blind["flag"].sum() >= 16
    found = told.loc[told["flag"], ["unique_id", "ds"]]
    assert (found["ds"] == "2024-11-01").sum() == 1
    assert len(found) <= 4
    assert told.loc[told["ds"] == "2023-03-01", "p_value"].isna().all()


def test_the_command_takes_a_break(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    table = simulated(2)
    table.loc[table["ds"] >= "2024-11-01", "y"] *= 3
    table.to_csv(source, index=False)
    call = ["warn", "--input", str(source), "--out", str(target)]
    assert main([*call, "--break", "2024-11"]) == 0
    assert not pd.read_csv(target)["flag"].any()
    assert main([*call, "--break", "11/2024"]) == 2
    assert "write YYYY-MM" in capsys.readouterr().err


@pytest.mark.shared
def test_real_months_are_rarely_flagged_and_gross_errors_always(shared: Path) -> None:
    frame = pd.read_parquet(shared / "bench" / "warning_dev.parquet")
    frame["unique_id"] = frame["case_id"].astype(str)
    untouched = frame[frame["mode"] == "untouched"]
    found = rows(screen(read_grid(untouched[["unique_id", "ds", "y"]], "M"), last=36))
    judged = found.merge(untouched[["unique_id", "ds", "judge"]], on=["unique_id", "ds"])
    assert judged.loc[judged["judge"] == 1, "flag"].mean() < 0.012
    gross = frame[(frame["mode"] == "last") & frame["kind"].isin(["X1000", "MISSING", "REPEAT"])]
    found = rows(screen(read_grid(gross[["unique_id", "ds", "y"]], "M")))
    assert found["flag"].mean() >= 0.98
    assert (found["rule"] == "quality").mean() >= 0.98
