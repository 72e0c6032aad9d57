"""Turns that the paragraphs of several kinds share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from phantich.brief import figures, months, periods
from phantich.brief.derive import breaks_between
from phantich.brief.model import Fact
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, lower_first, text
from phantich.calendar import tet_date
from phantich.catalog.breaks import territorial_breaks
from phantich.errors import UsageError

Lead: TypeAlias = Callable[[Subject], Text]

#: An extreme is told when nothing like it was seen for so many months.
LONG_AGO: Final = 12
#: A record is told when the series spans at least so many months.
RECORD: Final = 36
#: Robust score from which a change is told as unusual.
UNUSUAL: Final = 3.0

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
        vi, en = "{name}, tính chung {period},", "{name}, {period} together,"
        return text(vi, en, name=name, period=period)
    if name.plain("vi").endswith(("tháng", "năm", "ngày", "giờ", "quý", "kỳ")):
        return text("{name} trong {period}", "{name} in {period}", name=name, period=period)
    return text("{name} {period}", "{name} in {period}", name=name, period=period)


def extreme(history: list[Fact], noun_vi: str, noun_en: str, falling: bool = False) -> Text:
    """«… cao nhất kể từ tháng 3 năm 2024», when that is more than a year ago; else nothing.

    Parameters
    ----------
    history
        Figures of one measure by period, the one told last.
    noun_vi, noun_en
        What is extreme: «mức tăng so với cùng kỳ là».
    falling
        Whether falls are told, of which only the largest is worth it.
    """
    if not history:
        return Text()
    *past, now = history
    turns = [(_DEEPEST, -1)] if falling else [(_HIGHEST, 1), (_LOWEST, -1)]
    for word, beats in turns:
        rivals = [fact for fact in past if beats * (fact.value - now.value) >= 0]
        if rivals and _apart(rivals[-1].period, now.period) > LONG_AGO:
            return _since(word, noun_vi, noun_en, rivals[-1], "since")
        if not rivals and past and _long(past):
            return _since(word, noun_vi, noun_en, past[0], "record")
    return Text()


_HIGHEST: Final = ("cao nhất", "the highest")
_LOWEST: Final = ("thấp nhất", "the lowest")
_DEEPEST: Final = ("sâu nhất", "the deepest fall")
#: Fewer periods make no record.
_ENOUGH: Final = 8


def _long(past: list[Fact]) -> bool:
    span = _apart(past[0].period, past[-1].period) + 1
    return len(past) >= _ENOUGH and span >= RECORD


def _since(
    word: tuple[str, str], vi: str, en: str, fact: Fact, turn: Literal["since", "record"]
) -> Text:
    if turn == "since":
        templates = ("{noun} {word} kể từ {month}", "{noun} is {word} since {month}")
    else:
        templates = (
            "{noun} {word} trong chuỗi số liệu từ {month}",
            "{noun} is {word} of the series that begins in {month}",
        )
    noun, extreme_word = text(vi, en), text(*word)
    return text(*templates, noun=noun, word=extreme_word, month=figures.period(fact))


def _apart(earlier: str, later: str) -> int:
    """Months between the ends of two periods."""
    one, other = periods.end(earlier), periods.end(later)
    return 12 * (int(other[:4]) - int(one[:4])) + int(other[5:7]) - int(one[5:7])


def own_territory(subject: Subject, history: list[Fact]) -> list[Fact]:
    """The part of a history that is of the present territory."""
    changes = breaks_between(subject.view.area, "0000-00", periods.end(subject.period)[:7])
    first = max(changes, default="")
    return [fact for fact in history if periods.start(fact.period) >= first]


def turned(subject: Subject, decimals: int) -> Text:
    """«sau khi giảm 0,20% trong tháng trước», when the direction has changed; else nothing."""
    now = subject.fact("mom")
    before = subject.fact("mom", period=months.shift(subject.month, -1))
    if now is None or before is None:
        return Text()
    turns = direction(now.value - 100, decimals), direction(before.value - 100, decimals)
    if set(turns) != {"up", "down"}:
        return Text()
    return text(
        "sau khi {change} trong tháng trước",
        "after being {change} the month before",
        change=figures.change(before, decimals),
    )


def base_effect(subject: Subject) -> Text:
    """That a year's change comes from last year's figure and not from this month's; else nothing.

    Told where the change on a year before moved by more than a tenth since the month before and
    last year's own movement explains at least two thirds of that.
    """
    fact = subject.fact("base_effect")
    if fact is None:
        return Text()
    return text(
        "so sánh cùng kỳ chịu ảnh hưởng của nền so sánh: {period} {change} so với tháng liền trước",
        "the change on a year before owes much to the base: {period} was {change} on its month "
        "before",
        period=periods.name(periods.year_before(subject.period)),
        change=figures.change(fact, 1),
    )


def without_before(subject: Subject) -> Text:
    """That the period before, or every period before, lacks: why nothing is compared."""
    history = subject.series("level") or subject.series("yoy")
    if len(history) == 1 and not subject.fact("mom") and not subject.fact("yoy"):
        vi = "đây là kỳ đầu tiên có số liệu nên chưa so sánh được"
        return text(vi, "these are the first figures, with nothing to compare them with yet")
    before = periods.before(subject.period)
    known = {fact.period for fact in history}
    if before is None or before in known or on_before(subject) or len(known) < 2:
        return Text()
    return text(
        "chưa có số liệu {period} để so sánh với kỳ liền trước",
        "there are no figures of {period} to compare with",
        period=periods.name(before),
    )


def unusual(subject: Subject) -> Text:
    """That the change is far outside the usual ones; else nothing."""
    fact = subject.fact("unusual")
    if fact is None or abs(fact.value) < UNUSUAL:
        return Text()
    vi = "mức thay đổi này lớn hơn hẳn biến động thường thấy, cần rà soát số liệu và nguyên nhân"
    en = "this change is far larger than usual; figures and causes should be checked"
    return text(vi, en)


def revision(subject: Subject) -> Text:
    """The largest revision of the whole since last month's edition; else nothing."""
    changes = subject.view.content.changes
    for found in changes.revisions if changes is not None else ():
        now = subject.view.content.fact(found.now)
        own = any((now.indicator, now.component) == (c.indicator, c.id) for c in subject.components)
        if own and now.item == subject.items[0].name and now.measure in {"level", "ytd"}:
            return _revised(subject, now, found.before, found.size)
    return Text()


def _revised(subject: Subject, now: Fact, before: str, size: str) -> Text:
    content = subject.view.content
    told = content.fact(size)
    grown = told.measure == "revised_to"
    if grown and direction(told.value - 100, 1) == "same":
        return Text()
    change = figures.change(told, 1) if grown else figures.difference(told)
    return text(
        "số liệu {what} được điều chỉnh từ {old} thành {new} ({change} so với số đã công bố)",
        "the figure of {what} was revised from {old} to {new} ({change})",
        what=_what(now),
        old=figures.amount(content.fact(before)),
        new=figures.amount(now),
        change=change,
    )


def _what(fact: Fact) -> Text:
    if fact.measure == "ytd":
        vi, en = "lũy kế đến hết {p}", "the year to {p}"
        return text(vi, en, p=periods.name(fact.period))
    return periods.name(fact.period)


def territory(subject: Subject) -> Text:
    """That last year's figures are of another territory, while that is so."""
    area, period = subject.view.area, subject.period
    first, last = periods.start(periods.year_before(period)), periods.end(period)[:7]
    found = [b for b in territorial_breaks(area) if first < b.month <= last]
    if not found or not _first_across(subject):
        return Text()
    change = found[-1]
    return text(
        f"từ {{when}} {change.joined}; so sánh với số liệu trước đó cần thận trọng",
        f"since {{when}} {change.joined_en}; earlier figures compare with care",
        when=months.short(change.month),
    )


def _first_across(subject: Subject) -> bool:
    """Whether no component before it in the brief is told across a break: once is enough."""
    view = subject.view
    for component in view.content.components:
        if component.period and not component.within and component.kind in _SUMS:
            before = periods.start(periods.year_before(component.period))
            if breaks_between(view.area, before, periods.end(component.period)[:7]):
                return component is subject.main
    return True


#: Kinds whose figures grow with the territory.
_SUMS: Final = frozenset({"flow", "stock", "count"})


def tet_caveat(month: str) -> Text:
    """A warning for January and February, when Tết shifts activity between the two; else empty."""
    if periods.frequency(month) != "M" or months.number(month) > 2:
        return Text()
    year = int(months.year(month))
    try:
        now, before = tet_date(year).month, tet_date(year - 1).month
    except UsageError:
        return Text()
    if now == before:
        vi = "Tết Nguyên đán hai năm đều rơi vào tháng {now}"
        en = "Tết fell in {now_en} in both years"
    else:
        vi = "Tết Nguyên đán năm nay rơi vào tháng {now}, năm trước vào tháng {before}"
        en = "Tết fell in {now_en} this year and in {before_en} last year"
    vi += "; so sánh cùng kỳ của riêng một tháng cần xem cùng số liệu chung hai tháng đầu năm"
    en += "; the change of a single month should be read with January and February together"
    names = {1: "January", 2: "February"}
    return text(vi, en, now=now, before=before, now_en=names[now], before_en=names[before])
