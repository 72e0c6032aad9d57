"""Agreement of industry, province and generic tables with the reference data, cell by cell."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from .conftest import Corpus
from .references import MEASURES, STATUSES

pytestmark = pytest.mark.shared

#: Kinds of table in the references that other tests compare.
ELSEWHERE = {
    *("exports", "imports", "retail", "visitors", "fdi"),
    *("investment_nsnn", "investment_nsnn_quarterly"),
}
RICE = {
    "area": "area", "yield": "yield", "output": "production",
    "area_change_on_previous_season": "area_change",
    "yield_change_on_previous_season": "yield_change",
    "output_change_on_previous_season": "production_change",
}  # fmt: skip
KNOWN = Path(__file__).with_name("known_differences_provinces.csv")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the references hold, by kind of table, and what we read otherwise."""

    compared: Counter[str]
    differences: dict[tuple[str, str, str], str]


@pytest.fixture(scope="module")
def comparison(corpus: Corpus, shared: Path) -> Comparison:
    ours = {row.source: row for row in corpus.observations.itertuples(index=False)}
    compared: Counter[str] = Counter()
    differences = {}
    for name in ("national_series", "city_series"):
        for row in _rows(shared / "gso" / "reference" / f"{name}.csv"):
            compared[row["table_kind"]] += 1
            found = ours.get(f"{row['file']}!{row['sheet']}!{row['cell']}")
            if why := _difference(row, found):
                differences[row["file"], row["sheet"], row["cell"]] = why
    return Comparison(compared, differences)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return [row for row in csv.DictReader(source) if row["table_kind"] not in ELSEWHERE]


def _difference(row: dict[str, str], found: object) -> str:
    if found is None:
        return "no figure from this cell"
    checks: dict[str, tuple[object, object]] = {"area": (found.area, row["area"])}  # type: ignore[attr-defined]
    if row["measure"] in MEASURES:
        checks["period"] = found.period, row["period"]  # type: ignore[attr-defined]
        checks["measure"] = found.measure, MEASURES[row["measure"]]  # type: ignore[attr-defined]
    if row["status"] in STATUSES:
        checks["status"] = found.status, STATUSES[row["status"]]  # type: ignore[attr-defined]
    if row["table_kind"] == "rice_province":
        name = row["measure"].removeprefix("ws_rice_")
        component = RICE.get(name) or RICE[name.removesuffix("_pct_of_previous_season")]
        checks["component"] = found.component, component  # type: ignore[attr-defined]
        checks["period"] = found.period, f"{row['period']}-DX"  # type: ignore[attr-defined]
    elif row["table_kind"] == "gdp":
        checks["growth"] = (found.component, found.measure), ("grdp", "yoy")  # type: ignore[attr-defined]
    elif row["measure"] not in MEASURES:
        checks["header"] = _header_is_there(row, found), True
    wrong = [f"{what} {a} and not {b}" for what, (a, b) in checks.items() if a != b]
    value = float(row["value"])
    if abs(found.value - value) > 1e-9 * max(1.0, abs(value)):  # type: ignore[attr-defined]
        wrong.append(f"value {found.value} and not {value}")  # type: ignore[attr-defined]
    return "; ".join(wrong)


def _header_is_there(row: dict[str, str], found: object) -> bool:
    """Whether the note holds the table's title and the words of the reference's header; the unit
    that the reference has before its last header is our unit."""
    note = _words(found.note) + _words(found.unit)  # type: ignore[attr-defined]
    header = [w for w in _words(row["measure"]) if w not in {"%", "don", "vi", "tinh"}]
    title = _words(re.sub(r"^\d+\.\s*", "", row["item"]))[:5]
    return set(header) <= set(note) and set(title) <= set(note)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return re.findall(r"[a-z0-9%]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _known() -> dict[tuple[str, str, str], str]:
    with KNOWN.open(encoding="utf-8", newline="") as source:
        return {(r["file"], r["sheet"], r["cell"]): r["reason"] for r in csv.DictReader(source)}


def test_at_least_995_in_a_thousand_cells_agree(comparison: Comparison) -> None:
    total = sum(comparison.compared.values())
    wrong = len(comparison.differences)
    print(f"{total - wrong} of {total} cells agree: {dict(comparison.compared)}")  # noqa: T201
    for place, why in comparison.differences.items():
        print(" ", *place, why)  # noqa: T201
    assert total > 2_900
    assert wrong <= 0.005 * total


def test_every_difference_is_explained(comparison: Comparison) -> None:
    known = _known()
    assert set(comparison.differences) == set(known)
    assert all(known.values())


def test_published_comparisons_follow_from_the_published_levels(corpus: Corpus) -> None:
    """This year over last year in one workbook gives the printed comparison.

    Level and comparison come from different columns, so that a column or row taken for another
    shows. 0.6 per cent leaves room for rounding; figures below 50 are left out for the same reason.
    """
    frame = corpus.observations
    own = frame[~frame["indicator"].isin(["VN.CPI", "VN.EXPORTS", "VN.IMPORTS", "VN.FDI"])]
    key = ["indicator", "component", "item", "area", "vintage"]
    checked = wrong = 0
    for level, compared in (("level", "yoy"), ("ytd", "ytd_yoy")):
        now = own[own["measure"] == level].drop_duplicates([*key, "period"])
        before = now.assign(period=(now["period"].str[:4].astype(int) + 1).astype(str)
                            + now["period"].str[4:])  # fmt: skip
        both = now.merge(before, on=[*key, "period"], suffixes=("", "_before")).merge(
            own[own["measure"] == compared].drop_duplicates([*key, "period"]),
            on=[*key, "period"],
            suffixes=("", "_printed"),
        )
        both = both[(both["value"].abs() > 50) & (both["value_before"].abs() > 50)]
        expected = both["value"] / both["value_before"] * 100
        off = (expected - both["value_printed"]).abs() > 0.006 * expected.abs()
        checked += len(both)
        wrong += int(off.sum())
    print(f"{checked - wrong} of {checked} published comparisons follow from the levels")  # noqa: T201
    assert checked > 8_000
    assert wrong <= 0.005 * checked


def test_components_and_measures_stand_in_the_catalogue(corpus: Corpus) -> None:
    from phantich.catalog import indicator_set

    known = {
        (indicator.code, component.id): set(component.measures)
        for indicator in indicator_set("vietnam").indicators
        for component in indicator.components
    }
    frame: pd.DataFrame = corpus.observations[["indicator", "component", "measure"]]
    lacking = {
        (indicator, component, measure)
        for indicator, component, measure in frame.drop_duplicates().itertuples(index=False)
        if measure not in known.get((indicator, component), set())
    }
    assert not lacking
