"""Why a forecast is what it is, and what changed since the one before, in words and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.brief import figures, numbers, periods
from phantich.brief.model.facts import Fact
from phantich.brief.outlook.history import Case
from phantich.brief.outlook.minting import Mint
from phantich.brief.text import Text, join, sentence, text

if TYPE_CHECKING:
    from phantich.forecast.explained import Update
    from phantich.forecast.prospects import Prospect

_POINTS = "điểm phần trăm"
#: Changes that round to less than this, in per cent or points, are not worth a word.
_SLIGHT = 0.05


def why(case: Case, prospect: Prospect, mint: Mint) -> list[Text]:
    """Level, season and Tết of a forecast of months."""
    from phantich.forecast.explained import drivers, largest_tet

    if case.request is None or case.letter != "M" or case.request.told != "level":
        return []
    found = drivers(case.request.values, prospect.middle)
    if found is None or max(abs(found.level), abs(float(found.season[0]))) < _SLIGHT:
        return []
    rule = "taken apart"
    level = mint.one("driver_level", found.level, "%", rule)
    season = mint.one("driver_season", float(found.season[0]), "%", rule)
    parts = [
        text(
            "mức bình quân 12 tháng tới {v} so với 12 tháng qua",
            "the mean of the next 12 months is {v} on the last 12 months",
            v=_moved(level),
        ),
        text(
            "mùa vụ làm {p} {v} so với mức bình quân đó",
            "the season puts {p} {v} on that mean",
            p=periods.name(prospect.periods[0]),
            v=_moved(season),
        ),
    ]
    tet = largest_tet(found, prospect.periods)
    if tet is not None and abs(tet[1]) >= _SLIGHT:
        effect = mint.one("driver_tet", tet[1], "%", rule)
        parts.append(
            text(
                "ngày Tết làm {p} {v} so với bình quân các năm",
                "the date of Tết moves {p} {v} against the mean of all years",
                p=periods.name(tet[0]),
                v=_moved(effect),
            )
        )
    return [sentence(join(parts, "; "))]


def changed(case: Case, prospect: Prospect, update: Update | None, mint: Mint) -> list[Text]:
    """What the newest figure and revisions did to the forecast of the next period."""
    if update is None or case.newest is None:
        return []
    growth = case.measure == "yoy"
    scale = 1.0 if growth else abs(update.before) / 100
    unit = _POINTS if growth else "%"
    if not scale:
        return []
    rule = "forecast made again from the figures known before"
    surprise = update.came - update.expected
    off = surprise if growth else 100 * surprise / abs(update.expected or 1.0)
    news = mint.one("surprise", off, unit, rule)
    by_figure = mint.one("update_figure", update.by_figure / scale, unit, rule)
    by_revisions = mint.one("update_revisions", update.by_revisions / scale, unit, rule)
    told = text(
        "số liệu {p0} {s} dự báo trước đó, làm dự báo {p1} {d}",
        "{p0} came in {s} the forecast before, which moves that of {p1} {d}",
        p0=periods.name(case.newest.period),
        s=_against(news),
        p1=periods.name(prospect.periods[0]),
        d=_shift(by_figure),
    )
    parts = [told]
    if abs(by_revisions.value) >= _SLIGHT:
        parts.append(
            text(
                "số liệu điều chỉnh các kỳ trước làm dự báo {d}",
                "revisions of earlier periods move it {d}",
                d=_shift(by_revisions),
            )
        )
    return [sentence(join(parts, "; "))]


def _moved(fact: Fact) -> Text:
    """«cao hơn 3,2%», «thấp hơn 1,0%»."""
    vi, en = ("cao hơn {v}", "{v} up") if fact.value >= 0 else ("thấp hơn {v}", "{v} down")
    return text(vi, en, v=figures.size(fact))


def _against(fact: Fact) -> Text:
    if numbers.direction(fact.value, 1) == "same":
        return text("đúng như", "as in")
    vi, en = ("cao hơn", "above") if fact.value > 0 else ("thấp hơn", "below")
    return text(f"{vi} {{v}} so với", f"{{v}} {en}", v=figures.size(fact))


def _shift(fact: Fact) -> Text:
    if numbers.direction(fact.value, 1) == "same":
        return text("hầu như không đổi", "hardly at all")
    vi, en = ("tăng {v}", "up by {v}") if fact.value > 0 else ("giảm {v}", "down by {v}")
    return text(vi, en, v=figures.size(fact))
