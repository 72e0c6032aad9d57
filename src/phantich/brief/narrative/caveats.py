"""What a reader must know before comparing: base effects, gaps, territory, Tết, odd figures."""

from __future__ import annotations

from typing import Final

from phantich.brief import figures, months, periods
from phantich.brief.derive import breaks_between
from phantich.brief.narrative.turns import on_before
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text
from phantich.calendar import tet_date
from phantich.catalog.breaks import territorial_breaks
from phantich.errors import UsageError

#: Robust score from which a change is told as unusual.
UNUSUAL: Final = 3.0


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
    compared = any(subject.fact(m) for m in ("mom", "yoy", "change_before", "change_year"))
    if len(history) == 1 and not compared:
        vi = "đây là kỳ đầu tiên có số liệu nên chưa so sánh được"
        return text(vi, "these are the first figures, with nothing to compare them with yet")
    before = periods.before(subject.period)
    known = {fact.period for fact in history}
    told = on_before(subject) or subject.fact("change_before")
    if before is None or before in known or told or len(known) < 2:
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
