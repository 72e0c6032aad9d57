"""What the columns of a consumer price table hold: always comparisons of the workbook's month.

The title names the month, the columns what it is compared with. So a header without «so với» is
itself the base of the comparison, and a month or year in a subject that is not the workbook's is a
slip of the header when the title has the right month. Slips are put right with a remark; a column
that cannot be told for certain is reported cell by cell.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from phantich.sources.gso.context import Context
from phantich.sources.gso.families.cpi_headers import comparison
from phantich.sources.gso.headers import Month, split_comparison, when
from phantich.sources.gso.tables import Column, Table
from phantich.sources.gso.text import fold

#: Measure, month → the measure that it equals in that month, and why.
_SAME: Final = (
    ("mom", 1, "vs_december", "tháng 1: tháng trước là tháng 12 năm trước"),
    ("yoy", 1, "ytd_average", "tháng 1: bình quân của một tháng"),
    ("yoy", 12, "vs_december", "tháng 12: cùng kỳ là tháng 12 năm trước"),
    ("quarter_average", 3, "ytd_average", "quý I: bình quân từ đầu năm"),
    ("ytd_average", 3, "quarter_average", "3 tháng đầu năm: bình quân quý I"),
)
_MONTHLY: Final = ("yoy", "vs_december", "mom")


@dataclass(frozen=True, slots=True)
class Measure:
    """Measure and unit of a column, and (measure, why) of what equals it by definition.

    All are of the workbook's month; a quarter's or year's average is told for its last month.
    """

    name: str
    unit: str = "%"
    also: tuple[tuple[str, str], ...] = ()


def measures(table: Table, context: Context) -> dict[int, Measure]:
    """What each column of the table holds; columns left out are reported in the context."""
    found: dict[int, Measure] = {}
    open_columns: list[Column] = []
    for column in table.columns:
        measure = _read(column, table, context)
        if measure is None:
            open_columns.append(column)
        else:
            found[column.index] = measure
    _part_twins(found, context.release)
    _eliminate(found, open_columns, table, context)
    counts = Counter(m.name for m in found.values())
    for column in table.columns:
        measure = found.get(column.index)
        if measure is None or counts[measure.name] > 1:
            found.pop(column.index, None)
            _report(table, context, column)
    given = {m.name for m in found.values()}
    return {
        index: replace(m, also=tuple(a for a in m.also if a[0] not in given))
        for index, m in found.items()
    }


def _read(column: Column, table: Table, context: Context) -> Measure | None:
    if not column.parts:
        return None
    release = context.release
    about = comparison(_of_release(column.header, table, context), release)
    if about is None:
        return None
    if about.end != release:
        if about.measure not in {"ytd_average", "quarter_average"} or not _about(table, release):
            return None
        _corrected(context, table, column, f"read as the average up to {release}")
    same = ((also, why) for of, m, also, why in _SAME if (of, m) == (about.measure, release.month))
    return Measure(about.measure, f"{about.base}=100" if about.base else "%", tuple(same))


def _about(table: Table, release: Month) -> bool:
    return when(fold(table.title)).number == release.month


def _of_release(header: str, table: Table, context: Context) -> str:
    """The header with the workbook's month as its subject, where it lacks one or has a slip."""
    subject, target = split_comparison(fold(header))
    release = context.release
    own = f"tháng {release.month} năm {release.year} so với "
    if target is None:
        return (
            own + header if when(subject).span in {"month", "year"} or "goc" in subject else header
        )
    about = when(subject)
    if about.span == "" and "binh quan" not in subject:
        return own + target if _about(table, release) else header
    wrong = about.span == "month" and (about.year or release.year, about.number) != release
    if not wrong or not _about(table, release):
        return header
    context.remark(
        "correction", table, table.first_row, 0, header, f"read as a comparison of {release}"
    )
    return own + target


def _part_twins(found: dict[int, Measure], release: Month) -> None:
    """In January and December one base has two names; where both are printed, in two columns."""
    name = {1: "mom", 12: "yoy"}.get(release.month)
    twins = [index for index, m in found.items() if m.name == name]
    if len(twins) == 2:
        found[twins[1]] = Measure("vs_december")


def _eliminate(
    found: dict[int, Measure], open_columns: list[Column], table: Table, context: Context
) -> None:
    """One column of a month with a slip, one monthly measure missing: they belong together."""
    release = context.release
    names = {m.name for m in found.values()}
    wanted = [n for n in _MONTHLY if n != "vs_december" or release.month not in {1, 12}]
    missing = [name for name in wanted if name not in names]
    months = [c for c in open_columns if c.parts and _compares_months(c.header)]
    if len(missing) == len(months) == 1 and len(wanted) > 1 and _about(table, release):
        found[months[0].index] = Measure(missing[0])
        open_columns.remove(months[0])
        _corrected(context, table, months[0], f"read as {missing[0]}, the only one missing")


def _compares_months(header: str) -> bool:
    subject, target = split_comparison(fold(header))
    return when(target or subject).span == "month"


def _corrected(context: Context, table: Table, column: Column, meant: str) -> None:
    context.remark("correction", table, table.first_row, column.index, column.header, meant)


def _report(table: Table, context: Context, column: Column) -> None:
    why = f"the header {column.header!r} tells no comparison of {context.release} for certain"
    for row in table.rows:
        if column.index in row.values:
            value = row.values[column.index]
            context.remark("unplaced", table, row.number, column.index, value, why)
