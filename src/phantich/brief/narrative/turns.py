"""Turns that the paragraphs of several kinds share."""

from __future__ import annotations

from typing import Final, Literal

from phantich.brief import figures, months, periods
from phantich.brief.model import Fact
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, text
from phantich.calendar import tet_date
from phantich.errors import UsageError

#: An extreme is told when nothing like it was seen for so many months.
LONG_AGO: Final = 12
#: A record is told when the series is at least so long.
RECORD: Final = 36

_AGAINST: Final[dict[str, tuple[str, str]]] = {
    "mom": ("so với tháng trước", "on the previous month"),
    "vs_december": ("so với tháng 12 năm trước", "on December of last year"),
    "yoy": ("so với cùng kỳ năm trước", "on the same month of last year"),
    "ytd_yoy": ("so với cùng kỳ năm trước", "on the same period of last year"),
    "ytd_average": ("so với cùng kỳ năm trước", "on the same period of last year"),
}


def compared(subject: Subject, measure: str, decimals: int, item: str | None = None) -> Text:
    """«tăng 0,35% so với tháng trước»; empty where there is no figure."""
    fact = subject.fact(measure, item)
    if fact is None:
        return Text()
    vi, en = _AGAINST[measure]
    return figures.change(fact, decimals) + text(f" {vi}", f" {en}")


def both(first: Text, second: Text) -> Text:
    """«a và b», or whichever of them there is."""
    return join([first, second], " và ", " and ")


def extreme(history: list[Fact], noun_vi: str, noun_en: str, falling: bool = False) -> Text:
    """«… cao nhất kể từ tháng 3 năm 2024», when that is more than a year ago; else nothing.

    Parameters
    ----------
    history
        Figures of one measure by period, the month's last.
    noun_vi, noun_en
        What is extreme: «mức tăng so với cùng kỳ là».
    falling
        Whether falls are told, of which only the largest is worth it.
    """
    *past, now = history
    turns = [(_DEEPEST, -1)] if falling else [(_HIGHEST, 1), (_LOWEST, -1)]
    for word, beats in turns:
        rivals = [fact for fact in past if beats * (fact.value - now.value) >= 0]
        if rivals and _apart(rivals[-1].period, now.period) > LONG_AGO:
            return _since(word, noun_vi, noun_en, rivals[-1], "since")
        if not rivals and len(past) >= RECORD:
            return _since(word, noun_vi, noun_en, past[0], "record")
    return Text()


_HIGHEST: Final = ("cao nhất", "the highest")
_LOWEST: Final = ("thấp nhất", "the lowest")
_DEEPEST: Final = ("sâu nhất", "the deepest fall")


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


def tet_caveat(month: str) -> Text:
    """A warning for January and February, when Tết shifts activity between the two; else empty."""
    if months.number(month) > 2:
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
