"""How an indicator shows itself in a notebook, in Vietnamese."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from phantich.catalog import Component, Indicator
from phantich.observations import MEASURES

_DIRECTIONS: Final = {"good": "tăng là tốt", "bad": "tăng là xấu", "neutral": "trung tính"}
_KINDS: Final = {
    "price_index": "chỉ số giá",
    "flow": "giá trị trong kỳ",
    "stock": "giá trị cuối kỳ",
    "volume_index": "chỉ số khối lượng",
    "ratio": "tỷ lệ",
    "count": "số đếm",
    "gauge": "số đo",
    "progress": "tiến độ",
    "rating": "điểm, hạng",
    "dossier": "hồ sơ",
}
_QUALIFIERS: Final = {"council": "HĐND giao", "central": "Trung ương giao", "scenario": "kịch bản"}
_FREQUENCIES: Final = {
    "H": "giờ",
    "D": "ngày",
    "W": "tuần",
    "M": "tháng",
    "Q": "quý",
    "S": "6 tháng",
    "A": "năm",
    "C": "vụ",
    "I": "khi phát sinh",
}


def indicator_html(indicator: Indicator, coverage: list[dict[Any, Any]]) -> str:
    """Name, agency and frequency, the components, and what figures there are of each."""
    facts = " · ".join(
        escape(text) for text in (indicator.code, indicator.agency, indicator.frequency) if text
    )
    components = _table(
        ("Thành phần", "Tên", "Đơn vị", "Loại", "Chiều hướng", "Phân tổ"),
        [_component(component) for component in indicator.components],
    )
    names = {component.id: component.name for component in indicator.components}
    figures = (
        _table(
            ("Thành phần", "Số liệu", "Kỳ", "Số lượng", "Từ", "Đến", "Công bố mới nhất", "Nguồn"),
            [_covered(row, names) for row in coverage],
        )
        if coverage
        else "<p>Chưa có số liệu.</p>"
    )
    return (
        f'<div lang="vi"><h4>{escape(indicator.title)}</h4><p>{facts}</p>'
        f"<p>{escape(indicator.name)}</p>{components}{figures}</div>"
    )


def _component(component: Component) -> tuple[str, ...]:
    return (
        component.id,
        component.name,
        component.unit,
        _KINDS[component.kind],
        _DIRECTIONS[component.direction],
        ", ".join(component.breakdowns),
    )


def _covered(row: dict[Any, Any], names: dict[str, str]) -> tuple[str, ...]:
    simulated, figures = int(row["simulated"]), int(row["figures"])
    nature = "thực" if not simulated else f"mô phỏng {_count(simulated)}/{_count(figures)}"
    return (
        names.get(row["component"], row["component"]),
        _measure(row["measure"]),
        _FREQUENCIES[row["frequency"]],
        _count(figures),
        row["first"],
        row["last"],
        "/".join(reversed(row["vintage"].split("-"))),
        nature,
    )


def _measure(measure: str) -> str:
    name, _, qualifier = measure.partition(":")
    return MEASURES[name][0] + (f" ({_QUALIFIERS[qualifier]})" if qualifier else "")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = "".join(f"<th scope='col'>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
