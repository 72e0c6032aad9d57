"""The face for exploring, over a small store whose figures are given here."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import phantich as pt
from phantich.catalog import SETS, find_indicator, indicator_set
from phantich.errors import StoreError, UsageError
from phantich.store import Store
from phantich.workbench import Workbench
from phantich.workbench.lookup import expand, fold, search
from tests.figures import revenue

TOTAL = "Tổng thu ngân sách nhà nước"


def figures(*rows: dict[str, object]) -> pd.DataFrame:
    base = revenue("", 1.0, source="thu.xlsx", vintage="2026-02-03")
    return pd.DataFrame([base | row for row in rows])


@pytest.fixture
def db(tmp_path: Path) -> Workbench:
    store = Store(tmp_path / "store.duckdb")
    first = figures(
        {"period": "2025-11", "value": 100.0},
        {"period": "2026-01", "value": 9_000_000.0, "unit": "triệu đồng", "status": "E"},
        {"period": "2026-02", "value": 17.0, "source": "simulated:seed 1"},
        {"period": "2026-01", "measure": "ytd_yoy", "unit": "%", "value": 108.5},
        {"period": "2026-01", "item": "Thu nội địa", "value": 4000.0},
        {"period": "2026-01", "area": "Phường Ngô Quyền", "value": 12.0},
        {"period": "2026", "measure": "plan:council", "value": 200_000.0},
    )
    store.load(first, "a", "a", "form")
    store.load(
        figures({"period": "2026-01", "value": 9100.0, "vintage": "2026-03-03"}), "b", "b", "form"
    )
    return pt.open(store.path)


def test_a_series_is_regular_in_one_unit_and_says_where_it_is_from(db: Workbench) -> None:
    series = db["HP.A.II.1"].series(measure="ytd", as_of="2026-02-28")
    index = pd.period_range("2025-11", "2026-02", freq="M", name="period")
    expected = pd.Series(
        [100.0, np.nan, 9000.0, 17.0], index, name=f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|ytd"
    )
    pd.testing.assert_series_equal(series, expected)
    assert series.attrs["unit"] == "tỷ đồng"
    assert series.attrs["nature"] == "mixed"
    assert series.attrs["simulated"] == ("2026-02",)
    assert series.attrs["estimates"] == ("2026-01",)
    assert series.attrs["vintage"] == "2026-02-03"
    assert series.attrs["left_out"] == {}
    assert db["HP.A.II.1"].series()["2026-01"] == 9100.0, "no level there: the first published"
    in_millions = db["HP.A.II.1"].series(measure="ytd", unit="triệu đồng")
    assert in_millions["2025-11"] == 100_000.0
    assert in_millions.attrs["unit"] == "triệu đồng"


def test_comparisons_keep_their_own_unit(db: Workbench) -> None:
    series = db["HP.A.II.1"].series(measure="ytd_yoy")
    assert (series.attrs["unit"], list(series)) == ("%", [108.5])
    assert series.attrs["nature"] == "real"
    with pytest.raises(UsageError, match="cannot be converted"):
        db["HP.A.II.1"].series(measure="ytd_yoy", unit="tỷ đồng")


def test_figures_on_another_base_are_left_out_and_counted(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    cpi = {"indicator": "VN.CPI", "component": "cpi", "item": "Chỉ số giá tiêu dùng",
           "area": "Việt Nam", "measure": "vs_base"}  # fmt: skip
    old = [cpi | {"period": f"2020-{m:02d}", "unit": "2014=100"} for m in (5, 6, 7)]
    new = [cpi | {"period": f"2020-{m:02d}", "unit": "2019=100"} for m in (8, 9)]
    store.load(figures(*old, *new), "a", "a", "gso")
    series = pt.open(store.path)["VN.CPI"].series(measure="vs_base")
    assert [str(p) for p in series.index] == ["2020-08", "2020-09"]
    assert (series.attrs["unit"], series.attrs["left_out"]) == ("2019=100", {"2014=100": 3})
    assert len(pt.open(store.path)["VN.CPI"].series(measure="vs_base", unit="2014=100")) == 3


@pytest.mark.parametrize(
    ("periods", "index"),
    [
        (["2025", "2027"], pd.period_range("2025", "2027", freq="Y")),
        (["2025-Q4", "2026-Q2"], pd.period_range("2025Q4", "2026Q2", freq="Q")),
        (["2026-W01", "2026-W02"], pd.period_range("2025-12-29", "2026-01-11", freq="W")),
        (["2026-01-05", "2026-01-09"], pd.DatetimeIndex(["2026-01-05", "2026-01-09"])),
        (["2026-01-05T07", "2026-01-05T19"],
         pd.DatetimeIndex(["2026-01-05T07:00", "2026-01-05T19:00"])),
        (["2026-DX", "2026-HT"], pd.Index(["2026-DX", "2026-HT"])),
        (["2026-S1", "2026-S2"], pd.Index(["2026-S1", "2026-S2"])),
    ],
)  # fmt: skip
def test_the_index_fits_the_frequency(tmp_path: Path, periods: list[str], index: pd.Index) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.load(figures(*({"period": p, "measure": "level"} for p in periods)), "a", "a", "long")
    series = pt.open(store.path)["HP.A.II.1"].series()
    assert list(series.index) == list(index)
    assert type(series.index) is type(index)
    assert series.notna().sum() == 2


def test_the_most_frequent_series_unless_asked(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.duckdb")
    store.load(
        figures({"period": "2025"}, {"period": "2025-12"}, {"period": "2025-Q4"}), "a", "a", "long"
    )
    view = pt.open(store.path)["HP.A.II.1"]
    assert view.series().attrs["frequency"] == "M"
    assert view.series(frequency="A").attrs["frequency"] == "A"


def test_items_areas_and_names_however_they_are_written(db: Workbench) -> None:
    view = db["hp.a.ii.1/revenue"]
    assert view.items() == [TOTAL, "Thu nội địa"]
    assert view.areas() == ["Hải Phòng", "Phường Ngô Quyền"]
    assert view.series(item="THU NỘI ĐỊA")["2026-01"] == 4000.0
    assert view.series(area="Phường Ngô Quyền")["2026-01"] == 12.0
    with pytest.raises(UsageError, match=r"no figures of HP\.A\.II\.1/revenue for .*there are"):
        view.series(area="Cần Thơ")
    with pytest.raises(UsageError, match="has no component 'x'"):
        view.series("x")
    with pytest.raises(UsageError, match="no figures of CT"):
        db[indicator_set("cantho").indicators[0].code].series()


def test_revisions(db: Workbench) -> None:
    table = db["HP.A.II.1"].vintages("2026-01", measure="ytd")
    assert list(table["vintage"]) == ["2026-02-03", "2026-03-03"]
    assert list(table["value"]) == [9_000_000.0, 9100.0]
    assert list(table["unit"]) == ["triệu đồng", "tỷ đồng"]


def test_frames_loads_and_as_of(db: Workbench) -> None:
    assert set(db["HP.A.II.1"].frame(measure="ytd_yoy")["value"]) == {108.5}
    assert len(db.loads()) == 2
    assert list(db.query("HP", period_to="2025")["value"]) == [100.0]
    earlier = pt.open(db.store.path, as_of="2026-02-10")
    assert earlier["HP.A.II.1"].series(measure="ytd")["2026-01"] == 9000.0
    assert earlier["HP.A.II.1"].series(measure="ytd", as_of="2026-12-31")["2026-01"] == 9100.0
    real = pt.open(db.store.path, simulated="exclude")
    assert str(real["HP.A.II.1"].series(measure="ytd").index[-1]) == "2026-01"


class Text(HTMLParser):
    """Collects text; a tag that is closed without being open is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


def shown(html: str) -> str:
    parser = Text()
    parser.feed(html)
    assert not parser.open
    return parser.text


def test_a_view_shows_itself_in_vietnamese(db: Workbench, tmp_path: Path) -> None:
    text = shown(db["HP.A.II.1"]._repr_html_())
    for words in ("Thu ngân sách", "tỷ đồng", "lũy kế từ đầu năm", "kế hoạch năm (HĐND giao)",
                  "03/03/2026", "mô phỏng 1/", "tăng là tốt"):  # fmt: skip
        assert words in text
    assert "Chưa có số liệu" in shown(db["VN.CPI"]._repr_html_())
    assert "Chưa có số liệu" in shown(pt.open(tmp_path / "none.duckdb")["VN.CPI"]._repr_html_())
    assert repr(db["HP.A.II.1"]).startswith("<HP.A.II.1 Thu ngân sách: revenue")
    assert str(db.store.path) in repr(db)


def test_every_indicator_shows_itself(tmp_path: Path) -> None:
    db = pt.open(tmp_path / "none.duckdb")
    for set_id in SETS:
        for indicator in indicator_set(set_id).indicators:
            assert indicator.code in shown(db[indicator.code]._repr_html_())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("thu ngân sách", "HP.A.II.1/revenue"),
        ("THU NGAN SACH", "HP.A.II.1/revenue"),
        ("budget revenue", "HP.A.II.1/revenue"),
        ("chỉ số giá tiêu dùng", "VN.CPI/cpi"),
        ("consumer price index", "VN.CPI/cpi"),
        ("giai ngan dau tu cong", "HP.A.II.3"),
    ],
)
def test_search(db: Workbench, words: str, code: str) -> None:
    found = db.search(words)
    assert any(hit.startswith(code) for hit in found.index[:6])
    for column in ("name", "name_en", "indicator", "unit", "kind", "frequency", "area"):
        assert found[column].map(bool).all()
    assert db[found.index[0]].component.name == found["name"].iloc[0]


def test_search_finds_every_component_by_its_own_name() -> None:
    for set_id in SETS:
        for indicator in indicator_set(set_id).indicators:
            for component in indicator.components:
                hits = [hit.code for hit in search(fold(component.name))]
                assert f"{indicator.code}/{component.id}" in hits


def test_search_without_words_or_hits(db: Workbench) -> None:
    assert db.search("tàu vũ trụ").empty
    with pytest.raises(UsageError, match="a word"):
        db.search(" ?! ")


def test_codes_expand() -> None:
    assert expand("HP.A.II")[0] == [i.code for g in indicator_set("haiphong").groups
                                    if g.code == "HP.A.II" for i in g.indicators]  # fmt: skip
    assert len(expand("HP")[0]) == 109
    assert len(expand("HP.B")[0]) == 15
    assert len(expand("CT")[0]) == 35
    assert expand("HP.A.II.1") == (["HP.A.II.1"], None)
    with pytest.raises(UsageError):
        expand("HP.E")


def test_unknown_codes_and_no_store(db: Workbench, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"HP\.Z\.1"):
        db["HP.Z.1"]
    assert find_indicator("HP.A.II.1").title == "Thu ngân sách"
    with pytest.raises(StoreError, match="phantich ingest"):
        pt.open(tmp_path / "none.duckdb")["HP.A.II.1"].series()
