"""The gap to a target, in words that know whether high is good."""

from __future__ import annotations

from phantich.brief import figures
from phantich.brief.model.facts import Fact
from phantich.brief.model.standing import Light
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text


def target_of(subject: Subject, item: str | None = None) -> Fact | None:
    """The target of the period, or of its year."""
    return subject.fact("plan", item) or subject.fact("plan", item, subject.period[:4])


def pace_told(subject: Subject, light: Light) -> Text:
    """«mới bằng 75,6% mục tiêu năm, các năm trước cùng thời điểm bình quân 79,7%»; else nothing.

    Told where the subject's indicator was judged along the path of past years, and is off it or
    fills up through the year, so that the gap to the target says little before its end.
    """
    off = light.status in {"behind", "ahead"} or subject.main.resets
    if not (off and light.reached and light.expected):
        return Text()
    content = subject.view.content
    reached, expected = content.fact(light.reached), content.fact(light.expected)
    lead = ("mới ", "only ") if light.status == "behind" else ("", "")
    return text(
        f"{lead[0]}bằng {{p}} mục tiêu năm, các năm trước cùng thời điểm bình quân {{e}}",
        f"{lead[1]}{{p}} of the year's target, past years had {{e}} by then",
        p=figures.percent(reached),
        e=figures.percent(expected),
    )


def usual_told(subject: Subject, light: Light) -> Text:
    """«các năm trước cùng thời điểm bình quân 79,7%», where the share reached is told already."""
    expected = subject.view.content.fact(light.expected)
    vi, en = "các năm trước cùng thời điểm bình quân {e}", "past years had {e} by then"
    return text(vi, en, e=figures.percent(expected))


def gap_told(subject: Subject) -> Text:
    """«vượt mục tiêu năm (90%) 2,3 điểm phần trăm», «còn thiếu … so với mục tiêu năm»."""
    gap, plan = subject.fact("target_gap"), target_of(subject)
    if gap is None or plan is None:
        return Text()
    index = subject.kind in {"price_index", "volume_index"}
    target = figures.rate(plan) if index else figures.amount(plan, 2)
    decimals = 1 if index or plan.unit == "%" else 2
    given = {"t": target, "s": figures.size(gap, decimals)}
    if plan.unit == "hạng":
        return text("mục tiêu năm: thứ {t}", "the year's target: {t}", t=figures.index_of(plan))
    turn = direction(gap.value, decimals)
    if turn == "same":
        return text("bằng mục tiêu năm ({t})", "on the year's target ({t})", t=given["t"])
    if subject.main.direction == "bad":
        if turn == "up":
            vi, en = "cao hơn mức mục tiêu năm ({t}) {s}", "{s} above the year's limit ({t})"
        else:
            vi, en = (
                "trong mức mục tiêu năm ({t}), thấp hơn {s}",
                "within the year's limit ({t}) by {s}",
            )
        return text(vi, en, **given)
    if turn == "up":
        vi, en = "vượt mục tiêu năm ({t}) {s}", "{s} above the year's target ({t})"
    else:
        vi, en = "còn thiếu {s} so với mục tiêu năm ({t})", "{s} short of the year's target ({t})"
    return text(vi, en, **given)
