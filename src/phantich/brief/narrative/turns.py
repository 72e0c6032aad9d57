"""Turns that the paragraphs of several kinds share."""

from __future__ import annotations

from typing import Final

from phantich.brief import figures, months, numbers, periods
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, lower_first, text

_AGAINST: Final[dict[str, tuple[str, str]]] = {
    "vs_december": ("so với tháng 12 năm trước", "on December of last year"),
    "ytd_yoy": ("so với cùng kỳ năm trước", "on the same period of last year"),
    "ytd_average": ("so với cùng kỳ năm trước", "on the same period of last year"),
}


def against(measure: str, period: str) -> tuple[str, str]:
    """What a comparison compares with, for a period: «so với quý trước»."""
    if measure in {"mom", "qoq", "change_before"}:
        return periods.on_before(period)
    if measure in {"yoy", "change_year"}:
        return periods.on_year(period)
    if measure == "ytd_yoy" and periods.frequency(period) == "A":
        return periods.on_year(period)
    return _AGAINST[measure]


def compared(subject: Subject, measure: str, decimals: int, item: str | None = None) -> Text:
    """«tăng 0,35% so với tháng trước»; empty where there is no figure."""
    fact = subject.fact(measure, item)
    if fact is None:
        return Text()
    vi, en = against(measure, subject.period)
    growth = decimals == 1 and measure in {"yoy", "ytd_yoy"}
    told = figures.sized_change(fact) if growth else figures.change(fact, decimals)
    if numbers.is_multiple(fact.value):
        # «gấp 2,5 lần tháng trước», «2.5 times that of the previous month»
        vi, en = vi.removeprefix("so với "), f"that of {en.removeprefix('on ')}"
    return told + text(f" {vi}", f" {en}")


def differs(subject: Subject, measure: str, decimals: int = 1) -> Text:
    """«giảm 0,5 điểm phần trăm so với tháng trước»; empty where there is no figure."""
    fact = subject.fact(measure)
    if fact is None:
        return Text()
    vi, en = against(measure, subject.period)
    return figures.difference(fact, decimals) + text(f" {vi}", f" {en}")


def on_before(subject: Subject, decimals: int = 1) -> Text:
    """The change on the period before, under whichever name it was published."""
    return compared(subject, "mom", decimals) or compared(subject, "qoq", decimals)


def changes(subject: Subject, told: list[tuple[str, Text]]) -> Text:
    """An enumeration of changes; those that are none are told together.

    «không đổi so với tháng trước, cuối năm trước và cùng kỳ năm trước»
    """
    filled = [(measure, change) for measure, change in told if change]
    same = [_unchanged(subject, measure) for measure, _ in filled]
    if len(filled) > 1 and all(same):
        first, *rest = [change for _, change in filled]
        more = [text(_object(c.plain("vi")), _object(c.plain("en"), "on ")) for c in rest]
        return listing([first, *more], ", ", ", ")
    return listing([change for _, change in filled], ", ", ", ")


def _unchanged(subject: Subject, measure: str) -> bool:
    fact = subject.fact(measure)
    base = 0.0 if measure.startswith("change") else 100.0
    return fact is not None and direction(fact.value - base, 1) == "same"


def _object(told: str, mark: str = "so với ") -> str:
    """What a change compares with: what stands behind «so với»."""
    return told.partition(mark)[2]


def both(first: Text, second: Text) -> Text:
    """«a và b», or whichever of them there is."""
    return join([first, second], " và ", " and ")


def inside(name: Text) -> Text:
    """A name as it stands inside a sentence."""
    return literal(lower_first(name.plain("vi")), lower_first(name.plain("en")))


def named(subject: Subject) -> Text:
    """«Thu ngân sách tháng 10 năm 2026»; a name that ends in a span of time gets «trong»."""
    name, period = subject.name, periods.name(subject.period)
    vi = name.plain("vi")
    if subject.monthly and vi.endswith(" trong tháng"):
        short = literal(vi.removesuffix(" trong tháng"), name.plain("en"))
        return text("{name} {period}", "{name} in {period}", name=short, period=period)
    if vi.endswith(("24 giờ", "trong ngày")):
        vi, en = "{name}, tính chung {period}", "{name}, {period} together"
        return text(vi, en, name=name, period=period)
    if name.plain("vi").endswith(("tháng", "năm", "ngày", "giờ", "quý", "kỳ")):
        return text("{name} trong {period}", "{name} in {period}", name=name, period=period)
    return text("{name} {period}", "{name} in {period}", name=name, period=period)


def turned(subject: Subject, decimals: int) -> Text:
    """«tháng 7/2024 giảm 0,20%», when the direction has changed; else nothing."""
    now = subject.fact("mom")
    before = subject.fact("mom", period=months.shift(subject.month, -1))
    if now is None or before is None:
        return Text()
    turns = direction(now.value - 100, decimals), direction(before.value - 100, decimals)
    if set(turns) != {"up", "down"}:
        return Text()
    return text(
        "{month} {change}",
        "{change} in {month}",
        month=months.short(before.period),
        change=figures.change(before, decimals),
    )
