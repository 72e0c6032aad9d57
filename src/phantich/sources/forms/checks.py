"""Whether the figures of a form agree with each other: parts with the whole, ratios with both."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from phantich.catalog import find_indicator
from phantich.catalog.codelists import code_list
from phantich.errors import Fault
from phantich.sources.members import AGENCIES, COMMUNES, DIVISIONS, branches, children, has_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from phantich.catalog import Component, SetId
    from phantich.sources.forms.rows import Answer

#: Kinds whose breakdowns add up.
_ADDITIVE = frozenset({"flow", "stock", "count"})
#: Rounding that is forgiven, as a share of the whole.
_SHARE = 0.001
#: The same for a ratio, in percentage points.
_POINTS = 0.06


def check_parts(file: str, answers: Iterable[Answer], city: SetId) -> Iterator[Fault]:
    """Parts that exceed their whole, or that all are given and do not add up to it.

    Rounding is forgiven: 0.1 % of the whole, or half a unit for each part.
    """
    groups: dict[tuple[str, ...], list[Answer]] = defaultdict(list)
    for answer in answers:
        line = answer.line
        groups[line.indicator, line.component, line.period, line.frequency, line.measure].append(
            answer
        )
    for (code, component_id, _, _, measure), members in groups.items():
        component = find_indicator(code).component(component_id)
        summed = measure.partition(":")[0] in {"level", "ytd", "plan"}
        if component.kind in _ADDITIVE and summed and has_whole(component):
            for whole, parts, complete in _families(component, members, city):
                yield from _compare(file, whole, parts, complete)


def check_ratios(file: str, answers: Iterable[Answer]) -> Iterator[Fault]:
    """Ratios in per cent that are not their numerator over their denominator."""
    given = {
        (*answer.line.figure[:2], answer.item, *answer.line.figure[3:]): answer
        for answer in answers
    }
    for figure, answer in given.items():
        component = find_indicator(figure[0]).component(figure[1])
        if not component.numerator or not component.denominator or component.unit != "%":
            continue
        parts = [
            given.get((figure[0], part, *figure[2:]))
            for part in (component.numerator, component.denominator)
        ]
        if parts[0] is None or parts[1] is None or not parts[1].value:
            continue
        ratio = 100 * parts[0].value / parts[1].value
        if abs(ratio - answer.value) > _POINTS:
            expected = f"{ratio:.2f}, which is {parts[0].cell} over {parts[1].cell}"
            yield _fault(file, answer, f"{answer.value:g}", expected)


def _families(
    component: Component, members: list[Answer], city: SetId
) -> Iterator[tuple[Answer, list[Answer], bool]]:
    """Each whole with its parts, and whether all of the parts are there.

    A single part is an «of which». Agencies and communes share one whole where a component has
    both.
    """
    by_item = {a.item: a for a in members if a.item != component.total}
    wholes = [a for a in members if a.item == component.total]
    lists = component.breakdowns
    local = next((b for b in lists if b.startswith(COMMUNES)), None)
    places = code_list(local).valid_names() if local else ()
    whole = next((a for a in wholes if a.line.area not in places), None)
    communes = [a for a in wholes if a.line.area in places]
    shared = AGENCIES in lists and local is not None
    if whole is not None and communes:
        offices = branches(AGENCIES, component.total, city) if shared else ()
        parts = communes + [by_item[b.name] for b in offices if b.name in by_item]
        yield whole, parts, len(parts) == len(places) + len(offices)
    for list_id in lists:
        if list_id == local or (list_id == AGENCIES and shared):
            continue
        for parent, names in _divisions(list_id, component.total, city):
            head = whole if parent is None else by_item.get(parent)
            parts = [by_item[name] for name in names if name in by_item]
            if head is not None and len(parts) > 1:
                yield head, parts, len(parts) == len(names)


def _divisions(list_id: str, total: str, city: SetId) -> Iterator[tuple[str | None, list[str]]]:
    """Each parent of a list (None for the whole) with the names that make it up."""
    if list_id in DIVISIONS:
        yield from ((None, list(names)) for names in DIVISIONS[list_id])
        return
    tree = branches(list_id, total, city)
    for parent in (None, *(branch.name for branch in tree)):
        yield parent, children(tree, parent)


def _compare(file: str, whole: Answer, parts: list[Answer], complete: bool) -> Iterator[Fault]:
    added = sum(part.value for part in parts)
    slack = max(_SHARE * abs(whole.value), 0.5 * len(parts))
    excess = added - whole.value
    if excess > slack or (complete and excess < -slack):
        expected = f"the sum of its {len(parts)} parts, {added:g}"
        if not complete:
            expected = f"at least {expected}"
        yield _fault(file, whole, f"{whole.value:g}", expected)


def _fault(file: str, answer: Answer, found: str, expected: str) -> Fault:
    where = f"{file}, sheet {answer.sheet}, cell {answer.cell}"
    return Fault(where, found, expected, "correct the whole or its parts")
