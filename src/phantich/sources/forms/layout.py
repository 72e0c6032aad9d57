"""What a form asks for, planned from the catalogue before anything is written.

A form has a sheet for each group of the decision; a sheet has tables; a table asks for one measure
of one component in one period, a line for the whole and one for each member of a breakdown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from phantich.catalog import indicator_set
from phantich.catalog.codelists import code_list
from phantich.errors import UsageError
from phantich.observations import INDEX_MEASURES, MEASURES, check_month
from phantich.sources.forms.agencies import resolve_agency, resolve_area
from phantich.sources.forms.periods import due, in_words
from phantich.sources.members import COMMUNES, branches, has_whole, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phantich.catalog import Component, Indicator, SetId

#: Changes when the form changes in a way that its reader must know.
VERSION = "1"
#: Kinds whose comparisons the reporting office itself makes; for the others they are computed.
_OWN_COMPARISONS = frozenset({"price_index", "volume_index"})
#: A list with more members is not printed whole: the office chooses the members it reports.
LONG_LIST = 60
FREE_LINES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One figure that is asked for; a free line has no item yet but the list to choose it from."""

    indicator: str
    component: str
    item: str
    area: str
    period: str
    frequency: str
    measure: str
    unit: str
    label: str
    indent: int = 0
    choose_from: str = ""
    number: int = 0
    #: Id of the list by which the whole is broken down here; empty for the whole.
    breakdown: str = ""

    @property
    def figure(self) -> tuple[str, str, str, str, str, str, str]:
        """The key of the figure in the tidy schema."""
        return (
            self.indicator,
            self.component,
            self.item,
            self.area,
            self.period,
            self.frequency,
            self.measure,
        )

    @property
    def key(self) -> str:
        """Short stable key by which the line is found again wherever its row stands."""
        text = "\x1f".join((*self.figure, self.choose_from, str(self.number)))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of one component, period and measure."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Tables of one group of indicators."""

    name: str
    heading: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything a form asks one agency for."""

    city: SetId
    city_name: str
    agency: str
    agency_name: str
    month: str
    area: str
    sheets: tuple[Sheet, ...]
    #: Indicators that no form asks for, with the reason.
    left_out: tuple[tuple[str, str], ...]

    @property
    def lines(self) -> Iterator[Line]:
        """All lines of all sheets."""
        return (line for s in self.sheets for table in s.tables for line in table.lines)


def plan_form(city: SetId, agency: str, month: str, area: str = "") -> Form:
    """Plan the form of one agency and month.

    Parameters
    ----------
    agency
        Id or Vietnamese name in the city's list of agencies.
    month
        ``YYYY-MM``; quarters, half-years and years that it closes are asked for, too.
    area
        A commune, to ask for its figures alone; empty for all that the agency reports.

    Raises
    ------
    UsageError
        For an unknown agency (all agencies of the city are named), month or area, and when the
        agency reports nothing in that month.
    """
    check_month(month)
    agency_id, agency_name = resolve_agency(city, agency)
    place = resolve_area(city, area)
    indicators = indicator_set(city)
    sheets = []
    left_out = []
    for group in indicators.groups:
        tables: list[Table] = []
        for indicator in group.indicators:
            if agency_id in indicator.agencies:
                made = list(_tables(city, indicator, month, place, indicators.area))
                tables += made
                if not made:
                    left_out.append((f"{indicator.code} {indicator.title}", indicator.frequency))
        if tables:
            sheets.append(Sheet(group.code.split(".", 1)[1], group.name, tuple(tables)))
    if not sheets:
        raise UsageError(f"{agency_name} reports nothing in the form of {month}")
    return Form(
        city, indicators.area, agency_id, agency_name, month, place, tuple(sheets), tuple(left_out)
    )


def _tables(
    city: SetId, indicator: Indicator, month: str, area: str, whole: str
) -> Iterator[Table]:
    periods = due(month, indicator.frequencies)
    for component in indicator.components:
        if component.kind == "gauge":
            continue
        for frequency, period in periods:
            for measure in _measures(component):
                # A plan is the year's, whatever periods the month closes.
                if measure.startswith("plan") and (frequency, period) != periods[0]:
                    continue
                lines = tuple(
                    _lines(
                        city,
                        component,
                        area,
                        whole,
                        (indicator.code, component.id),
                        (period, frequency, measure),
                    )
                )
                if lines:
                    yield _table(indicator, component, lines)


def _table(indicator: Indicator, component: Component, lines: tuple[Line, ...]) -> Table:
    line = lines[0]
    name, _, qualifier = line.measure.partition(":")
    words = (
        MEASURES[name][0]
        + {
            "": "",
            "council": " (HĐND giao)",
            "central": " (Trung ương giao)",
            "scenario": " (kịch bản)",
        }[qualifier]
    )
    when = in_words(line.period, line.frequency)
    return Table(f"{indicator.code} · {component.name}", f"{words}, {when}", lines)


def _measures(component: Component) -> tuple[str, ...]:
    """Measures that are asked for: what cannot be computed from other figures."""
    if component.kind in _OWN_COMPARISONS:
        return tuple(m for m in component.measures if not m.startswith(("plan", "share")))
    asked = tuple(m for m in component.measures if m in {"level", "ytd"} or m.startswith("plan"))
    return asked or component.measures[:1]


def _lines(
    city: SetId,
    component: Component,
    area: str,
    whole: str,
    owner: tuple[str, str],
    when: tuple[str, str, str],
) -> Iterator[Line]:
    period, frequency, measure = when
    if measure.startswith("plan"):
        period, frequency = period[:4], "A"
    percent = measure in INDEX_MEASURES or measure == "share"

    def line(item: str, place: str, label: str, indent: int, by: str = "", unit: str = "") -> Line:
        printed = "%" if percent else unit or component.unit
        made = Line(*owner, item, place, period, frequency, measure, printed, label, indent)
        return replace(made, breakdown=by)

    if area:
        if any(b.startswith(COMMUNES) for b in component.breakdowns):
            yield line(component.total, area, area, 0)
        return
    if has_whole(component):
        yield line(component.total, whole, component.total, 0)
    for list_id in component.breakdowns:
        if list_id.startswith(COMMUNES):
            names = code_list(list_id).valid_names()
            yield from (line(component.total, name, name, 1, list_id) for name in names)
        elif len(code_list(list_id).valid_names()) > LONG_LIST:
            free = line("", whole, "", 1, list_id)
            for number in range(1, FREE_LINES + 1):
                yield replace(free, choose_from=list_id, number=number)
        else:
            for branch in branches(list_id, component.total, city):
                unit = unit_of(component, list_id, branch.name)
                yield line(branch.name, whole, branch.name, 1 + branch.depth, list_id, unit)
