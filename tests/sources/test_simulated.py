"""What simulated figures promise: complete, reproducible, consistent, plausible, labelled."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from phantich.catalog import CITIES, SetId, find_component, indicator_set
from phantich.catalog.codelists import code_list
from phantich.catalog.weights import cpi_weights
from phantich.errors import UsageError
from phantich.observations import KEY, validate
from phantich.sources.cited import read_cited
from phantich.sources.members import DIVISIONS, branches, children, has_whole
from phantich.sources.simulated import Simulation, simulate
from phantich.sources.simulated.build import Builder
from phantich.sources.simulated.profiles import partial_lists
from phantich.sources.simulated.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def simulations() -> dict[SetId, Simulation]:
    return {city: simulate(city) for city in CITIES}


@pytest.fixture(scope="module")
def frames(simulations: dict[SetId, Simulation]) -> dict[SetId, pd.DataFrame]:
    return {city: simulation.observations for city, simulation in simulations.items()}


@pytest.fixture(scope="module")
def latest(frames: dict[SetId, pd.DataFrame]) -> dict[SetId, pd.DataFrame]:
    """What is known last of each figure."""
    return {
        city: frame.sort_values("vintage", kind="stable").drop_duplicates(list(KEY), keep="last")
        for city, frame in frames.items()
    }


def digest(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def levels(frame: pd.DataFrame, code: str, measure: str = "level", freq: str = "M") -> pd.DataFrame:
    """Columns are (item, area), rows are periods."""
    indicator, _, component = code.partition("/")
    rows = frame[
        (frame["indicator"] == indicator)
        & (frame["component"] == component)
        & (frame["measure"] == measure)
        & (frame["frequency"] == freq)
    ]
    return rows.pivot_table(index="period", columns=["item", "area"], values="value")


@pytest.mark.parametrize("city", CITIES)
def test_every_component_and_member_is_there(
    frames: dict[SetId, pd.DataFrame], city: SetId
) -> None:
    frame = frames[city]
    items = frame.groupby(["indicator", "component"])["item"].agg(set)
    areas = frame.groupby(["indicator", "component"])["area"].agg(set)
    for indicator in indicator_set(city).indicators:
        for component in indicator.components:
            key = (indicator.code, component.id)
            assert key in items.index, key
            for list_id in component.breakdowns:
                if list_id.startswith("communes"):
                    missing = set(code_list(list_id).valid_names()) - areas[key]
                elif list_id in partial_lists():
                    missing = set() if len(items[key]) > 10 else {list_id}
                elif component.kind == "gauge":
                    missing = set() if len(items[key]) > 1 else {list_id}
                else:
                    names = {b.name for b in branches(list_id, component.total, city)}
                    missing = names - items[key] - {"UBND cấp xã"}
                assert not missing, (key, list_id, missing)


@pytest.mark.parametrize("city", CITIES)
def test_fits_the_schema_and_says_that_it_is_simulated(
    frames: dict[SetId, pd.DataFrame], city: SetId
) -> None:
    frame = validate(frames[city])
    assert set(frame["source"]) == {"simulated:seed=2026"}
    assert frame["note"].str.startswith("Số liệu mô phỏng").all()
    assert len(frame) < 900_000
    assert frame.loc[frame["frequency"] == "M", "period"].min() == "2016-11"
    assert frame.loc[frame["frequency"] == "M", "period"].max() == "2026-10"
    assert frame["vintage"].max() == "2026-11-06"


def test_same_seed_same_figures_in_another_process(frames: dict[SetId, pd.DataFrame]) -> None:
    code = (
        "import hashlib; from phantich.sources.simulated import Simulation, simulate; "
        "f = simulate('cantho').observations; "
        "print(hashlib.sha256(f.to_csv(index=False).encode()).hexdigest())"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": "", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert out.stdout.strip() == digest(frames["cantho"])


def test_another_seed_gives_other_figures(frames: dict[SetId, pd.DataFrame]) -> None:
    other = simulate("cantho", seed=7).observations
    assert set(other["source"]) == {"simulated:seed=7"}
    assert len(other) == pytest.approx(len(frames["cantho"]), rel=0.01)
    assert digest(other) != digest(frames["cantho"])


@pytest.mark.parametrize("code", ["HP.A.IV.1/new", "HP.A.X.6/cases", "HP.A.XIII.21/on_time_rate"])
def test_a_series_depends_on_no_other(latest: dict[SetId, pd.DataFrame], code: str) -> None:
    """Built alone, a component has the figures that it has among all the others."""
    indicator, component = find_component(code)
    builder = Builder(World("haiphong", "Hải Phòng", 2026, "2026-10"))
    if component.numerator:
        over, under = builder.parts_of(indicator, component)
        final, first = 100 * over.values[0] / under.values[0], 100 * over.first[0] / under.first[0]
    else:
        panel = builder.panel(indicator, component)
        final, first = panel.values[0], panel.first[0]
    alone = np.round(final, 2)
    alone[builder.world.last] = round(first[builder.world.last], 2)
    published = levels(latest["haiphong"], code)[component.total, "Hải Phòng"]
    place = {month: i for i, month in enumerate(builder.world.months)}
    assert published.tolist() == [alone[place[month]] for month in published.index]


def test_a_later_month_continues_the_same_paths(frames: dict[SetId, pd.DataFrame]) -> None:
    earlier = simulate("cantho", until="2025-12").observations
    keys = [*KEY, "status", "vintage"]
    known = frames["cantho"][frames["cantho"]["frequency"].isin(["M", "Q", "A"])]
    both = earlier.merge(known, on=keys, suffixes=("", "_later"))
    assert len(both) > 50_000
    changed = both[both["value"] != both["value_later"]]
    assert changed.empty, changed.head()


@pytest.mark.parametrize("city", CITIES)
def test_parts_add_up_to_their_whole(latest: dict[SetId, pd.DataFrame], city: SetId) -> None:
    checked = 0
    for indicator in indicator_set(city).indicators:
        for component in indicator.components:
            if component.kind not in {"flow", "stock", "count"} or not has_whole(component):
                continue
            for frequency in {"M", "Q", "S", "A"} & set(indicator.frequencies) or {"M"}:
                table = levels(latest[city], f"{indicator.code}/{component.id}", freq=frequency)
                checked += _check_sums(table, component, city)
    assert checked > 60


def _check_sums(table: pd.DataFrame, component: object, city: SetId) -> int:
    area = indicator_set(city).area
    total = component.total  # type: ignore[attr-defined]
    lists = component.breakdowns  # type: ignore[attr-defined]
    # A part per hectare or per head does not add up.
    if table.empty or (component.numerator and component.unit != "%"):  # type: ignore[attr-defined]
        return 0
    checked = 0
    local = next((b for b in lists if b.startswith("communes")), None)
    if local:
        names = [(total, place) for place in code_list(local).valid_names()]
        if "agencies" in lists:
            names += [
                (b.name, area) for b in branches("agencies", total, city) if b.name != "UBND cấp xã"
            ]
        checked += _same(table, (total, area), names)
    for list_id in lists:
        if list_id in partial_lists() or list_id == local or (list_id == "agencies" and local):
            continue
        tree = branches(list_id, total, city)
        divisions = DIVISIONS.get(list_id)
        families = (
            [(None, list(names)) for names in divisions]
            if divisions
            else [(p, children(tree, p)) for p in (None, *(b.name for b in tree))]
        )
        for parent, parts in families:
            if len(parts) > 1:
                whole = (total if parent is None else parent, area)
                checked += _same(table, whole, [(part, area) for part in parts])
    return checked


def _same(table: pd.DataFrame, whole: tuple[str, str], parts: list[tuple[str, str]]) -> int:
    rows = table.dropna(subset=parts)
    sums = rows[parts].sum(axis=1)
    np.testing.assert_allclose(sums, rows[whole], atol=1e-4, rtol=1e-12, err_msg=str(whole))
    return 1


@pytest.mark.parametrize(
    "code", ["HP.A.II.1/revenue", "HP.A.VIII.1/sales", "HP.A.X.4/accidents", "HP.A.IX.3/collected"]
)
def test_months_are_the_change_of_the_cumulated_figure(
    frames: dict[SetId, pd.DataFrame], code: str
) -> None:
    """Final figures of one year; where the city grew in July 2025 the sum was computed anew."""
    final = frames["haiphong"][frames["haiphong"]["status"] == "A"]
    total = (find_component(code)[1].total, "Hải Phòng")
    month, cumulated = (levels(final, code, m)[total] for m in ("level", "ytd"))
    change = cumulated.where(month.index.str[5:] == "01", cumulated.diff())
    same = (month.index != "2025-07") & (month.index > "2016-12")
    np.testing.assert_allclose(change[same], month[same], atol=0.051)
    assert abs(change["2025-07"] - month["2025-07"]) > 0.05 * month["2025-07"]


def test_first_estimates_and_revisions(frames: dict[SetId, pd.DataFrame]) -> None:
    rows = frames["haiphong"]
    rows = rows[(rows["indicator"] == "HP.A.VIII.1") & (rows["measure"] == "level")]
    rows = rows[(rows["item"] == "Tổng số") & (rows["frequency"] == "M")]
    estimates = rows[rows["status"] == "E"].set_index("period")
    final = rows[rows["status"] == "A"].set_index("period")
    assert len(estimates) == 24
    assert "2026-10" not in final.index
    assert (final.loc[estimates.index[:-1], "vintage"] > estimates["vintage"][:-1]).all()
    errors = (estimates["value"] / final["value"] - 1).abs().dropna()
    # Median absolute revision of the national retail estimate: 0.8 %.
    assert 0.001 < errors.median() < 0.02


@pytest.mark.parametrize("code", ["HP.A.I.1/cpi", "CT.A.I.3/cpi"])
def test_price_indices_follow_the_official_arithmetic(
    latest: dict[SetId, pd.DataFrame], code: str
) -> None:
    city: SetId = "haiphong" if code.startswith("HP") else "cantho"
    area = indicator_set(city).area
    mom, yoy, december = (
        levels(latest[city], code, m).xs(area, axis=1, level="area")
        for m in ("mom", "yoy", "vs_december")
    )
    chained = (mom / 100).rolling(12).apply(np.prod, raw=True) * 100
    # Twelve factors rounded to 0.005 each.
    assert (chained - yoy).abs().max().max() < 0.066
    assert (yoy - december)[yoy.index.str.endswith("-12")].abs().max().max() < 0.011
    weights = pd.Series(cpi_weights(pd.Timestamp("2024-06-01").date()).groups)
    total = np.exp((np.log(mom[weights.index] / 100) * weights).sum(axis=1) / weights.sum()) * 100
    assert (total - mom["Chỉ số giá tiêu dùng"]).abs().max() < 0.011
    assert 100 < yoy["Chỉ số giá tiêu dùng"].mean() < 106


def test_averages_are_geometric_means_of_the_months(latest: dict[SetId, pd.DataFrame]) -> None:
    yoy = levels(latest["haiphong"], "HP.A.I.1/cpi", "yoy")
    average = levels(latest["haiphong"], "HP.A.I.2/cpi_average", "ytd_average")
    year = yoy[yoy.index.str.startswith("2026")]
    expected = np.exp(np.log(year / 100).mean()) * 100
    assert (expected - average.loc["2026-10"]).abs().max() < 0.011
    alone = levels(latest["haiphong"], "HP.B.4/cpi_average", "ytd_average").iloc[:, 0]
    assert alone.tolist() == average["Chỉ số giá tiêu dùng", "Hải Phòng"].tolist()


@pytest.mark.parametrize("city", CITIES)
def test_ratios_are_their_parts_and_stay_within_100(
    latest: dict[SetId, pd.DataFrame], city: SetId
) -> None:
    checked = 0
    for indicator in indicator_set(city).indicators:
        for ratio in indicator.components:
            if ratio.kind != "ratio" or ratio.unit != "%" or not ratio.numerator:
                continue
            over, under = (
                indicator.component(str(x)) for x in (ratio.numerator, ratio.denominator)
            )
            table = levels(latest[city], f"{indicator.code}/{ratio.id}", freq="M")
            assert not (table > 100.001).any(axis=None) or "disburs" in ratio.id
            assert not (table < 0).any(axis=None)
            if over.kind != "flow" or under.kind == "flow":
                upper, lower = (
                    levels(latest[city], f"{indicator.code}/{c.id}", freq="M")
                    for c in (over, under)
                )
                if upper.empty:
                    continue
                upper.columns = upper.columns.set_levels(
                    upper.columns.levels[0].str.replace(over.total, ratio.total), level=0
                )
                exact = (100 * upper / lower).reindex_like(table)
                known = lower.reindex_like(table) > 0
                assert ((table - exact).abs()[known].max(axis=None)) < 0.0051
                checked += 1
    assert checked >= 5


def test_disbursement_runs_from_nothing_to_the_plan(latest: dict[SetId, pd.DataFrame]) -> None:
    rate = levels(latest["haiphong"], "HP.A.II.3/disbursement_rate")["Tổng số", "Hải Phòng"]
    assert rate[rate.index.str.endswith("-01")].max() < 10
    assert rate["2025-12"] > 80
    year = rate[rate.index.str.startswith("2026")]
    assert year.is_monotonic_increasing


def test_what_is_counted_has_plans_in_whole_units(latest: dict[SetId, pd.DataFrame]) -> None:
    table = pd.concat(latest.values())
    plans = table[table["measure"].str.startswith("plan")]
    counted = plans[plans["unit"].isin(["xã", "hộ", "người", "doanh nghiệp", "dự án", "cơ sở"])]
    assert len(counted) >= 10
    assert (counted["value"] % 1 == 0).all()


def test_planted_anomalies_stand_out(
    simulations: dict[SetId, Simulation], latest: dict[SetId, pd.DataFrame]
) -> None:
    for city in CITIES:
        table = simulations[city].anomalies
        assert table is not None
        assert len(table) >= 8
        for entry in table.itertuples():
            series = levels(latest[city], f"{entry.indicator}/{entry.component}")
            values = series[entry.item, entry.area]
            there = values[(values.index >= entry.period) & (values.index <= entry.until)]
            others = pd.concat(
                [values[values.index < entry.period][-9:], values[values.index > entry.until][:9]]
            )
            if entry.factor > 1:
                assert there.max() > others.median(), entry
            else:
                assert there.min() < others.median(), entry


def test_levels_are_near_the_published_ones(latest: dict[SetId, pd.DataFrame]) -> None:
    """Medians of simulated over published within a factor of 1.5, before and after the merger."""
    cited = read_cited().observations
    cited = cited[cited["measure"].isin(["level", "ytd"])]
    known = pd.concat(latest.values())[[*KEY, "value"]]
    both = cited.merge(known, on=list(KEY), suffixes=("", "_simulated"))
    both = both[both["item"].isin(["Tổng số", "Tổng trị giá", "Tổng thu ngân sách nhà nước"])]
    both["ratio"] = both["value_simulated"] / both["value"]
    both["merged"] = both["period"] >= "2025-07"
    groups = both.groupby(["indicator", "component", "merged"])["ratio"].agg(["median", "size"])
    groups = groups[groups["size"] >= 3]
    assert len(groups) >= 10
    assert groups["median"].between(1 / 1.5, 1.5).all(), groups


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"city": "hanoi"}, "no city"),
        ({"city": "cantho", "until": "2026"}, "YYYY-MM"),
        ({"city": "cantho", "until": "2060-01"}, "2049-12"),
        ({"city": "cantho", "seed": -1}, "negative"),
    ],
)
def test_refuses_what_makes_no_sense(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        simulate(**arguments)  # type: ignore[arg-type]
