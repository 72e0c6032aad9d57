"""Communes side by side: the first and the last of each indicator, and all of them in one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from phantich.brief import periods
from phantich.brief.derived.localities import ENDS
from phantich.brief.model.indicators import Item
from phantich.brief.numbers import unit_name
from phantich.brief.subject import Subject
from phantich.brief.tables.layout import decimals_of
from phantich.brief.tables.model import Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

#: Columns of the full list that fit beside each other.
_WIDE: Final = 8
_STUB: Final = text("Địa phương", "Locality")
_MORE: Final = (
    "Danh sách đầy đủ ở biểu các địa phương cuối bản tin.",
    "All localities are listed in the last tables.",
)


def leagues(subjects: Sequence[Subject]) -> list[Table]:
    """The best and the last of the localities, one table an indicator."""
    made = (_league(subject) for subject in leading(subjects))
    return [table for table in made if table is not None]


def leading(subjects: Sequence[Subject]) -> list[Subject]:
    """What the localities are compared by: one subject an indicator, a ratio before an amount."""
    found: dict[str, Subject] = {}
    for subject in subjects:
        if subject.localities():
            known = found.get(subject.codes[0])
            if known is None or (known.kind != "ratio" and subject.kind == "ratio"):
                found[subject.codes[0]] = subject
    return list(found.values())


def _league(subject: Subject) -> Table | None:
    places = {place.name: place for place, _ in subject.localities("rank")}
    if not places or _too_many_ties(subject):
        return None
    ranked = sorted(places.values(), key=lambda place: _rank(subject, place))
    now, before = periods.short(subject.period), periods.short(periods.year_before(subject.period))
    columns = [
        Column(text("Hạng {p}", "Rank, {p}", p=now), decimals=0),
        Column(text("Hạng {p}", "Rank, {p}", p=before), decimals=0),
        Column(_capital(now), decimals=2),
        Column(_capital(before), decimals=2),
    ]
    kept, shown = drop_empty(columns, [_row(subject, place) for place in ranked])
    unit = subject.main.unit
    return Table(
        caption=text(
            "{n}: {k} địa phương đứng đầu và đứng cuối, {p}",
            "{n}: the first and last {k} localities, {p}",
            n=subject.name,
            k=ENDS,
            p=periods.name(subject.period),
        ),
        unit=literal(unit, unit_name(unit, "en")),
        stub=_STUB,
        columns=kept,
        rows=shown,
        codes=(subject.codes[0],),
        note=text(*_MORE),
    )


def _too_many_ties(subject: Subject) -> bool:
    """Whether more share an end than a league table shows, as with many that have none."""
    ends = (subject.fact("localities_top"), subject.fact("localities_bottom"))
    return subject.kind == "count" or any(f is not None and f.value > ENDS for f in ends)


def _rank(subject: Subject, place: Item) -> float:
    fact = subject.fact("rank", None, None, place.name)
    return fact.value if fact is not None else float("inf")


def _row(subject: Subject, place: Item) -> Row:
    before = periods.year_before(subject.period)
    cells = (
        figure_cell(subject.fact("rank", None, None, place.name), 0),
        figure_cell(subject.fact("rank_before", None, None, place.name), 0),
        _value(subject, place),
        _value(subject, place, before),
    )
    return Row(literal(place.label.vi, place.label.en), cells)


def _value(subject: Subject, place: Item, period: str | None = None) -> Cell:
    fact = subject.fact("level", None, period, place.name)
    return figure_cell(fact, decimals_of(fact)) if fact is not None else Cell()


def lists(subjects: Sequence[Subject]) -> list[Table]:
    """All localities with the newest figure of each indicator, `_WIDE` indicators a table."""
    chosen = leading(subjects)
    groups = [chosen[i : i + _WIDE] for i in range(0, len(chosen), _WIDE)]
    last = max((s.codes[-1] for s in chosen), key=lambda c: _place(chosen, c), default="")
    return [_list(group, last) for group in groups]


def _place(subjects: Sequence[Subject], code: str) -> int:
    return [s.codes[-1] for s in subjects].index(code)


def _list(subjects: Sequence[Subject], code: str) -> Table:
    content = subjects[0].view.content
    names = [subject.name.plain() for subject in subjects]
    columns = [
        Column(_head(subject, names.count(subject.name.plain()) > 1), decimals=2)
        for subject in subjects
    ]
    rows = [
        Row(
            literal(place.label.vi, place.label.en),
            tuple(_value(subject, place) for subject in subjects),
        )
        for place in content.localities
    ]
    city = Row(
        literal(content.area.vi, content.area.en),
        tuple(_city(subject) for subject in subjects),
        strong=True,
    )
    kept, shown = drop_empty(columns, [city, *rows])
    first, last = subjects[0].codes[0], subjects[-1].codes[0]
    of = f"{first} – {last}" if first != last else first
    return Table(
        caption=text("Các địa phương: {of}", "Localities: {of}", of=of),
        unit=text("theo từng cột", "by column"),
        stub=_STUB,
        columns=kept,
        rows=shown,
        codes=(code,),
    )


def _city(subject: Subject) -> Cell:
    fact = subject.fact("level")
    return figure_cell(fact, decimals_of(fact)) if fact is not None else Cell()


def _head(subject: Subject, twin: bool) -> Text:
    """Name, unit and period; of two that share a name the code tells them apart."""
    unit, period = subject.main.unit, periods.short(subject.period)
    name = subject.name
    if twin:
        code = subject.codes[0]
        name = literal(f"{code} ", f"{code} ") + name
    return text(
        "{n} ({u}), {p}",
        "{n} ({u_en}), {p}",
        n=name,
        u=literal(unit, unit),
        u_en=literal(unit, unit_name(unit, "en")),
        p=period,
    )


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
