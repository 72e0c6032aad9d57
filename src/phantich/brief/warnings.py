"""Early warnings in a brief: what was found becomes flags whose every number is a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from phantich.brief import figures
from phantich.brief.derive import DERIVED
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.flags import Flag, Severity
from phantich.brief.text import Numeral, Part, Text, join, literal, text
from phantich.catalog import find_indicator
from phantich.language import Language
from phantich.warning import Flag as Record
from phantich.warning.wording import parts

if TYPE_CHECKING:
    from phantich.store import Store
    from phantich.warning.register import Register

#: How the measure of a fact begins that a warning says.
WARNING: Final = "warning:"
#: Severity of the register → of the page.
_SEVERITIES: Final[dict[str, Severity]] = {
    "info": "watch",
    "watch": "watch",
    "warning": "warning",
    "serious": "alarm",
}
#: What people said of a flag, behind its sentence.
_SAID: Final = {
    "true": literal(" Đã xác nhận.", " Confirmed."),
    "data_error": literal(" Đã xác nhận lỗi số liệu.", " An error in the data, confirmed."),
    "planned": literal(" Đã biết trước.", " Known beforehand."),
}
#: The act behind a level or an event that explains, told behind the sentence.
_SOURCE: Final = ("Nguồn", "Source")


@dataclass(frozen=True, slots=True)
class Warned:
    """What early warning adds to a content."""

    #: For the leaders, and what the reporter is asked about.
    flags: tuple[Flag, ...]
    doubts: tuple[Flag, ...]
    #: Id of the fact that says how many series were screened; empty where none was.
    screened: str
    #: What people said of earlier warnings, rule by rule.
    trust: Text
    facts: dict[str, Fact]


def warnings(store: Store, content: Content) -> Warned:
    """Screen the group of a content as of its day.

    What people said of flags is read from the register beside the store; of later days than the
    content's it is left out.
    """
    from phantich.warning.group import screen_group

    indicators = [find_indicator(indicator.code) for indicator in content.indicators]
    known = _register(store, content.as_of)
    as_of = content.as_of or None
    found = screen_group(store, indicators, content.area.vi, content.month, as_of, known)
    facts: dict[str, Fact] = {}
    flags = tuple(_flags(content, found.flags, facts))
    doubts = tuple(_flags(content, found.doubts, facts))
    screened = _screened(content, found.series)
    if screened is not None:
        facts[screened.id] = screened
    trust = _trust(content, known, facts) if screened else Text()
    return Warned(flags, doubts, screened.id if screened else "", trust, facts)


def _register(store: Store, as_of: str) -> Register:
    from phantich.warning.register import Register, register_path

    known = Register.load(register_path(store.path))
    return known.as_of(as_of) if as_of else known


def _flags(content: Content, found: Sequence[Record], facts: dict[str, Fact]) -> Iterator[Flag]:
    simulated = {f.component: f.simulated for f in content.facts.values() if f.simulated}
    for record in found:
        own = _Facts(content, record, simulated.get(record.component, False))
        says = Text(tuple(own.said("vi")), tuple(own.said("en")))
        facts |= own.made
        yield Flag(
            indicator=record.indicator,
            component=record.component,
            severity="watch" if record.state == "explained" else _SEVERITIES[record.severity],
            says=says + _told(record),
            facts=tuple(own.marked()),
            period=record.period,
            rule=record.rule,
            id=record.flag_id,
        )


def _told(record: Record) -> Text:
    """What people said, and the act behind a legal level."""
    said = record.acknowledgement
    told = _SAID.get(said.verdict, Text()) if said else Text()
    if record.legal_source:
        vi, en = (f" {word}: {record.legal_source}." for word in _SOURCE)
        told = told + literal(vi, en)
    return told


class _Facts:
    """The facts behind the sentence of one record."""

    def __init__(self, content: Content, record: Record, simulated: bool) -> None:
        self.content, self.record, self.simulated = content, record, simulated
        self.made: dict[str, Fact] = {}

    def said(self, lang: Language) -> Iterator[Part]:
        """The sentence, its numbers as numerals of facts."""
        for part in parts(self.record, lang):
            if isinstance(part, str):
                yield part
            else:
                yield Numeral(part.text, self._fact(part.field, part.value))

    def marked(self) -> Iterator[str]:
        """Ids of the figures flagged, where the content has them: charts mark these."""
        head, item, area, measure = self.record.series.split("|")
        indicator, _, component = head.partition("/")
        key = fact_id(indicator, component, item, area, self.record.period, measure)
        if key in self.content.facts:
            yield key

    def _fact(self, field: str, value: float) -> str:
        record = self.record
        key = f"warning|{record.flag_id}|{field}"
        self.made[key] = Fact(
            id=key,
            indicator=record.indicator,
            component=record.component,
            item=record.item,
            area=record.area,
            period=record.period,
            measure=f"{WARNING}{field}",
            value=value,
            unit=record.unit,
            status="A",
            vintage=record.vintage or record.raised_at or self.content.data_as_of,
            source=f"{DERIVED}{record.rule} {record.version}",
            simulated=self.simulated,
            rule=f"{record.rule} {record.version}: {field}",
            inputs=tuple(self.marked()),
        )
        return key


#: Rule families by name.
_RULES: Final = {
    "quality": literal("lỗi số liệu", "errors of reporting"),
    "residual": literal("bất thường trong tháng", "unusual months"),
    "sustained": literal("thay đổi kéo dài", "lasting changes"),
    "counts": literal("số vụ tăng đột biến", "outbreaks"),
    "threshold": literal("vượt ngưỡng", "levels"),
    "pace": literal("chậm kế hoạch", "plans"),
    "crosssection": literal("so sánh địa phương", "localities"),
    "projects": literal("tiến độ dự án", "projects"),
}


def _trust(content: Content, known: Register, facts: dict[str, Fact]) -> Text:
    """«Cảnh báo trước đây: bất thường trong tháng: 12 đúng, 3 sai»; empty before any verdict."""
    told = []
    for one in known.precision():
        if not one.confirmed + one.refuted:
            continue
        counts = {"confirmed": one.confirmed, "refuted": one.refuted}
        made = {name: _count(content, f"{one.rule}:{name}", n) for name, n in counts.items()}
        facts |= {fact.id: fact for fact in made.values()}
        yes, no = (figures.count(made[name]) for name in counts)
        name = _RULES[one.rule]
        told.append(
            text("{r}: {y} đúng, {n} sai", "{r}: {y} right, {n} wrong", r=name, y=yes, n=no)
        )
    said = text(
        "Cảnh báo đã được xác nhận: {t}.", "Warnings judged so far: {t}.", t=join(told, "; ")
    )
    return said if told else Text()


def _screened(content: Content, series: int) -> Fact | None:
    """How many series were judged; none where there was nothing to judge."""
    if not series or not content.data_as_of:
        return None
    return _count(content, "screened", series)


def _count(content: Content, name: str, value: int) -> Fact:
    first = content.components[0]
    return Fact(
        id=f"warning|{content.group}|{content.month}|{name}",
        indicator=first.indicator,
        component=first.id,
        item=first.total,
        area=content.area.vi,
        period=content.month,
        measure=f"{WARNING}{name}",
        value=value,
        unit="chuỗi" if name == "screened" else "cảnh báo",
        status="A",
        vintage=content.data_as_of,
        source=f"{DERIVED}{name}",
        simulated=any(fact.simulated for fact in content.facts.values()),
        rule=name,
    )
