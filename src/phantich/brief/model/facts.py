"""A number that a brief may say, its id, and whether it is real or simulated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from phantich.catalog.model import Bilingual, Strict, Text

Origin = Literal["real", "simulated", "mixed", "none"]

#: What a reader sees of an origin: the badge, and the words that explain it.
ORIGINS: Final[dict[Origin, tuple[Bilingual, Bilingual]]] = {
    "real": (
        Bilingual(vi="Số liệu công bố", en="Published figures"),
        Bilingual(
            vi="Số liệu do cơ quan có thẩm quyền công bố, dẫn nguồn ở cuối trang",
            en="Figures published by the competent agencies, with the sources below",
        ),
    ),
    "simulated": (
        Bilingual(vi="Số liệu mô phỏng", en="Simulated figures"),
        Bilingual(
            vi="Số liệu mô phỏng để chạy thử, không phải số liệu thống kê",
            en="Figures simulated for trial runs; no official statistics",
        ),
    ),
    "mixed": (
        Bilingual(vi="Công bố và mô phỏng", en="Published and simulated"),
        Bilingual(
            vi="Một phần là số liệu công bố, một phần là số liệu mô phỏng; từng chỗ đều ghi rõ",
            en="Partly published, partly simulated figures, marked one by one",
        ),
    ),
    "none": (
        Bilingual(vi="Chưa có số liệu", en="No figures yet"),
        Bilingual(vi="Chưa có số liệu", en="No figures yet"),
    ),
}


class Fact(Strict):
    """One number that the brief may say.

    `source` and `vintage` are those of the observation; a derived number names the `rule` that
    made it and the ids of its `inputs`, is as new as the newest and simulated if any of them is.
    """

    id: Text
    indicator: Text
    component: Text
    item: Text
    area: Text
    period: Text
    measure: Text
    value: float
    unit: Text
    status: Literal["A", "P", "E"]
    vintage: Text
    source: Text
    simulated: bool
    note: str = ""
    rule: str = ""
    inputs: tuple[str, ...] = ()


def origin_of(facts: Iterable[Fact]) -> Origin:
    """Whether the facts are real, simulated or both; "none" where there are none."""
    kinds = {fact.simulated for fact in facts}
    if not kinds:
        return "none"
    if len(kinds) == 2:
        return "mixed"
    return "simulated" if kinds.pop() else "real"


def fact_id(indicator: str, component: str, item: str, area: str, period: str, measure: str) -> str:
    """Id of an observed fact.

    Examples
    --------
    >>> fact_id("VN.CPI", "cpi", "Giáo dục", "Việt Nam", "2024-12", "mom")
    'VN.CPI/cpi|Giáo dục|Việt Nam|2024-12|mom'
    """
    return f"{indicator}/{component}|{item}|{area}|{period}|{measure}"


#: What the id of an observed or derived fact says, in its order.
_IN_ID: Final = ("indicator", "component", "item", "area", "period", "measure")


def stripped(fact: Fact) -> dict[str, Any]:
    """The fact as it is written: without defaults, and without what its id says already."""
    given = fact.model_dump(exclude_defaults=True)
    if fact_id(*(given[name] for name in _IN_ID)) == fact.id and fact.id.count("|") == 4:
        return {name: value for name, value in given.items() if name not in {*_IN_ID, "id"}}
    return given


def completed(key: str, given: Any) -> Any:
    """What was written under the id `key`, with what the id says; the inverse of `stripped`."""
    if not isinstance(given, dict) or "id" in given:
        return given
    names, item, area, period, measure = key.split("|")
    indicator, _, component = names.partition("/")
    whole = {"indicator": indicator, "component": component, "item": item, "area": area}
    return {"id": key, **whole, "period": period, "measure": measure, **given}
