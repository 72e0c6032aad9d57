"""Extremes: the highest or lowest for long, inside one territory."""

from __future__ import annotations

from typing import Final, Literal

from phantich.brief import figures, periods
from phantich.brief.derive import breaks_between
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: An extreme is told when nothing like it was seen for so many months.
LONG_AGO: Final = 12
#: A record is told when the series spans at least so many months.
RECORD: Final = 36


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


def extreme_growth(subject: Subject, now: Fact, history: list[Fact]) -> Text:
    """The same of a comparison with the year before (base = 100), inside one territory."""
    rise = now.value > 100
    noun = f"mức {'tăng' if rise else 'giảm'} so với cùng kỳ này là"
    told = own_territory(subject, history)
    return extreme(told, noun, "this change on a year before", falling=not rise)


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
