"""Charts of prices: the year's change against the country's, what moved, gold and the dollar."""

from __future__ import annotations

from functools import partial
from typing import Final

from phantich.brief import figures, months
from phantich.brief.charts import heatmap, style
from phantich.brief.charts.bars import Bar, describe, draw_bars, ranked
from phantich.brief.charts.lines import Line, draw_lines
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.narrative.price_index import driver
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, lower_first, text

#: Months that a line shows.
WINDOW = 37


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """Line, bars and heatmap of what has parts, and one line chart of what stands beside."""
    result: list[Chart] = []
    for subject in subjects:
        if subject.by_group:
            made = (_line(subject), _parts(subject), heatmap.chart(subject, reading))
            result.extend(c for c in made if c is not None)
    alone = [s for s in subjects if not s.by_group and s.fact("yoy") and len(s.series("yoy")) > 1]
    if alone:
        result.append(_alone(alone))
    return result


def _line(subject: Subject) -> Chart | None:
    """Year-on-year change of the whole, with the country's where the brief is a city's."""
    now = subject.fact("yoy")
    own = _inside(subject.series("yoy"), subject.month)
    if now is None or len(own) < 2:
        return None
    area = subject.view.content.area
    lines = [Line(literal(area.vi, area.en), tuple(own), style.CITY)]
    country = _inside(subject.benchmark("yoy"), subject.month)
    title = text(
        "{name} {change} so với cùng kỳ năm trước",
        "{name} {change} on a year before",
        name=subject.name,
        change=figures.change(now),
    )
    if country:
        lines.append(Line(text("Cả nước", "Viet Nam"), tuple(country), style.COUNTRY, bold=False))
        if country[-1].period == subject.month:
            title += text(
                "; cả nước {change}",
                "; the country's is {change}",
                change=figures.change(country[-1]),
            )
    return Chart(
        id="yoy",
        title=title,
        subtitle=text(
            "Thay đổi so với cùng tháng năm trước, %, {from_} – {to}",
            "Change on the same month of last year, %, {from_} – {to}",
            from_=months.short(own[0].period),
            to=months.short(subject.month),
        ),
        alt=_alt_line(lines, subject),
        codes=subject.codes,
        facts=tuple(f.id for line in lines for f in line.facts),
        points=tuple(f.id for line in lines for f in line.facts),
        draw=partial(_draw, lines, months.window(subject.month, WINDOW)),
    )


def _draw(lines: list[Line], periods: list[str], target: Canvas) -> None:
    first = min(f.period for line in lines for f in line.facts)
    draw_lines(target, lines, [p for p in periods if p >= first])


def _inside(series: list[Fact], month: str) -> list[Fact]:
    first = months.shift(month, 1 - WINDOW)
    return [fact for fact in series if first <= fact.period <= month]


def _alt_line(lines: list[Line], subject: Subject) -> Text:
    body = text(
        "Biểu đồ đường: thay đổi so với cùng kỳ năm trước của {name}.",
        "Line chart: change on a year before of {name}.",
        name=literal(*(lower_first(subject.name.plain(lang)) for lang in ("vi", "en"))),
    )
    for line in lines:
        first, last = line.facts[0], line.facts[-1]
        body += text(
            " {who}: {from_} {a}, {to} {b}.",
            " {who}: {from_} {a}, {to} {b}.",
            who=line.name,
            from_=months.short(first.period),
            a=figures.change(first),
            to=months.short(last.period),
            b=figures.change(last),
        )
    return body


def _parts(subject: Subject) -> Chart | None:
    """Bars of the groups: contributions where the weights are known, else changes."""
    whole = subject.fact("mom")
    by = driver(subject)
    base = 0.0 if by == "contribution" else 100.0
    found = [(i, f) for i in subject.groups if (f := subject.fact(by, i.name)) is not None]
    if len(found) < 2 or whole is None:
        return None
    bars = ranked([Bar(literal(i.label.vi, i.label.en), f, base) for i, f in found])
    mover = bars[0] if whole.value >= 100 else bars[-1]
    if by == "mom":
        bars = ranked([*bars, Bar(_ALL_ITEMS, whole, base, strong=True)])
    return Chart(
        id="groups",
        title=_parts_title(mover, by, whole),
        subtitle=_UNITS[by],
        alt=describe(bars, _UNITS[by], 2),
        codes=subject.codes,
        facts=tuple(dict.fromkeys([whole.id, *(bar.fact.id for bar in bars)])),
        draw=partial(draw_bars, bars=bars, decimals=2),
        height=0.31 * len(bars) + 0.3,
        narrow_height=0.36 * len(bars) + 0.3,
    )


_ALL_ITEMS: Final = text("Chỉ số chung", "All items")
_UNITS: Final = {
    "contribution": text(
        "Tác động đến mức thay đổi của chỉ số chung so với tháng trước, điểm phần trăm",
        "Contribution to the change of the index on the previous month, percentage points",
    ),
    "mom": text("Thay đổi so với tháng trước, %", "Change on the previous month, %"),
}


def _parts_title(mover: Bar, by: str, whole: Fact) -> Text:
    """The largest mover in the direction of the whole, with its number."""
    if by == "contribution":
        return text(
            "{name} tác động {points} vào mức {change} của chỉ số chung",
            "{name}: {points} of the all-items change ({change})",
            name=mover.name,
            points=figures.points(mover.fact),
            change=figures.change(whole),
        )
    return text(
        "{name} {part}, chỉ số chung {change} so với tháng trước",
        "{name} {part}, all items {change} on the previous month",
        name=mover.name,
        part=figures.change(mover.fact),
        change=figures.change(whole),
    )


def _alone(subjects: list[Subject]) -> Chart:
    """Year-on-year changes of gold, the dollar and core inflation in one chart."""
    colors = (style.PLAN, style.CITY, style.SECOND, style.COUNTRY)
    month = subjects[0].month
    lines = [
        Line(s.name, tuple(_inside(s.series("yoy"), month)), color)
        for s, color in zip(subjects, colors, strict=False)
    ]
    told = [
        text(
            "{name} {change}",
            "{name} {change}",
            name=s.name
            if i == 0
            else literal(lower_first(s.name.plain()), lower_first(s.name.plain("en"))),
            change=figures.change(now),
        )
        for i, s in enumerate(subjects)
        if (now := s.fact("yoy")) is not None
    ]
    return Chart(
        id="beside",
        title=join(told, "; "),
        subtitle=text(
            "Thay đổi so với cùng tháng năm trước, %", "Change on the same month of last year, %"
        ),
        alt=_alt_line(lines, subjects[0]),
        codes=tuple(dict.fromkeys(code for s in subjects for code in s.codes)),
        facts=tuple(f.id for line in lines for f in line.facts),
        draw=partial(_draw, lines, months.window(month, WINDOW)),
    )
