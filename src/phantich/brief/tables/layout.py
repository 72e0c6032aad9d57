"""Tables made from a list of columns: rows are components and their parts, of one indicator."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from phantich.brief import periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.numbers import unit_name
from phantich.brief.subject import Subject
from phantich.brief.tables.model import EMPTY, Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, join, literal, text

#: The figure of a part (the whole when the item is the subject's first) in a column.
Get: TypeAlias = Callable[[Subject, Item], Fact | None]

#: Rows below this level stay in the facts.
DEEPEST: Final = 2
#: A flat list longer than this is cut to its largest members.
LONG, LARGEST = 16, 10
BY_ROW: Final = text("theo từng dòng", "by row")
_CUT: Final = (
    "Chỉ ghi {shown} thành phần lớn nhất trong {all} thành phần.",
    "Only the {shown} largest of {all} members are listed.",
)
_AGE: Final = (
    "{n}: số liệu {p}, chưa có số liệu kỳ mới hơn.",
    "{n}: figures of {p}; newer ones are not there yet.",
)


@dataclass(frozen=True, slots=True)
class Spec:
    """A column: its head for a period, where its figures come from, how they are printed."""

    head: Callable[[str], Text]
    get: Get
    #: Decimals; None for those that a level of the kind is printed with.
    decimals: int | None = 1
    group: Text = EMPTY
    subtract: float = 0.0


def fixed(vi: str, en: str) -> Callable[[str], Text]:
    """A head that does not depend on the period."""
    head = text(vi, en)
    return lambda period: head


def measure(*names: str) -> Get:
    """The first of the measures that the item has."""
    return lambda subject, item: next(
        (f for name in names if (f := subject.fact(name, item.name)) is not None), None
    )


def to_date(name: str) -> Get:
    """A measure of the year to date; none where the year to date is the period itself."""

    def get(subject: Subject, item: Item) -> Fact | None:
        if begins_year(subject.period) and subject.fact("level", item.name) is not None:
            return None
        return subject.fact(name, item.name)

    return get


def begins_year(period: str) -> bool:
    """Whether the year to date is the period itself.

    Examples
    --------
    >>> [begins_year(p) for p in ("2026-01", "2026-Q1", "2026-S1", "2026-S2", "2026-10")]
    [True, True, True, False, False]
    """
    return periods.start(period).endswith("-01")


def by_indicator(
    subjects: Sequence[Subject],
    specs: Sequence[Spec],
    noun: tuple[str, str],
    of: tuple[str, str],
) -> list[Table]:
    """One table an indicator and period, with the unit behind each component's name.

    `noun` heads the first column, `of` says what of the indicator a table with several components
    is about.
    """
    keys = dict.fromkeys((s.codes[0], s.period) for s in subjects)
    made = (
        _table([s for s in subjects if (s.codes[0], s.period) == key], specs, noun, of)
        for key in keys
    )
    return [table for table in made if table is not None]


def _table(
    subjects: Sequence[Subject],
    specs: Sequence[Spec],
    noun: tuple[str, str],
    of: tuple[str, str],
) -> Table | None:
    period = subjects[0].period
    columns = [Column(s.head(period), s.group, s.decimals or 0) for s in specs]
    rows = [row for subject in subjects for row in _rows(subject, specs)]
    kept, shown = drop_empty(columns, rows)
    if not shown or len(shown) == len(kept) == 1:
        return None
    name = subjects[0].name
    if len(subjects) > 1:
        name = text("{t}: {of}", "{t}: {of}", t=_title(subjects[0]), of=text(*of))
    units = dict.fromkeys(s.main.unit for s in subjects)
    unit = BY_ROW if len(units) > 1 else _unit(next(iter(units)))
    return Table(
        caption=text("{n}, {p}", "{n}, {p}", n=name, p=periods.name(period)),
        unit=unit,
        stub=text(*noun),
        columns=kept,
        rows=shown,
        codes=(subjects[0].codes[0],),
        note=notes(subjects),
    )


def _title(subject: Subject) -> Text:
    """Title of the subject's indicator."""
    code = subject.codes[0]
    found = next(i for i in subject.view.content.indicators if i.code == code)
    return literal(found.title.vi, found.title.en)


def _unit(unit: str) -> Text:
    return literal(unit, unit_name(unit, "en"))


def _rows(subject: Subject, specs: Sequence[Spec]) -> list[Row]:
    return [_row(subject, item, specs) for item in shown_items(subject)]


def _row(subject: Subject, item: Item, specs: Sequence[Spec]) -> Row:
    cells = tuple(_cell(subject, item, spec) for spec in specs)
    return Row(label_of(subject, item), cells, depth=item.depth, strong=item.depth == 0)


def label_of(subject: Subject, item: Item) -> Text:
    """The component's name with its unit for the whole, else the part's own."""
    if item.depth == 0 and not (subject.kind == "gauge" and item.breakdown):
        return subject.name + _in_brackets(subject.main.unit)
    return part_label(subject, item)


def part_label(subject: Subject, item: Item) -> Text:
    """The name of a part; its unit behind where the component's is another: cars among tonnes."""
    name = literal(item.label.vi, item.label.en)
    fact = subject.first_fact("ytd", "level", item=item.name) if item.depth else None
    if fact is None or fact.unit == subject.main.unit:
        return name
    return name + _in_brackets(fact.unit)


def _in_brackets(unit: str) -> Text:
    return literal(f" ({unit})", f" ({unit_name(unit, 'en')})")


def _cell(subject: Subject, item: Item, spec: Spec) -> Cell:
    fact = spec.get(subject, item)
    decimals = decimals_of(fact) if spec.decimals is None and fact else spec.decimals or 0
    return figure_cell(fact, decimals, spec.subtract)


def decimals_of(fact: Fact) -> int:
    """Decimals of a level: rates and scores two, whole numbers none, amounts one."""
    if fact.unit in {"%", "‰", "điểm", "điểm phần trăm", "lần"} or "/" in fact.unit:
        return 2
    return 0 if float(fact.value).is_integer() else 1


def shown_items(subject: Subject) -> list[Item]:
    """The whole and its parts down to the second level; of long flat lists the largest.

    Parts that have comparisons alone, as those of an index, have no size and are all shown.
    """
    whole, *parts = [item for item in subject.items if item.depth <= DEEPEST]
    if len(parts) <= LONG or any(item.depth > 1 for item in parts):
        return [whole, *parts]

    def size(item: Item) -> float:
        fact = subject.first_fact("ytd", "level", item=item.name)
        return fact.value if fact is not None else float("-inf")

    if all(math.isinf(size(item)) for item in parts):
        return [whole, *parts]
    return [whole, *sorted(parts, key=size, reverse=True)[:LARGEST]]


def notes(subjects: Sequence[Subject]) -> Text:
    """What a table leaves out, and figures that are older than the month."""
    told = []
    for subject in subjects:
        parts, everything = len(shown_items(subject)) - 1, len(subject.items) - 1
        if parts < everything and parts == LARGEST:
            told.append(text(*_CUT, shown=LARGEST, all=everything))
        if any(c.old for c in subject.components):
            told.append(text(*_AGE, n=subject.name, p=periods.name(subject.period)))
    unique = {each.plain(): each for each in told}
    return join(unique.values(), " ", " ")
