"""The outlook of one indicator in words, with the facts that it says and draws."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from phantich.brief import figures, numbers, periods
from phantich.brief.model import Band, Content, Fact, Outlook
from phantich.brief.outlook.explaining import changed, why
from phantich.brief.outlook.history import Case, used
from phantich.brief.outlook.minting import Mint
from phantich.brief.outlook.years import Goal, YearEnd
from phantich.brief.plans import plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, lower_first, sentence, text
from phantich.brief.view import View

if TYPE_CHECKING:
    from phantich.forecast.explained import Update
    from phantich.forecast.prospects import Prospect

#: Figures of the past that the chart draws: three years.
_PAST: Final = {"M": 36, "Q": 12}
_POINTS: Final = "điểm phần trăm"


def tell(
    content: Content,
    case: Case,
    prospect: Prospect | None,
    year: YearEnd | None,
    update: Update | None = None,
    explained: bool = False,
) -> tuple[Outlook, dict[str, Fact]]:
    """The outlook and its facts; a reason where there is neither a forecast nor a year end.

    `explained` adds what drives the forecast and, by the `update`, what changed it.
    """
    component = case.component
    mint = Mint(case.newest, whole=_whole(case))
    said: list[Text] = []
    drawn: dict[str, object] = {}
    if prospect is not None and case.newest is not None:
        said += _forecast(case, prospect, mint)
        drawn = _monthly(content, case, prospect, mint)
    if year is not None:
        said += _year(content, case, year, mint)
        if not drawn or (year.goals and not year.growth):
            drawn = _cumulated(content, case, year, mint)
    if prospect is not None:
        said += _record(case, prospect, mint)
        if explained:
            said += [*why(case, prospect, mint), *changed(case, prospect, update, mint)]
    if not said:
        said = [case.why or _NOTHING]
    outlook = Outlook.model_validate(
        {
            "indicator": component.indicator,
            "component": component.id,
            "says": join(said, " "),
            **drawn,
        }
    )
    return outlook, mint.facts


def _whole(case: Case) -> bool:
    """Whether the past knows whole numbers alone, so that a forecast of 7.06 fires is none."""
    if case.request is None or case.measure != "level":
        return False
    values = case.request.values.dropna()
    return bool((values == values.round()).all() and case.component.kind in ("count", "stock"))


_NOTHING: Final = literal(
    "Không dự báo: mô hình không ước lượng được trên chuỗi số liệu hiện có.",
    "Not forecast: the model cannot be estimated on the figures there are.",
)


def _name(case: Case) -> Text:
    name = case.component.name
    return literal(lower_first(name.vi), lower_first(name.en))


def _forecast(case: Case, prospect: Prospect, mint: Mint) -> list[Text]:
    """What the next period and the last one forecast will bring, with their bands."""
    ends = mint.bands(prospect.periods, prospect.quantiles, case.measure, prospect.model)
    first, last = ends[0], ends[-1]
    growth = case.measure == "yoy"
    vi = "{name} dự báo {p1} là {v1} ({b1})"
    en = "{name}: {p1} {v1} expected ({b1})"
    if growth:
        vi = "{name} dự báo {p1} {v1} so với cùng kỳ năm trước ({b1})"
        en = "{name}: {p1} {v1} on a year earlier expected ({b1})"
    told = text(
        vi + ("; {p2} {v2} ({b2})" if growth else "; {p2} là {v2} ({b2})"),
        en + "; {p2} {v2} ({b2})",
        name=_name(case),
        p1=periods.name(first["middle"].period),
        v1=_value(first["middle"], growth),
        b1=_band(first["low80"], first["high80"], growth),
        p2=periods.name(last["middle"].period),
        v2=_value(last["middle"], growth),
        b2=_band(last["low80"], last["high80"], growth),
    )
    return [sentence(told)]


def _value(fact: Fact, growth: bool) -> Text:
    return figures.change(fact, 1) if growth else figures.amount(fact, _decimals(fact))


def _decimals(fact: Fact) -> int:
    """Four digits that count: no forecast is known to a dong."""
    if fact.value == 0:
        return 0
    return max(0, min(2, 3 - math.floor(math.log10(abs(fact.value)))))


def _band(low: Fact, high: Fact, growth: bool) -> Text:
    if not growth:
        start, end = (figures.index_of(f, _decimals(high)) for f in (low, high))
        return text("dải 80%: {a} đến {b}", "80% band: {a} to {b}", a=start, b=end)
    same = numbers.direction(low.value - 100, 1) == numbers.direction(high.value - 100, 1)
    if same and low.value >= 100:
        start, end = figures.bare_change(low, 1), figures.bare_change(high, 1)
    else:
        start, end = figures.change(low, 1), figures.change(high, 1)
    return text("dải 80%: {a} đến {b}", "80% band: {a} to {b}", a=start, b=end)


def _record(case: Case, prospect: Prospect, mint: Mint) -> list[Text]:
    """How the same method did over the last year, beside this year's band."""
    if not prospect.scored or case.newest is None:
        return []
    unit = _POINTS if case.measure == "yoy" else "%"
    rule = "forecast a year ago for the year since"
    error = mint.one("forecast_error", prospect.error, unit, rule)
    inside = mint.one("forecast_inside", prospect.inside, "kỳ", rule)
    scored = mint.one("forecast_scored", prospect.scored, "kỳ", rule)
    width = mint.one("forecast_half_width", prospect.half_width, unit, "mean half width of bands")
    told = text(
        "cùng cách dự báo, lập trước đó một năm, lệch bình quân {e}, {i} trong {n} kỳ nằm trong"
        " dải 80%; năm nay nửa dải 80% rộng bình quân {w}",
        "made the same way a year earlier, the forecast was off by {e} on average and {i} of {n}"
        " periods lay within the 80% band; this year half of the 80% band is {w} wide on average",
        e=figures.size(error), i=figures.count(inside), n=figures.count(scored),
        w=figures.size(width),
    )  # fmt: skip
    return [sentence(told)]


def _year(content: Content, case: Case, year: YearEnd, mint: Mint) -> list[Text]:
    """The year's result with its band, the odds of each plan, what each month must bring."""
    ends = mint.band(year.ends, "year_end", year.year, year.rule, year.now)
    vi, en = "lũy kế cả năm {y} dự báo {v} ({b})", "the year {y} is expected to end at {v} ({b})"
    if year.growth:
        vi = "bình quân cả năm {y} dự báo {v} so với năm trước ({b})"
        en = "the average of {y} is expected {v} on the year before ({b})"
    band = _band(ends["low80"], ends["high80"], year.growth)
    told = text(vi, en, y=year.year, v=_value(ends["middle"], year.growth), b=band)
    subject = Subject(View(content), (case.component,))
    return [sentence(told), *(_goal(subject, year, goal, mint) for goal in year.goals)]


def _goal(subject: Subject, year: YearEnd, goal: Goal, mint: Mint) -> Text:
    plan = goal.plan
    name = plan_name(subject, plan.measure)
    bad = subject.main.direction == "bad"
    if not year.growth and year.now.value >= plan.value:
        vi, en = ("đã vượt {p}", "{p} is exceeded") if bad else ("đã đạt {p}", "{p} is met")
        return sentence(text(vi, en, p=name))
    qualifier = plan.measure.partition(":")[2]
    suffix = f":{qualifier}" if qualifier else ""
    # No forecast is certain of a year that is still under way.
    chance = min(max(100 * goal.chance, 1.0), 99.0)
    likely = mint.one(f"odds{suffix}", chance, "%", year.rule, plan)
    share = figures.percent(likely, 0)
    if bad or year.growth:
        limit = (
            name if not year.growth else text("mục tiêu {v}", "the target of {v}", v=_rate(plan))
        )
        return sentence(
            text("khả năng vượt {p}: {o}", "odds of exceeding {p}: {o}", p=limit, o=share)
        )
    rule = "what is left over the months left"
    needed = mint.one(f"needed{suffix}", goal.needed, plan.unit, rule, plan)
    return sentence(
        text(
            "khả năng đạt {p}: {o}; mỗi tháng còn lại cần {n}",
            "odds of meeting {p}: {o}; each remaining month must bring {n}",
            p=name, o=share, n=figures.amount(needed, _decimals(needed)),
        )
    )  # fmt: skip


def _rate(plan: Fact) -> Text:
    """A target of growth as a rate, however it was entered."""
    return figures.rate(plan)


def _monthly(content: Content, case: Case, prospect: Prospect, mint: Mint) -> dict[str, object]:
    """What the chart of a series draws: three years, the forecast and its bands."""
    assert case.newest is not None
    past = used(content.facts.values(), case.newest, case.measure)[-_PAST[case.letter] :]
    steps = mint.bands(prospect.periods, prospect.quantiles, case.measure, prospect.model)
    growth = case.measure == "yoy"
    last = steps[-1]["middle"]
    against = text(" so với cùng kỳ", " on a year earlier") if growth else Text()
    title = text(
        "{n} dự báo {p} {v}{a}", "{n}: {v}{a} expected in {p}",
        n=_name(case), p=periods.name(last.period), v=_value(last, growth), a=against,
    )  # fmt: skip
    unit = case.component.unit
    drawn = numbers.unit_name(unit, "en")
    subtitle = literal(f"Từng kỳ và dự báo, {unit}", f"Periods and forecast, {drawn}")
    if growth:
        subtitle = literal(
            "Tăng, giảm so với cùng kỳ năm trước và dự báo, %",
            "Change on a year earlier and forecast, %",
        )
    return {
        "title": sentence(title, ""),
        "subtitle": subtitle,
        "past": tuple(fact.id for fact in past),
        "steps": _steps(steps),
        "base": 100.0 if growth else 0.0,
        "suffix": "%" if growth or unit == "%" else "",
    }


def _cumulated(content: Content, case: Case, year: YearEnd, mint: Mint) -> dict[str, object]:
    """What the chart of a year draws: the sums of this year and last, and the paths to its end."""
    past = used(content.facts.values(), year.now, year.now.measure)
    past = [f for f in past if int(f.period[:4]) >= int(year.year) - 1]
    steps = mint.bands(year.months, year.paths, f"forecast_{year.now.measure}", year.rule, year.now)
    last = steps[-1]["middle"]
    unit = case.component.unit
    title = text(
        "{n} cả năm {y} dự báo {v}", "{n}: {v} expected for {y}",
        n=_name(case), y=year.year, v=_value(last, year.growth),
    )  # fmt: skip
    subtitle = literal(
        f"Lũy kế từ đầu năm và dự báo, {unit}",
        f"Year to date and forecast, {numbers.unit_name(unit, 'en')}",
    )
    if year.growth:
        vi, en = (
            "Bình quân từ đầu năm so với cùng kỳ, %",
            "Average since January on a year earlier, %",
        )
        subtitle = literal(vi, en)
    drawn = {
        "title": sentence(title, ""),
        "subtitle": subtitle,
        "past": tuple(fact.id for fact in past),
        "steps": _steps(steps),
        "base": 100.0 if year.growth else 0.0,
        "suffix": "%" if year.growth else "",
    }
    goal = next((g.plan for g in year.goals if g.amount == g.plan.value), None)
    if goal is not None:
        name = plan_name(Subject(View(content), (case.component,)), goal.measure)
        drawn |= {"goal": goal.id, "goal_name": sentence(name, "")}
    return drawn


def _steps(steps: Sequence[dict[str, Fact]]) -> tuple[Band, ...]:
    return tuple(Band(**{name: fact.id for name, fact in step.items()}) for step in steps)
