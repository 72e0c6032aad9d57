"""The strip of lights: for each indicator a mark, a word beside it, and the figures behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from phantich.brief import figures
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import IndicatorContent
from phantich.brief.model.standing import Light, Standing
from phantich.brief.text import Text, join, literal, text

#: How a light looks; the word beside it says the same.
Look = Literal["good", "watch", "none"]

_WORDS: Final[dict[Standing, tuple[Look, Text]]] = {
    "met": ("good", text("Đạt mục tiêu năm", "Annual target met")),
    "ahead": ("good", text("Vượt tiến độ", "Ahead of pace")),
    "on_path": ("good", text("Đúng tiến độ", "On pace")),
    "within": ("good", text("Trong mục tiêu", "Within target")),
    "behind": ("watch", text("Chậm tiến độ", "Behind pace")),
    "over": ("watch", text("Cao hơn mục tiêu", "Above target")),
    "under": ("watch", text("Thấp hơn mục tiêu", "Below target")),
    "no_path": ("none", text("Chưa xét được tiến độ", "Pace cannot be judged")),
    "no_target": ("none", text("Chưa có mục tiêu", "No target")),
    "no_figure": ("none", text("Chưa có số liệu", "No figures")),
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light as a page shows it."""

    code: str
    name: Text
    look: Look
    word: Text
    #: What it was judged on, with its figures; empty without a target.
    detail: Text


def lamps(content: Content) -> list[Lamp]:
    """The lights of the indicators in the order of the decision."""
    indicators = {indicator.code: indicator for indicator in content.indicators}
    return [_lamp(content, indicators[light.indicator], light) for light in content.lights]


def tally(shown: list[Lamp]) -> dict[Look, int]:
    """How many lights look like what."""
    return {look: sum(lamp.look == look for lamp in shown) for look in ("good", "watch", "none")}


def together(shown: list[Lamp]) -> list[tuple[Text, list[Lamp]]]:
    """The lights by their word, in the order in which the words first come."""
    words = list(dict.fromkeys(lamp.word for lamp in shown))
    return [(word, [lamp for lamp in shown if lamp.word == word]) for word in words]


def _lamp(content: Content, indicator: IndicatorContent, light: Light) -> Lamp:
    look, word = _WORDS[light.status]
    name = literal(indicator.title.vi, indicator.title.en)
    detail = _detail(content, indicator, light)
    flagged = _flagged(content, indicator.code)
    if flagged and look == "none":
        look, word = "watch", text("Cảnh báo sớm", "Early warning")
        detail = flagged
    elif flagged:
        warned = text("cảnh báo sớm: {w}", "early warning: {w}", w=flagged)
        detail = join([detail, warned], "; ")
    if look == "good" and _missing(content, indicator.code):
        # On the pace of past years so far, and yet unlikely to reach the plan.
        look, word = "watch", text("Nguy cơ không đạt", "At risk of missing")
    return Lamp(indicator.code, name, look, word, detail)


_GRAVE: Final = {
    "alarm": text("nghiêm trọng", "serious"),
    "warning": text("cảnh báo", "warning"),
}


def _flagged(content: Content, code: str) -> Text:
    """The word for the gravest early warning of an indicator; what is only watched is left out."""
    found = {flag.severity for flag in content.flags if flag.indicator == code}
    return next((word for severity, word in _GRAVE.items() if severity in found), Text())


def _missing(content: Content, code: str) -> bool:
    """Whether a plan of the indicator will probably be missed."""
    return any(flag.indicator == code and flag.rule == "pace" for flag in content.flags)


def _detail(content: Content, indicator: IndicatorContent, light: Light) -> Text:
    if not light.reached or light.component is None:
        return Text()
    reached = content.fact(light.reached)
    expected = content.fact(light.expected) if light.expected else None
    limit = expected is not None and expected.measure.startswith("plan")
    told = (
        _against(reached, expected)
        if limit and expected
        else _along(reached, expected, content.month)
    )
    title, component = indicator.title.vi.casefold(), light.component.vi.casefold()
    if len(indicator.components) == 1 or component in title or title in component:
        return told
    return join([literal(light.component.vi, light.component.en), told], ": ")


def _along(reached: Fact, expected: Fact | None, month: str) -> Text:
    year = reached.period[:4]
    # A target of a year that is over is named with it.
    vi, en = ("", "annual ") if year == month[:4] else (f" {year}", f"{year} ")
    share = text(f"{{p}} mục tiêu năm{vi}", f"{{p}} of the {en}target", p=figures.percent(reached))
    if expected is None:
        return share
    path = figures.percent(expected)
    return join([share, text("nhịp các năm trước {p}", "past years by then {p}", p=path)], "; ")


def _against(reached: Fact, target: Fact) -> Text:
    index = reached.measure != "level"
    now = figures.change(reached) if index else figures.amount(reached, 2)
    aim = figures.bare_change(target) if index else figures.amount(target, 2)
    return join([now, text("mục tiêu {a}", "target {a}", a=aim)], "; ")
