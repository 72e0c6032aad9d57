"""The price table: groups in official order against base year, last year, December, last month."""

from __future__ import annotations

import re
from typing import Final

from phantich.brief import months
from phantich.brief.model.indicators import Item
from phantich.brief.subject import Subject
from phantich.brief.tables.model import Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

#: Order of the columns in the statistics office's table.
_MEASURES: Final = ("vs_base", "yoy", "vs_december", "mom", "ytd_average", "quarter_average")
#: Printed as rates in per cent, not as an index: there is no index of core inflation.
_RATES: Final = frozenset({"Lạm phát cơ bản"})


def tables(subjects: list[Subject]) -> list[Table]:
    """One table with all price subjects: the consumer price index, then what stands beside it."""
    month = subjects[0].month
    columns = [_column(measure, month, subjects) for measure in _MEASURES]
    rows = [row for subject in subjects for row in _rows(subject)]
    kept, shown = drop_empty(columns, rows)
    if not shown:
        return []
    names = [subject.name for subject in subjects]
    caption = text(
        "{names} {month}", "{names}, {month}", names=_names(names), month=months.name(month)
    )
    return [
        Table(
            caption=caption,
            unit=text("%, kỳ so sánh = 100", "%, period compared = 100"),
            stub=text("Nhóm hàng", "Group"),
            columns=kept,
            rows=shown,
            codes=tuple(dict.fromkeys(code for s in subjects for code in s.codes)),
        )
    ]


def _names(names: list[Text]) -> Text:
    from phantich.brief.text import listing, lower_first

    rest = [literal(lower_first(n.plain("vi")), lower_first(n.plain("en"))) for n in names[1:]]
    return listing([names[0], *rest], ", ", ", ")


def _column(measure: str, month: str, subjects: list[Subject]) -> Column:
    group = text("{m} so với", "{m} on", m=_capital(months.name(month)))
    year = int(months.year(month))
    match measure:
        case "vs_base":
            base = _base_year(subjects)
            head = text(f"Kỳ gốc{base}", f"Base year{base}")
        case "yoy":
            head = _capital(months.name(months.shift(month, -12)))
        case "vs_december":
            head = _capital(months.name(months.december(month)))
        case "mom":
            head = _capital(months.name(months.shift(month, -1)))
        case "ytd_average":
            group = Text()
            head = text(
                f"Bình quân {{s}} năm {year} so với cùng kỳ năm {year - 1}",
                f"Average of {{s}} {year} on the same period of {year - 1}",
                s=months.span(month),
            )
        case _:
            group = Text()
            quarter = (months.number(month) + 2) // 3
            head = text(
                f"Bình quân quý {quarter} năm {year} so với cùng kỳ năm {year - 1}",
                f"Average of Q{quarter} {year} on Q{quarter} {year - 1}",
            )
    return Column(head=head, group=group)


def _base_year(subjects: list[Subject]) -> str:
    """« (2019)» from a unit such as ``2019=100``."""
    for subject in subjects:
        fact = subject.fact("vs_base")
        if fact is not None and (found := re.match(r"(\d{4})\s*=\s*100", fact.unit)):
            return f" ({found[1]})"
    return ""


def _rows(subject: Subject) -> list[Row]:
    return [_row(subject, item) for item in subject.items]


def _row(subject: Subject, item: Item) -> Row:
    rate = item.name in _RATES
    label = literal(item.label.vi, item.label.en)
    if rate:
        label += text(" (tăng, giảm, %)", " (rate, %)")
    cells = [
        figure_cell(subject.fact(measure, item.name), 2, 100.0 if rate else 0.0)
        for measure in _MEASURES
    ]
    return Row(label=label, cells=tuple(cells), depth=item.depth, strong=item.depth == 0)


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
