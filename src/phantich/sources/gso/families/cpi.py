"""Consumer price index, gold and US dollar price indices, core inflation: every printed measure.

One table a month compares that month with the base year, the same month of last year, December
and the month before, and gives averages of the quarter and since January. What a column holds is
read from its header alone; nothing depends on its place.

Two comparisons are one where their bases are the same month: in January «so với tháng 12» is both
`mom` and `vs_december`, in December both `yoy` and `vs_december`; the average since January is in
January the month's `yoy`, in March that of the first quarter. Both are given from the one cell; the
second carries a note.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from phantich.catalog.codelists import code_list
from phantich.sources.gso.context import Context
from phantich.sources.gso.headers import ColumnMeaning, Month, meaning, split_comparison, when
from phantich.sources.gso.tables import Row, Table
from phantich.sources.gso.text import fold

INDICATOR: Final = "VN.CPI"
COMPONENT: Final = "cpi"
CORE: Final = "Lạm phát cơ bản"
_RATE_NOTE: Final = "in theo phần trăm thay đổi, cộng 100"
#: Measure, end of its period → the measure that it equals, the end and frequency of its period.
_SAME: Final = (
    ("mom", "-01", "vs_december", "01", "M", "tháng 1: tháng trước là tháng 12 năm trước"),
    ("yoy", "-01", "ytd_average", "01", "M", "tháng 1: bình quân của một tháng"),
    ("yoy", "-12", "vs_december", "12", "M", "tháng 12: cùng kỳ là tháng 12 năm trước"),
    ("quarter_average", "-Q1", "ytd_average", "03", "M", "quý I: bình quân từ đầu năm"),
    ("ytd_average", "-03", "quarter_average", "Q1", "Q", "3 tháng đầu năm: bình quân quý I"),
)
#: A rate of change is below this, an index above.
_RATE_BELOW: Final = 50.0


@dataclass(frozen=True, slots=True)
class _Measure:
    """Measure, period and unit of a column, and the measures that equal it by definition."""

    name: str
    period: str
    frequency: str
    unit: str
    #: (measure, period, frequency, why) of what the column is at the same time.
    also: tuple[tuple[str, str, str, str], ...] = ()


def read_cpi(table: Table, context: Context) -> None:
    """Figures of a month's table (see the module)."""
    measures = _measures(table, context)
    given = {(m.name, m.frequency) for m in measures.values()}
    for row in table.rows:
        if not row.values and not row.texts:
            continue
        item = item_of(row.label, context.release)
        if item is None:
            for column, value in row.values.items():
                context.remark("unplaced", table, row.number, column, value, _unknown(row))
            continue
        for column, value in row.values.items():
            measure = measures.get(column)
            if measure is not None:
                _give(table, context, row, column, item, measure, value, given)
        for column, text in row.texts.items():
            context.remark("unplaced", table, row.number, column, text, "no number")


def _unknown(row: Row) -> str:
    return f"no group of the consumer price index is called {row.label!r}"


def _give(
    table: Table,
    context: Context,
    row: Row,
    column: int,
    item: str,
    measure: _Measure,
    value: float,
    given: set[tuple[str, str]],
) -> None:
    note = ""
    if item == CORE and abs(value) < _RATE_BELOW:
        value, note = value + 100, _RATE_NOTE
    if value <= 0:
        context.remark("unplaced", table, row.number, column, value, "a price index is above 0")
        return
    _add(table, context, row, column, item, measure, value, note)
    for name, period, frequency, why in measure.also:
        if (name, frequency) not in given:
            text = f"{note}; {why}" if note else why
            other = replace(measure, name=name, period=period, frequency=frequency)
            _add(table, context, row, column, item, other, value, text)


def _add(
    table: Table,
    context: Context,
    row: Row,
    column: int,
    item: str,
    measure: _Measure,
    value: float,
    note: str,
) -> None:
    context.add(
        table,
        row.number,
        column,
        indicator=INDICATOR,
        component=COMPONENT,
        item=item,
        period=measure.period,
        frequency=measure.frequency,
        measure=measure.name,
        value=value,
        unit=measure.unit,
        note=note,
    )


def _measures(table: Table, context: Context) -> dict[int, _Measure]:
    """What each column holds; a column that cannot be told is reported."""
    found: dict[int, _Measure] = {}
    taken: set[tuple[str, str]] = set()
    for column in table.columns:
        header = _of_release(column.header, table, context)
        about = meaning(header, context.release)
        measure = _measure(about, context.release) if about is not None else None
        if measure is not None and (measure.name, measure.period) in taken:
            measure = _second(measure)
        if measure is None or (measure.name, measure.period) in taken:
            _report_column(table, context, column.index, column.header)
            continue
        taken.add((measure.name, measure.period))
        found[column.index] = measure
    return found


def _second(measure: _Measure) -> _Measure | None:
    """A second column on the same base: the other name of that comparison, if it has one."""
    names = [name for name, *_ in measure.also if name == "vs_december"]
    return replace(measure, name=names[0], also=()) if names else None


def _measure(about: ColumnMeaning, release: Month) -> _Measure | None:
    """The column's measure, when the header says it and it is about the workbook's month."""
    name, period, frequency = about.measure, about.period, about.frequency
    if frequency == "A" and name in {"yoy", "ytd_average"}:
        name, period, frequency = "ytd_average", f"{period}-12", "M"
    if frequency == "Q" and name in {"yoy", "quarter_average"}:
        name = "quarter_average"
    if name == "ytd_yoy":
        name = "ytd_average"
    if not name or name in {"level", "ytd"} or (name == "vs_base" and not about.base):
        return None
    if not _ends_at(period, release):
        return None
    unit = f"{about.base}=100" if name == "vs_base" else "%"
    return _Measure(name, period, frequency, unit, _also(name, period, frequency))


def _ends_at(period: str, release: Month) -> bool:
    year, _, part = period.partition("-")
    month = int(part[1]) * 3 if part.startswith("Q") else int(part)
    return Month(int(year), month) == release


def _also(name: str, period: str, frequency: str) -> tuple[tuple[str, str, str, str], ...]:
    """What a measure of a period is at the same time (see the module)."""
    return tuple(
        (also, f"{period[:5]}{suffix}", letter, why)
        for of, end, also, suffix, letter, why in _SAME
        if of == name and period.endswith(end)
    )


def _of_release(header: str, table: Table, context: Context) -> str:
    """The header with its subject put right where the title, and the workbook, say another month.

    A wrong month or year in «Tháng 4 năm 2009 so với» is a slip when the title names the
    workbook's month; a table whose title and header both name another month is left alone.
    """
    subject, target = split_comparison(fold(header))
    about, titled = when(subject), when(fold(table.title))
    release = context.release
    if target is None or about.span != "month" or about.year is None:
        return header
    if (about.year, about.number) == release or titled.number != release.month:
        return header
    context.remark(
        "correction", table, table.first_row, 0, header, f"read as a comparison of {release}"
    )
    return f"tháng {release.month} năm {release.year} so với {target}"


def _report_column(table: Table, context: Context, column: int, header: str) -> None:
    for row in table.rows:
        if column in row.values:
            context.remark(
                "unplaced",
                table,
                row.number,
                column,
                row.values[column],
                f"the header {header!r} tells no comparison of {context.release}",
            )


@lru_cache(maxsize=1024)
def item_of(label: str, release: Month) -> str | None:
    """Canonical name of the group that a label means; None when there is none.

    Tone marks and punctuation do not matter; two labels that differ by more are different.

    >>> item_of("Chỉ số giá đô la Mü", Month(2010, 4))
    'Chỉ số giá đô la Mỹ'
    """
    groups = code_list("cpi_groups")
    found = groups.resolve(label, dt.date(release.year, release.month, 1))
    return found or _by_folded_name().get(_key(label))


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for member in code_list("cpi_groups").members:
        variants = [v.name for v in member.variants if v.name]
        for name in (member.name, member.name_en, *member.aliases, *variants):
            names.setdefault(_key(name), member.name)
    return names


def _key(label: str) -> str:
    return "".join(c for c in fold(label) if c.isalnum())


READERS: Final = {"cpi": read_cpi}
