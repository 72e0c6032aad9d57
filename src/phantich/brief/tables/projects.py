"""The table of projects: schedule, land, capital and days of delay of each, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from phantich.brief import periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.subject import Subject
from phantich.brief.tables.model import Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

#: Code list of the projects that have a row of their own.
_LIST: Final = "project_list"
#: Component → head of its column and measures, the first that there is; by the catalogue's names.
_BESIDE: Final[dict[str, tuple[Text, tuple[str, ...], int]]] = {
    "land_clearance": (text("Giải phóng mặt bằng (%)", "Land cleared (%)"), ("level",), 1),
    "resettlement": (text("Tái định cư (%)", "Resettled (%)"), ("level",), 1),
    "disbursed": (
        text("Vốn giải ngân từ đầu năm (tỷ đồng)", "Paid this year (billion dong)"),
        ("ytd",),
        1,
    ),
    "disbursement_rate": (
        text("Giải ngân so với kế hoạch (%)", "Paid of the year's plan (%)"),
        ("level",),
        1,
    ),
    "materials_rate": (text("Đáp ứng vật tư (%)", "Materials supplied (%)"), ("level",), 1),
    "schedule_slip": (
        text("Chậm ngày hoàn thành (ngày)", "Late completion (days)"),
        ("level",),
        0,
    ),
}
_SCHEDULE: Final = (
    (text("Kế hoạch (%)", "Planned (%)"), "plan", 1),
    (text("Thực hiện (%)", "Actual (%)"), "level", 1),
    (text("Chỉ số tiến độ (lần)", "Schedule index"), "schedule_index", 2),
    (text("Chậm (+), sớm (−), tháng", "Late (+), early (−), months"), "slip", 1),
)
_GROUP: Final = text("Tiến độ", "Schedule")
LIGHTS: Final = {
    "red": (" – đèn đỏ", " – red light"),
    "amber": (" – đèn vàng", " – amber light"),
    "green": (" – đèn xanh", " – green light"),
}
_ORDER: Final = ("red", "amber", "green")


def tables(subjects: Sequence[Subject]) -> list[Table]:
    """One table for each indicator with the schedules of listed projects; else nothing."""
    made: dict[str, Table] = {}
    for subject in subjects:
        code = subject.codes[0]
        if code not in made and subject.main.unit == "%" and len(_projects(subject)) > 1:
            made[code] = _table(subject, subjects)
    return list(made.values())


def leads(subjects: Sequence[Subject], found: Sequence[Table]) -> bool:
    """Whether projects are what the group is about: half of its indicators at least."""
    codes = {s.codes[0] for s in subjects}
    return 2 * len(found) >= len(codes)


def _projects(subject: Subject) -> list[Item]:
    """The projects that have a light, the worst first, then the latest."""
    found = [
        (item, light)
        for item in subject.groups
        if item.breakdown == _LIST and (light := subject.fact("schedule_index", item.name))
    ]

    def rank(pair: tuple[Item, Fact]) -> tuple[int, float]:
        slip = subject.fact("slip", pair[0].name)
        place = _ORDER.index(pair[1].note) if pair[1].note in _ORDER else len(_ORDER)
        return place, -(slip.value if slip is not None else 0.0)

    return [item for item, _ in sorted(found, key=rank)]


def _table(subject: Subject, subjects: Sequence[Subject]) -> Table:
    found = [s for s in subjects if s.main.id in _BESIDE and _LIST in s.main.breakdowns]
    beside = sorted(found, key=lambda s: list(_BESIDE).index(s.main.id))
    columns = [Column(head, _GROUP, decimals) for head, _, decimals in _SCHEDULE]
    columns += [Column(_BESIDE[s.main.id][0], decimals=_BESIDE[s.main.id][2]) for s in beside]
    items = [subject.items[0], *_projects(subject)]
    rows = [_row(subject, item, beside) for item in items]
    kept, shown = drop_empty(columns, rows)
    vi, en = "Các dự án: tiến độ, mặt bằng, vốn, {p}", "Projects: schedule, land, capital, {p}"
    return Table(
        caption=text(vi, en, p=periods.name(subject.period)),
        unit=text("theo từng cột", "by column"),
        stub=text("Dự án", "Project"),
        columns=kept,
        rows=shown,
        codes=(subject.codes[0],),
    )


def _row(subject: Subject, item: Item, beside: Sequence[Subject]) -> Row:
    whole = item.depth == 0
    cells = [_cell(subject, (measure,), item, digits) for _, measure, digits in _SCHEDULE]
    for other in beside:
        _, measures, digits = _BESIDE[other.main.id]
        # The whole of each component goes by its own name.
        cells.append(_cell(other, measures, other.items[0] if whole else item, digits))
    label = text("Chung", "Together") if whole else literal(item.label.vi, item.label.en)
    light = subject.fact("schedule_index", item.name)
    mark = LIGHTS.get(light.note) if light is not None else None
    return Row(label + literal(*mark) if mark else label, tuple(cells), item.depth, whole)


def _cell(subject: Subject, measures: tuple[str, ...], item: Item, decimals: int) -> Cell:
    fact = next((f for m in measures if (f := subject.fact(m, item.name)) is not None), None)
    return figure_cell(fact, decimals)
