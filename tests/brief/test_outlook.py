"""The outlook of a brief: traced forecasts of one origin, odds of plans, reasons, as of a day."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pandas as pd
import pytest

from phantich.brief import Brief, assemble, word
from phantich.brief.brief import edited
from phantich.brief.model.content import Content
from phantich.brief.prognosis import Prognosis, foretold
from phantich.brief.tracing import check_page
from phantich.brief.tracing_office import trace_word
from phantich.catalog import find_component
from phantich.observations import validate
from phantich.store import Store

TOTAL = "Tổng thu ngân sách nhà nước"


def _months(first: str, count: int) -> list[str]:
    return [str(p) for p in pd.period_range(first, periods=count, freq="M")]


def _revenue(figure: Callable[..., Any], first: str = "2019-01", count: int = 70) -> list[Any]:
    """Monthly revenue with a season and its sums; a plan for the last year."""
    random = np.random.default_rng(5)
    rows, total = [], 0.0
    for place, month in enumerate(_months(first, count)):
        value = 1000 * (1 + 0.2 * np.cos(place * np.pi / 6)) * np.exp(random.normal(0, 0.03))
        total = value if month.endswith("-01") else total + value
        rows.append(figure(month, "level", round(value, 1)))
        rows.append(figure(month, "ytd", round(total, 1)))
    year = month[:4]
    plan = {"unit": "tỷ đồng", "vintage": f"{int(year) - 1}-12-10"}
    rows.append(figure(year, "plan:council", 12000.0, **plan))
    return rows


def _prices(price: Callable[..., Any], count: int = 86) -> list[Any]:
    """Monthly changes of 0.3 % on average with a season, and the growth that follows from them."""
    random = np.random.default_rng(2)
    months = _months("2019-01", count)
    changes = 1.003 + 0.004 * np.cos(np.arange(count) * np.pi / 6) + random.normal(0, 0.002, count)
    index = changes.cumprod()
    rows = [price(m, "mom", 100 * c) for m, c in zip(months, changes, strict=True)]
    growth = 100 * index[12:] / index[:-12]
    rows += [price(m, "yoy", g) for m, g in zip(months[12:], growth, strict=True)]
    for place in range(12, count):
        number = place % 12 + 1
        value = float(np.exp(np.log(growth[place - 12 - number + 1 : place - 11]).mean()))
        rows.append(price(months[place], "ytd_average", value))
    return rows


@pytest.fixture
def store_of(tmp_path: Path) -> Callable[[list[Any]], Store]:
    """A store made of the given rows."""

    def make(rows: list[Any]) -> Store:
        store = Store(tmp_path / "store.duckdb")
        store.load(validate(pd.DataFrame(rows)), "test", "0" * 64, "long")
        return store

    return make


def _content(store: Store, city: Any, group: str, month: str, as_of: str | None = None) -> Content:
    return edited(store, assemble(store, city, group, month, as_of))


def _told(content: Content) -> str:
    """All sentences of the first outlook."""
    first = content.outlook[0]
    return " ".join(text.plain() for text in (first.says, *first.details))


def test_revenue_is_forecast_with_bands_and_the_odds_of_its_plan(
    store_of: Any, figure: Any
) -> None:
    content = _content(store_of(_revenue(figure)), "haiphong", "HP.A.II", "2024-10")
    outlook = content.outlook[0]
    said = _told(content)
    assert "dự báo tháng 11 năm 2024" in said
    assert "khả năng đạt dự toán năm hội đồng nhân dân thành phố giao" in said.lower()
    odds = content.fact(f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2024-10|odds:council")
    assert 5 < odds.value < 95
    needed = content.fact(f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2024-10|needed:council")
    reached = content.fact(f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2024-10|ytd")
    assert needed.value == pytest.approx((12000 - reached.value) / 2)
    step = content.fact(outlook.steps[0].middle)
    assert (step.period, step.measure) == ("2024-11", "forecast_ytd:middle")
    assert [b.middle.split("|")[3] for b in outlook.steps] == ["2024-11", "2024-12"]
    assert content.fact(outlook.goal).value == 12000.0


def test_the_section_is_traced_and_drawn_in_both_languages(store_of: Any, figure: Any) -> None:
    brief = Brief(_content(store_of(_revenue(figure)), "haiphong", "HP.A.II", "2024-10"))
    for lang in ("vi", "en"):
        page = brief.outlook_section().make(lang)
        assert check_page(page, brief.content, lang).facts >= 12
        assert page.count("<picture>") == 1


def test_growth_of_prices_is_that_of_the_index_and_the_average_fits_its_months(
    store_of: Any, price: Any
) -> None:
    """The year's average is the geometric mean of two known and ten expected months."""
    content = _content(store_of(_prices(price)), "vietnam", "VN.A", "2026-02")
    outlook = content.outlook[0]
    values = [content.fact(step.middle).value for step in outlook.steps]
    assert all(102 < value < 106 for value in values)
    head = "VN.CPI/cpi|Chỉ số giá tiêu dùng|Việt Nam|"
    known = [content.fact(f"{head}{m}|yoy").value for m in ("2026-01", "2026-02")]
    expected = np.exp(np.log([*known, *values[:10]]).mean())
    assert content.fact(f"{head}2026|year_end:middle").value == pytest.approx(expected)
    assert outlook.base == 100.0
    assert _told(content).count("dải 80%") >= 3


def test_the_record_counts_figures_and_their_band(store_of: Any, price: Any) -> None:
    content = _content(store_of(_prices(price)), "vietnam", "VN.A", "2026-02")
    head = "VN.CPI/cpi|Chỉ số giá tiêu dùng|Việt Nam|2026-02|"
    scored = content.fact(f"{head}forecast_scored")
    inside = content.fact(f"{head}forecast_inside")
    assert (scored.value, scored.unit) == (12, "kỳ")
    assert 5 <= inside.value <= 12
    assert content.fact(f"{head}forecast_error").value < 2


def test_published_figures_are_never_continued_by_simulated_ones(
    store_of: Any, figure: Any
) -> None:
    """Ten published months after sixty simulated ones are too few, and are not lengthened."""
    rows = _revenue(figure)
    for row in rows:
        if row["period"] < "2024-01":
            row["source"] = "simulated:test"
    content = _content(store_of(rows), "haiphong", "HP.A.II", "2024-10")
    assert content.outlook[0].says.plain().startswith("Không dự báo: chuỗi số liệu cùng nguồn")
    assert not content.outlook[0].steps


def test_what_is_not_forecast_says_why_once_for_all_that_share_the_reason(
    store_of: Any, figure: Any
) -> None:
    content = _content(store_of(_revenue(figure)), "haiphong", "HP.A.II", "2024-10")
    others = [outlook.says.plain() for outlook in content.outlook[1:]]
    assert others
    assert all(said.startswith("Không dự báo:") for said in others)
    assert len({said.split(" Cùng lý do")[0] for said in others}) == len(others)


def test_after_a_change_of_territory_last_years_forecast_is_scored_up_to_it(
    store_of: Any, figure: Any
) -> None:
    """From March 2025 on, four months lie before the change of July 2025."""
    content = _content(store_of(_revenue(figure, "2020-03", 72)), "haiphong", "HP.A.II", "2026-02")
    scored = content.fact(f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2026-02|forecast_scored")
    assert scored.value == 4


def test_a_thousand_later_revisions_change_no_forecast_made_before(
    tmp_path: Path, figure: Any
) -> None:
    rows = [{**row, "vintage": "2024-11-06"} for row in _revenue(figure)]
    store = Store(tmp_path / "store.duckdb")
    store.load(validate(pd.DataFrame(rows)), "first", "0" * 64, "long")
    before = _content(store, "haiphong", "HP.A.II", "2024-10", "2024-11-10")
    random = np.random.default_rng(0)
    later = [
        {
            **rows[int(place)],
            "value": float(rows[int(place)]["value"] * random.uniform(0.5, 2)),
            "vintage": str(np.datetime64("2024-11-11") + int(day)),
        }
        for place, day in zip(
            random.integers(0, len(rows), 1000), random.permutation(1000), strict=True
        )
    ]
    report = store.load(validate(pd.DataFrame(later)), "revisions", "1" * 64, "long")
    assert report.rows_added == 1000
    after = _content(store, "haiphong", "HP.A.II", "2024-10", "2024-11-10")
    assert after.outlook == before.outlook
    assert after.edition_facts == before.edition_facts
    now = _content(store, "haiphong", "HP.A.II", "2024-10")
    assert now.outlook != before.outlook


def test_the_page_of_forecasts_tells_every_component_and_prints_its_bands(
    store_of: Any, figure: Any
) -> None:
    rows = _revenue(figure)
    for row in _revenue(figure):
        if row["measure"] == "level":
            exports = {"indicator": "HP.A.II.5", "unit": "triệu USD"}
            for component in ("exports", "imports"):
                total = find_component(f"HP.A.II.5/{component}")[1].total
                rows.append({**row, **exports, "component": component, "item": total})
    store = store_of(rows)
    content = _content(store, "haiphong", "HP.A.II", "2024-10")
    page = Prognosis(foretold(store, content))
    assert [sheet.code for sheet in page.sheets] == ["HP.A.II.1", "HP.A.II.5", "HP.A.II.5"]
    assert len(page.sheets[1].rows) == 12
    for lang in ("vi", "en"):
        made = page.forecast_section().make(lang)
        assert made.count("<table>") == 3
        assert check_page(made, page.content, lang).facts == 5 * (2 + 12 + 12)
        package = word.render(page, lang)
        printed = docx.Document(io.BytesIO(package))
        assert [len(table.rows) for table in printed.tables[-4:-1]] == [3, 13, 13]
        assert trace_word(package, page, lang).facts >= 5 * (2 + 12 + 12)
        heads = [p.text for p in printed.paragraphs if p.style.name == "Heading 1"]
        assert len(heads) == 4, heads


def test_the_page_of_forecasts_says_what_drives_and_what_changed_them(
    store_of: Any, figure: Any
) -> None:
    """October became known last; it was what moved the forecast, with no revision beside it."""
    rows = _revenue(figure)
    for row in rows:
        if row["period"] < "2024-10" and not row["measure"].startswith("plan"):
            row["vintage"] = "2024-10-06"
    store = store_of(rows)
    content = foretold(store, _content(store, "haiphong", "HP.A.II", "2024-10"))
    said = _told(content)
    assert "Mức bình quân 12 tháng tới" in said
    assert "Số liệu tháng 10 năm 2024" in said
    assert "số liệu điều chỉnh" not in said
    revised = content.fact(f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2024-10|update_revisions")
    assert revised.value == pytest.approx(0.0, abs=1e-6)
    for lang in ("vi", "en"):
        check_page(Prognosis(content).outlook_section().make(lang), content, lang)


@pytest.mark.parametrize("values", ["zero", "alike", "negative", "sparse"])
def test_bad_series_have_a_treatment_or_a_reason_and_never_a_crash(
    store_of: Any, figure: Any, values: str
) -> None:
    random = np.random.default_rng(9)
    rows = []
    for place, month in enumerate(_months("2019-01", 70)):
        made = {"zero": 0.0, "alike": 5.0, "negative": random.normal(), "sparse": 1.0}[values]
        if values == "sparse" and place % 3:
            continue
        rows.append(figure(month, "level", round(made, 3)))
        rows.append(figure(month, "ytd", round(made, 3) * (place % 12 + 1)))
    content = _content(store_of(rows), "haiphong", "HP.A.II", "2024-10")
    page = Prognosis(foretold(store_of(rows), content))
    for lang in ("vi", "en"):
        check_page(page.outlook_section().make(lang), page.content, lang)
        check_page(page.forecast_section().make(lang), page.content, lang)
    assert _told(page.content)
    assert "nan" not in _told(page.content)
    remarks = " ".join(sheet.note.plain() for sheet in page.sheets)
    assert _SAID[values] in f"{_told(page.content)} {remarks}"


_SAID = {
    "zero": "bằng 0",
    "alike": "bằng nhau",
    "negative": "giá trị âm",
    "sparse": "quá ngắn",
}
