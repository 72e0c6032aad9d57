"""Early warnings and the outlook as a page shows them: rows of flags, sentences with fan charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from phantich.brief import figures
from phantich.brief.charts import Chart, fan
from phantich.brief.charts.flagged import SIGNS, gravest
from phantich.brief.model.content import Content
from phantich.brief.model.flags import Severity
from phantich.brief.model.outlook import Band, Outlook
from phantich.brief.text import Text, join, literal, text


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A flag: how grave it is, the word for that, what it is about, what it says."""

    severity: Severity
    word: Text
    code: str
    name: Text
    says: Text


@dataclass(frozen=True, slots=True)
class View:
    """What comes next for an indicator: sentences, and the chart where there is a forecast."""

    code: str
    name: Text
    says: Text
    details: tuple[Text, ...]
    chart: Chart | None


def flag_rows(content: Content) -> list[FlagRow]:
    """The flags in the order of the content, gravest first."""
    return [
        FlagRow(
            f.severity, SIGNS[f.severity].word, f.indicator, title(content, f.indicator), f.says
        )
        for f in content.flags
    ]


def views(content: Content) -> list[View]:
    """The outlook in the order of the content."""
    return [
        View(o.indicator, title(content, o.indicator), o.says, o.details, _chart(content, o, place))
        for place, o in enumerate(content.outlook)
    ]


def screening(content: Content) -> Text:
    """How many series early warning screened, or that it screened none."""
    if not content.screened:
        vi = "Kỳ bản tin này chưa sàng lọc cảnh báo sớm cho nhóm chỉ số."
        return literal(vi, "Early warning has not screened this group in this edition.")
    n = figures.count(content.fact(content.screened))
    if content.flags:
        told = text("Đã sàng lọc {n} chuỗi số liệu của nhóm.", "{n} series screened.", n=n)
    else:
        vi = "Đã sàng lọc {n} chuỗi số liệu của nhóm, không phát hiện dấu hiệu bất thường."
        told = text(vi, "{n} series screened; nothing unusual was found.", n=n)
    return join([told, content.trust], " ")


def texts(content: Content) -> Iterator[Text]:
    """All that early warning and outlook say."""
    yield screening(content)
    yield from (flag.says for flag in content.flags)
    for outlook in content.outlook:
        yield from (outlook.says, *outlook.details)


def title(content: Content, code: str) -> Text:
    """What an indicator of the content is called."""
    found = next(i for i in content.indicators if i.code == code)
    return literal(found.title.vi, found.title.en)


def _chart(content: Content, told: Outlook, place: int) -> Chart | None:
    """The forecast as a fan; None without one."""
    if not told.steps or not told.past:
        return None
    drawn = fan.Fan(
        past=tuple(content.fact(key) for key in told.past),
        steps=tuple(_step(content, band) for band in told.steps),
        goal=content.fact(told.goal) if told.goal else None,
        goal_name=told.goal_name,
        base=told.base,
        suffix=told.suffix,
        flags={key: kind for key, kind in gravest(content.flags).items() if key in told.past},
    )
    id_ = f"outlook-{place}"
    return fan.chart(id_, drawn, told.title, told.subtitle, (told.indicator,))


def _step(content: Content, band: Band) -> fan.Step:
    ends = (band.low95, band.low80, band.middle, band.high80, band.high95)
    return fan.Step(*(content.fact(key) for key in ends))
