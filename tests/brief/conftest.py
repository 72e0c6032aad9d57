"""Small stores for tests of briefs, made of figures that are written out in the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from phantich.brief import Brief, assemble
from phantich.catalog import SetId
from tests.brief.office_files import mixed_rows
from tests.figures import revenue, stored

#: The printed table of November 2024: sheet «16.CPI» of the General Statistics Office's workbook
#: 2024-11-29-02.-Bieu-T11.2024.xlsx; base year 2019, year, December, last month, average.
NOVEMBER_2024 = """
Chỉ số giá tiêu dùng|116.80158|102.76657|102.64720|100.1275|103.68862
Hàng ăn và dịch vụ ăn uống|122.74549|104.11806|104.00843|99.7829|104.04870
Lương thực|134.86927|106.13327|104.31291|100.3256|112.91211
Thực phẩm|119.36387|103.87342|104.03905|99.4977|102.61188
Ăn uống ngoài gia đình|126.34522|103.87333|103.80357|100.2589|103.99905
Đồ uống và thuốc lá|113.72797|102.34148|102.19728|100.2642|102.42091
May mặc, mũ nón và giày dép|108.20427|101.13898|100.88043|100.2131|101.41754
Nhà ở và vật liệu xây dựng|122.53156|105.05627|104.60219|100.8670|105.20676
Thiết bị và đồ dùng gia đình|108.42230|101.41325|101.31811|100.0846|101.25086
Thuốc và dịch vụ y tế|112.14739|105.28280|103.06787|100.0498|107.33068
Dịch vụ y tế|113.50267|106.54704|103.65486|100.0069|109.31766
Giao thông|107.09601|96.70152|98.54791|99.9332|100.91237
Bưu chính viễn thông|95.83813|99.43194|99.41315|99.6980|98.94270
Giáo dục|123.27122|99.19305|98.76166|100.1138|105.97618
Dịch vụ giáo dục|124.19663|98.92326|98.44315|100.1122|106.33952
Văn hoá, giải trí và du lịch|107.16314|102.20426|102.10817|100.1961|101.93506
Hàng hóa và dịch vụ khác|123.06379|106.99530|106.66039|100.2912|106.52879
Chỉ số giá vàng|219.13622|138.20176|132.91212|102.2638|128.41911
Chỉ số giá đô la Mỹ|109.52146|103.63341|104.21619|101.7595|104.96674
Lạm phát cơ bản||102.77||100.24|102.70
"""
_MEASURES = ("vs_base", "yoy", "vs_december", "mom", "ytd_average")


Row: TypeAlias = dict[str, Any]


@pytest.fixture
def figure() -> Callable[..., Row]:
    """One observation; what is not given is that of Hải Phòng's revenue."""
    return _figure


@pytest.fixture
def price() -> Callable[..., Row]:
    """One figure of the national consumer price index: period, measure, value."""
    return _price


@pytest.fixture
def november_2024() -> list[Row]:
    """The printed price table of November 2024."""
    rows = []
    for line in NOVEMBER_2024.strip().splitlines():
        item, *values = line.split("|")
        rows += [
            _price(
                "2024-11",
                measure,
                float(value),
                item=item,
                unit="2019=100" if measure == "vs_base" else "%",
                source="2024-11-29-02.-Bieu-T11.2024.xlsx, sheet 16.CPI",
            )
            for measure, value in zip(_MEASURES, values, strict=True)
            if value
        ]
    return rows


@pytest.fixture
def prices(brief_of: Any, november_2024: Any) -> Brief:
    """The brief of November 2024, all of it published."""
    made: Brief = brief_of("vietnam", "VN.A", "2024-11", november_2024)
    return made


@pytest.fixture
def mixed(brief_of: Any, figure: Any) -> Brief:
    """A brief with published and simulated figures."""
    made: Brief = brief_of("haiphong", "HP.A.II", "2024-07", mixed_rows(figure))
    return made


@pytest.fixture
def brief_of(tmp_path: Path) -> Callable[..., Brief]:
    """A brief made of the given rows: city, group, month, rows."""

    def make(city: SetId, group: str, month: str, rows: list[Row], **given: Any) -> Brief:
        store = stored(tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb", rows)
        return Brief(assemble(store, city, group, month, **given))

    return make


def _figure(period: str, measure: str, value: float, **given: Any) -> Row:
    usual = {
        "unit": "%" if measure not in {"level", "ytd"} else "tỷ đồng",
        "source": "https://haiphong.example/bao-cao",
        "vintage": "2024-11-29",
    }
    return revenue(period, value, measure, **(usual | given))


def _price(period: str, measure: str, value: float, **given: Any) -> Row:
    national = {
        "indicator": "VN.CPI",
        "component": "cpi",
        "item": "Chỉ số giá tiêu dùng",
        "area": "Việt Nam",
        "unit": "%",
    }
    return _figure(period, measure, value, **{**national, **given})
