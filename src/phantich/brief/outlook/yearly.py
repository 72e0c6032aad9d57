"""The end of a year in words, and what its chart draws."""

from __future__ import annotations

from phantich.brief import figures, numbers
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.outlook.history import Case, used
from phantich.brief.outlook.minting import Mint
from phantich.brief.outlook.wording import band, decimals, name_of, steps_of, value
from phantich.brief.outlook.years import Goal, YearEnd
from phantich.brief.plans import plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, sentence, text
from phantich.brief.view import View


def told(content: Content, case: Case, year: YearEnd, mint: Mint) -> list[Text]:
    """The year's result with its band, the odds of each plan, what each month must bring."""
    ends = mint.band(year.ends, "year_end", year.year, year.rule, year.now)
    vi, en = "lũy kế cả năm {y} dự báo {v} ({b})", "the year {y} is expected to end at {v} ({b})"
    if year.growth:
        vi = "bình quân cả năm {y} dự báo {v} so với năm trước ({b})"
        en = "the average of {y} is expected {v} on the year before ({b})"
    limits = band(ends["low80"], ends["high80"], year.growth)
    said = text(vi, en, y=year.year, v=value(ends["middle"], year.growth), b=limits)
    subject = Subject(View(content), (case.component,))
    goals = [_goal(subject, year, goal, mint) for goal in year.goals]
    return [sentence(said), *goals, *_tried(year, mint)]


def _tried(year: YearEnd, mint: Mint) -> list[Text]:
    """By how much the same method would have missed the newest past year that it could judge."""
    if year.tried is None:
        return []
    past, error = year.tried
    rule = f"year {past} judged from the same month by the years before it"
    fact = mint.one("year_end_error", error, "%", rule, year.now)
    vi, en = ("cao hơn", "above") if error >= 0 else ("thấp hơn", "below")
    told = text(
        f"cùng cách, từ cùng tháng, kết quả năm {{y}} được dự báo {vi} thực hiện {{e}}",
        f"the same method and month would have put the year {{y}} {{e}} {en} its result",
        y=past, e=figures.size(fact),
    )  # fmt: skip
    return [sentence(told)]


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
            p=name, o=share, n=figures.amount(needed, decimals(needed)),
        )
    )  # fmt: skip


def _rate(plan: Fact) -> Text:
    """A target of growth as a rate, however it was entered."""
    return figures.rate(plan)


def drawn(content: Content, case: Case, year: YearEnd, mint: Mint) -> dict[str, object]:
    """What the chart of a year draws: the sums of this year and last, and the paths to its end."""
    past = used(content.facts.values(), year.now, year.now.measure)
    past = [f for f in past if int(f.period[:4]) >= int(year.year) - 1]
    steps = mint.bands(year.months, year.paths, f"forecast_{year.now.measure}", year.rule, year.now)
    last = steps[-1]["middle"]
    unit = case.component.unit
    title = text(
        "{n} cả năm {y} dự báo {v}", "{n}: {v} expected for {y}",
        n=name_of(case), y=year.year, v=value(last, year.growth),
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
        "steps": steps_of(steps),
        "base": 100.0 if year.growth else 0.0,
        "suffix": "%" if year.growth else "",
    }
    goal = next((g.plan for g in year.goals if g.amount == g.plan.value), None)
    if goal is not None:
        name = plan_name(Subject(View(content), (case.component,)), goal.measure)
        drawn |= {"goal": goal.id, "goal_name": sentence(name, "")}
    return drawn
