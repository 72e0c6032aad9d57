"""A group screened as of a day: from the store to flags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.catalog import find_indicator, indicator_set
from phantich.observations import validate
from phantich.store import Store
from phantich.warning.flag import Flag
from phantich.warning.group import Findings, _agreed, record_findings, screen_group
from phantich.warning.naming import base_flag
from phantich.warning.register import Register
from phantich.warning.series import Series, _possible
from phantich.warning.severity import Floor, is_material, of_whole_numbers
from tests.warning.conftest import rows_of

AREA = "Hải Phòng"


@pytest.fixture
def store(city: Path) -> Iterator[Store]:
    opened = Store(city)
    yield opened
    opened.close()


def screened(store: Store, group: str, month: str = "2024-10", **more: object) -> Findings:
    catalogue = indicator_set("haiphong")
    found = next(g for g in catalogue.groups if g.code == group)
    return screen_group(store, found.indicators, AREA, month, **more)  # type: ignore[arg-type]


def test_deaths_far_above_the_usual_are_an_outbreak(store: Store) -> None:
    found = screened(store, "HP.A.X")
    (flag,) = found.flags
    assert (flag.rule, flag.severity, flag.observed) == ("counts", "serious", 30.0)
    assert flag.expected == pytest.approx(6, abs=1.5)
    assert flag.series == "HP.A.X.4/deaths|Tổng số|Hải Phòng|level"
    assert flag.text_vi.replace("\xa0", " ").startswith(
        "An toàn giao thông: số người chết do tai nạn giao thông tháng 10/2024 có 30 người"
    )
    assert flag.vintage == "2024-10-28"
    assert set(flag.evidence) == {"month_before", "year_before", "two_years_before"}
    assert found.series == 1


def test_visitors_far_below_the_usual_are_told_and_a_calm_series_is_not(store: Store) -> None:
    (flag,) = screened(store, "HP.A.VIII").flags
    assert flag.rule in {"residual", "sustained"}
    assert (flag.direction, flag.period) == ("down", "2024-10")
    assert flag.effect_pct == pytest.approx(-40, abs=8)
    assert screened(store, "HP.A.II").flags == ()


def test_october_2024_follows_the_typhoon(store: Store) -> None:
    # Yagi is a planned event of September and October 2024 in Hải Phòng.
    (flag,) = screened(store, "HP.A.VIII").flags
    assert flag.state == "explained"
    assert "143/NQ-CP" in flag.legal_source


def test_a_commune_far_from_its_own_past_is_told(store: Store) -> None:
    (flag,) = screened(store, "HP.A.XIII").flags
    assert (flag.rule, flag.area, flag.direction) == ("crosssection", "Xã 07", "down")
    assert flag.evidence["peers"] == 40
    assert flag.expected == pytest.approx(95, abs=3)
    assert flag.severity == "serious"


def test_the_month_before_knows_nothing_of_it(store: Store) -> None:
    assert screened(store, "HP.A.X", "2024-09").flags == ()
    assert screened(store, "HP.A.X", as_of="2024-10-01").flags == ()


def test_the_same_store_gives_the_same_flags(store: Store) -> None:
    first, second = screened(store, "HP.A.VIII"), screened(store, "HP.A.VIII")
    assert [f.to_dict() for f in first.flags] == [f.to_dict() for f in second.flags]


def test_what_people_said_travels_with_the_flag(store: Store) -> None:
    register = Register()
    found = screened(store, "HP.A.X")
    record_findings(register, found, ["HP.A.X.4"], "2024-10")
    (flag,) = register.open()
    register.acknowledge(flag.flag_id, "true", "Trần B", "2024-11-02")
    again = screened(store, "HP.A.X", register=register).flags[0]
    assert again.state == "acknowledged"
    register.acknowledge(flag.flag_id, "false", "Trần B", "2024-11-03")
    assert screened(store, "HP.A.X", register=register).flags == ()


def test_what_is_not_found_again_closes() -> None:
    flag = Flag(
        series="HP.A.II.1/revenue|x|y|ytd", period="2024-08", frequency="M", rule="pace",
        version="1.0", severity="warning", indicator="HP.A.II.1",
    )  # fmt: skip
    register = Register()
    nothing = Findings((), (), (), 0)
    record_findings(register, Findings((flag,), (), (), 1), ["HP.A.II.1"], "2024-08")
    record_findings(register, nothing, ["HP.A.II.1"], "2024-09")
    assert len(register.open()) == 1
    record_findings(register, nothing, ["HP.A.II.1"], "2024-10")
    assert register.open() == []


def test_published_and_simulated_figures_are_never_one_series(tmp_path: Path, city: Path) -> None:
    # A series of simulated figures a hundred times larger, with a published one at its end.

    rows = rows_of("HP.A.VIII.3/visitors", np.full(60, 50_000.0), "nghìn lượt khách")
    for row in rows[:-1]:
        row["source"] = "simulated:1"
    path = tmp_path / "mixed.duckdb"
    mixed = Store(path)
    mixed.load(validate(pd.DataFrame(rows)), "x.csv", "1" * 64, "long")
    assert screened(mixed, "HP.A.VIII").series == 0
    mixed.close()


def test_names_stand_alone() -> None:
    indicator = find_indicator("HP.A.II.1")
    component = indicator.components[0]
    flag = base_flag(
        indicator, component, "Thuế thu nhập cá nhân", AREA, "level",
        rule="residual", version="1.0", period="2024-10", frequency="M",
    )  # fmt: skip
    assert flag.name_vi == "Thu ngân sách nhà nước trên địa bàn, Thuế thu nhập cá nhân"
    assert flag.name_en.endswith("Personal income tax")
    price = find_indicator("HP.A.I.1")
    told = base_flag(
        price, price.components[0], "Giáo dục", AREA, "mom",
        rule="residual", version="1.0", period="2024-10", frequency="M",
    )  # fmt: skip
    assert told.name_vi.endswith("Giáo dục so với tháng trước")
    assert told.unit == "%"


def test_two_unlike_families_make_a_warning_serious() -> None:
    given = {
        "period": "2024-10", "frequency": "M", "version": "1.0", "direction": "down",
    }  # fmt: skip
    month = Flag(series="a|x|y|level", rule="residual", severity="warning", **given)  # type: ignore[arg-type]
    plan = Flag(series="a|x|y|ytd", rule="pace", severity="watch", **given)  # type: ignore[arg-type]
    other = Flag(series="b|x|y|level", rule="residual", severity="warning", **given)  # type: ignore[arg-type]
    twin = Flag(series="b|x|y|level", rule="sustained", severity="watch", **given)  # type: ignore[arg-type]
    found = _agreed([month, plan, other, twin])
    assert [flag.severity for flag in found] == ["serious", "watch", "warning", "watch"]


def test_a_half_year_closes_after_two_months_without_it() -> None:
    flag = Flag(
        series="HP.A.XIII.11/poverty_rate|Tổng số|Xã A|level", period="2026-S1", frequency="S",
        rule="crosssection", version="1.0", severity="warning", indicator="HP.A.XIII.11",
    )  # fmt: skip
    register = Register()
    record_findings(register, Findings((flag,), (), (), 1), ["HP.A.XIII.11"], "2026-06")
    for month in ("2026-07", "2026-08"):
        assert len(register.open()) == 1
        record_findings(register, Findings((), (), (), 0), ["HP.A.XIII.11"], month)
    assert register.open() == []


ODD = {
    "zeros": np.zeros(60),
    "constant": np.full(60, 7.0),
    "one event": np.r_[np.zeros(59), 5.0],
    "negative": np.r_[np.full(59, 4.0), -3.0],
    "huge": np.full(60, 1e15) * np.r_[np.ones(59), 1e6],
    "tiny": np.full(60, 1e-9),
    "few": np.arange(24.0),
    "alternating": np.tile([0.0, 1e6], 30),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("series", ["HP.A.X.4/deaths", "HP.A.VIII.3/visitors"])
def test_odd_figures_stop_nothing(tmp_path: Path, name: str, series: str) -> None:
    rows = rows_of(series, ODD[name], "người")
    for number in range(30):
        for component in ("settled", "on_time"):
            rows += rows_of(
                f"HP.A.XIII.21/{component}", ODD[name][-20:], "hồ sơ", f"Xã {number:02d}"
            )
    made = Store(tmp_path / "odd.duckdb")
    made.load(validate(pd.DataFrame(rows)), "x.csv", "2" * 64, "long")
    for group in ("HP.A.X", "HP.A.VIII", "HP.A.XIII"):
        found = screened(made, group)
        for flag in (*found.flags, *found.doubts):
            assert flag.text_vi
            assert flag.text_en
    made.close()


@pytest.mark.parametrize(
    ("unit", "kind", "past", "told"),
    [
        ("%", "ratio", 96.0, (100.0, 100.0)),
        ("%", "flow", 96.0, (100.3, 104.0)),
        ("tấn", "ratio", 96.0, (100.3, 104.0)),
        ("%", "ratio", 101.0, (100.3, 104.0)),
    ],
)
def test_no_share_is_expected_above_a_hundred(
    unit: str, kind: str, past: float, told: tuple[float, float]
) -> None:
    indicator = find_indicator("HP.A.XII.2")
    component = indicator.components[0].model_copy(update={"kind": kind})
    figures = pd.DataFrame({"value": [past, 93.0]})
    one = Series(indicator, component, "x", "level", figures)
    flag = Flag(
        series="x", period="2024-10", frequency="M", rule="residual", version="1",
        severity="watch", direction="down", unit=unit, observed=93.0, expected=100.3, lo=-1.0,
        hi=104.0,
    )  # fmt: skip
    found = _possible(one, flag)
    assert (found.expected, found.hi, found.lo) == (*told, 0.0)
    assert found.effect == pytest.approx(93.0 - told[0])


def test_two_of_three_expected_events_are_what_chance_does() -> None:
    """A Poisson count of 3.2 lies between 0 and 6 in 19 of 20 months."""
    floor = of_whole_numbers(Floor(relative=4.0), 3.24)
    assert not is_material(2 - 3.24, 100 * (2 - 3.24) / 3.24, floor)
    assert is_material(9 - 3.24, 100 * (9 - 3.24) / 3.24, floor)
    assert of_whole_numbers(Floor(absolute=900.0), 10_000.0).absolute == 900.0
