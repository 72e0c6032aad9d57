"""Agreement with readings of the same workbooks that others made (shared reference data)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from . import references

pytestmark = pytest.mark.shared

#: Kind of table in the references → indicator and component.
KINDS = {
    "exports": ("VN.EXPORTS", "exports"),
    "imports": ("VN.IMPORTS", "imports"),
    "retail": ("VN.RETAIL", "retail"),
    "visitors": ("VN.VISITORS", "visitors"),
    "investment_nsnn": ("VN.INVESTMENT", "investment"),
    "investment_nsnn_quarterly": ("VN.INVESTMENT", "investment"),
    "fdi": ("VN.FDI", ""),
}
#: Measure of the references → ours; those of foreign investment name the component instead.
MEASURES = {
    **references.MEASURES,
    "yoy_quarter": "yoy",
    "pct_plan_month": "month_pct_plan",
    "pct_plan_ytd": "pct_plan",
    "pct_plan_year_estimate": "pct_plan",
    "plan_year": "plan",
}
FDI = {
    "projects_ytd": "fdi_projects",
    "registered_new_ytd": "fdi_new",
    "registered_adjusted_ytd": "fdi_adjusted",
    "legal_capital_ytd": "fdi_legal",
    "charter_capital_ytd": "fdi_charter",
}
KNOWN = Path(__file__).with_name("known_differences.csv")

Key = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure of a reference in our terms."""

    key: Key
    value: float
    unit: str
    status: str
    place: tuple[str, str, str, str]


def _expected(folder: Path, name: str) -> Iterator[Expected]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["table_kind"] not in KINDS:
                continue
            indicator, component = KINDS[row["table_kind"]]
            component = component or FDI[row["measure"]]
            measure = MEASURES.get(row["measure"], "ytd")
            period = row["period"]
            if row["table_kind"].endswith("_quarterly") and measure.startswith("ytd"):
                # The references call the first of several quarters a cumulative.
                period, measure = f"{period[:4]}-Q1", "yoy" if measure == "ytd_yoy" else "level"
            item = "Tổng trị giá" if component in {"exports", "imports"} else "Tổng số"
            key = (indicator, component, item, row["area"], period, measure, row["vintage"])
            place = (f"{name}.csv", row["file"], row["sheet"], row["cell"])
            yield Expected(
                key,
                float(row["value"]),
                row["unit"],
                references.STATUSES.get(row["status"], ""),
                place,
            )


def _read(observations: pd.DataFrame) -> dict[Key, tuple[float, str, str]]:
    columns = ["indicator", "component", "item", "area", "period", "measure", "vintage"]
    wanted = observations[observations["indicator"].isin({i for i, _ in KINDS.values()})]
    keys = wanted[columns].itertuples(index=False, name=None)
    figures = wanted[["value", "unit", "status"]].itertuples(index=False, name=None)
    return dict(zip(keys, figures, strict=True))


def test_totals_and_cities_agree_except_where_explained(corpus, shared: Path) -> None:
    read = _read(corpus.observations)
    with KNOWN.open(encoding="utf-8", newline="") as source:
        known = {
            (row["reference"], row["file"], row["sheet"], row["cell"]): row["reason"]
            for row in csv.DictReader(source)
        }
    wrong, explained, places = [], set(), []
    for name in ("national_series", "city_series"):
        for expected in _expected(shared / "gso" / "reference", name):
            places.append(expected.place)
            value, unit, status = read.get(expected.key, (float("nan"), "", ""))
            agrees = (
                value == pytest.approx(expected.value, rel=1e-6)
                and unit == expected.unit
                and expected.status in {"", status}
            )
            if not agrees and expected.place in known:
                explained.add(expected.place)
            elif not agrees:
                wrong.append((expected, value, unit, status))
    agreeing = len(places) - len(wrong) - len(explained)
    print(f"\n{agreeing} of {len(places)} figures agree")  # noqa: T201
    for place in sorted(explained):
        print(*place, "-", known[place])  # noqa: T201
    assert len(places) == 8668
    assert not wrong
    assert explained == known.keys() & set(places), "an explained difference is none any more"


def test_no_figure_stands_twice(corpus) -> None:
    frame = corpus.observations
    frame = frame[frame["indicator"].isin({i for i, _ in KINDS.values()})]
    keys = ["indicator", "component", "item", "area", "period", "measure", "vintage"]
    assert not frame.duplicated(keys).any()
