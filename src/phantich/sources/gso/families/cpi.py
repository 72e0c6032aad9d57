"""Consumer price index, gold and US dollar price indices, core inflation: every printed measure.

One table a month compares that month with the base year, the same month of last year, December
and the month before, and gives averages of the quarter and since January. What a column holds is
read from its header alone; nothing depends on its place (`cpi_columns`).

Two comparisons are one where their bases are the same month: in January «so với tháng 12» is both
`mom` and `vs_december`, in December both `yoy` and `vs_december`; the average since January is in
January the month's `yoy`, in March that of the first quarter. Both are given from the one cell; the
second carries a note.
"""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from phantich.catalog.codelists import code_list
from phantich.sources.gso.context import Context
from phantich.sources.gso.families.cpi_columns import Measure, measures
from phantich.sources.gso.figures import Head, Plan, Stub
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Row, Table
from phantich.sources.gso.text import fold
from phantich.sources.reading import Remark

INDICATOR: Final = "VN.CPI"
COMPONENT: Final = "cpi"
CORE: Final = "Lạm phát cơ bản"
_RATE_NOTE: Final = "in theo phần trăm thay đổi, cộng 100"
#: Similarity (`difflib`) from which a label is taken for a misspelt name.
_CLOSE: Final = 0.9
#: A rate of change is below this, an index above.
_RATE_BELOW: Final = 50.0


def read_cpi(table: Table, context: Context) -> None:
    """Figures of a month's table (see the module)."""
    columns = _heads(measures(table, context), context.release)
    for row in table.rows:
        if not row.values and not row.texts:
            continue
        found = item_of(row.label, context.release)
        if found is None:
            _report(table, context, row, f"no price group is called {row.label!r}")
            continue
        item, exact = found
        if not exact:
            context.remark("correction", table, row.number, 0, row.label, f"read as {item}")
        _give(table, context, row, item, columns)
        for column, text in row.texts.items():
            context.remark("unplaced", table, row.number, column, text, "no number")


#: What a column is, by all its names, each with why it is that, too.
_Heads = list[tuple[Head, str]]


def _heads(columns: dict[int, Measure], release: Month) -> dict[int, _Heads]:
    def head(name: str, unit: str) -> Head:
        return Head(COMPONENT, str(release), "M", name, unit)

    return {
        index: [(head(m.name, m.unit), ""), *((head(name, m.unit), why) for name, why in m.also)]
        for index, m in columns.items()
    }


def _report(table: Table, context: Context, row: Row, why: str) -> None:
    for column, found in (*row.values.items(), *row.texts.items()):
        context.remark("unplaced", table, row.number, column, found, why)


def _give(table: Table, context: Context, row: Row, item: str, columns: dict[int, _Heads]) -> None:
    """The figures of a row, apart by the note that they carry."""
    noted: dict[str, list[tuple[int, Head, float]]] = {}
    for column, printed in row.values.items():
        if column not in columns:
            continue
        rate = item == CORE and abs(printed) < _RATE_BELOW
        value = printed + 100 if rate else printed
        if value <= 0:
            why = "a price index is above 0"
            context.remark("unplaced", table, row.number, column, printed, why)
            continue
        for head, why in columns[column]:
            note = "; ".join(text for text in (_RATE_NOTE if rate else "", why) if text)
            noted.setdefault(note, []).append((column, head, value))
    for note, figures in noted.items():
        columns_of, heads, values = zip(*figures, strict=True)
        plan = Plan(columns_of, heads)
        context.add_row(table, row.number, Stub(INDICATOR, item, note=note), plan, values)


@lru_cache(maxsize=1024)
def item_of(label: str, release: Month) -> tuple[str, bool] | None:
    """Canonical name of the group that a label means, and whether the label is one of its names.

    Tone marks and punctuation do not matter. A label that is no name is taken for the one name
    that it differs from by a letter or two; None when there is no such name.

    >>> item_of("VĂN HÓA, GIẢI TRÍ VÀ DU LỊCH", Month(2010, 4))
    ('Văn hoá, giải trí và du lịch', True)
    >>> item_of("Chỉ số giá đô la Mũ", Month(2010, 4)), item_of("Xăng dầu", Month(2010, 4))
    (('Chỉ số giá đô la Mỹ', False), None)
    """
    names = _by_folded_name()
    key = _key(label)
    on = dt.date(release.year, release.month, 1)
    found = names.get(key) or code_list("cpi_groups").resolve(label, on)
    if found is not None:
        return found, True
    near = {names[name] for name in get_close_matches(key, names, n=3, cutoff=_CLOSE)}
    return (near.pop(), False) if len(near) == 1 else None


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


def leave_repeated(table: Table, context: Context) -> None:
    """Report a December table of the year's months «so với tháng 12 năm trước» as a whole.

    It repeats for a few groups, rounded to one decimal, what each month's own table gives in full;
    read with the later vintage it would take the place of the fuller figures.
    """
    why = "the year's months once more, rounded; each month's own table gives them in full"
    context.remarks.append(Remark("unplaced", table.where, table.title, why))


READERS: Final = {"cpi": read_cpi, "cpi_by_month": leave_repeated}
