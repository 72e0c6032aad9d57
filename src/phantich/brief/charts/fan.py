"""Fan charts: how a series ran, and where it is expected to go, with bands of 80 and 95 per cent.

Every number drawn is a fact: a forecast is told by five facts a period, the middle and both ends of
both bands, in the unit of the series.
"""

from __future__ import annotations

from functools import partial

from phantich import language
from phantich.brief import periods
from phantich.brief.charts import flagged
from phantich.brief.charts.expected import Fan, Step, draw
from phantich.brief.charts.model import Chart
from phantich.brief.model.facts import Fact
from phantich.brief.text import Numeral, Text, join, text

__all__ = ["Fan", "Step", "chart"]


def chart(id_: str, fan: Fan, title: Text, subtitle: Text, codes: tuple[str, ...]) -> Chart:
    """The fan as a chart; its alternative text tells the newest figure, the forecast, the flags.

    Raises
    ------
    ValueError
        When there is no figure of the past.

    Examples
    --------
    >>> from phantich.brief.text import literal
    >>> chart("outlook", Fan(()), literal("x", "x"), literal("x", "x"), ("HP.A.I.1",))
    Traceback (most recent call last):
    ...
    ValueError: a fan chart begins with figures of the past
    """
    if not fan.past:
        raise ValueError("a fan chart begins with figures of the past")
    drawn = [fan.flags[f.id] for f in fan.past if f.id in fan.flags]
    bands = text("đậm: dải 80%, nhạt: dải 95%", "dark: 80% band, light: 95% band")
    said = [subtitle, *([bands] if fan.steps else []), flagged.legend(drawn)]
    return Chart(
        id=id_,
        title=title,
        subtitle=join(said, "; "),
        alt=_alt(fan, title),
        codes=codes,
        facts=tuple(dict.fromkeys(f.id for f in fan.facts)),
        draw=partial(draw, fan=fan),
    )


def _alt(fan: Fan, title: Text) -> Text:
    now = fan.past[-1]
    start = text("Biểu đồ đường", "Line chart")
    if fan.steps:
        start = text("Biểu đồ quạt", "Fan chart")
    parts = [text("{p} {v}", "{p} {v}", p=periods.name(now.period), v=_number(fan, now))]
    if fan.steps:
        parts.append(_forecast(fan, fan.steps[-1]))
    if fan.goal is not None:
        parts.append(text("{n} {v}", "{n} {v}", n=fan.goal_name, v=_number(fan, fan.goal)))
    marks = flagged.told(fan.flags, {f.id: periods.name(f.period) for f in fan.past})
    return text("{s}. {t}. {p}.", "{s}. {t}. {p}.", s=start, t=title, p=join([*parts, marks], "; "))


def _forecast(fan: Fan, step: Step) -> Text:
    return text(
        "dự báo {p} {m}, dải 80% từ {a} đến {b}, dải 95% từ {c} đến {d}",
        "forecast for {p} {m}, 80% band from {a} to {b}, 95% band from {c} to {d}",
        p=periods.name(step.period),
        m=_number(fan, step.middle),
        a=_number(fan, step.low80),
        b=_number(fan, step.high80),
        c=_number(fan, step.low95),
        d=_number(fan, step.high95),
    )


def _number(fan: Fan, fact: Fact) -> Text:
    digits = fan.decimals
    vi, en = (language.number(fan.shown(fact), digits, lang) for lang in ("vi", "en"))
    return Text((Numeral(vi, fact.id), fan.suffix), (Numeral(en, fact.id), fan.suffix))
