"""The outlook of one indicator in words, with the facts that it says and draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from phantich.brief import figures, numbers, periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.outlook import Outlook
from phantich.brief.outlook import yearly
from phantich.brief.outlook.explaining import changed, why
from phantich.brief.outlook.history import Case, used
from phantich.brief.outlook.minting import Mint
from phantich.brief.outlook.wording import band, name_of, steps_of, value
from phantich.brief.outlook.years import YearEnd
from phantich.brief.text import Text, literal, sentence, text

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
        said += yearly.told(content, case, year, mint)
        if not drawn or (year.goals and not year.growth):
            drawn = yearly.drawn(content, case, year, mint)
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
            "says": said[0],
            "details": tuple(said[1:]),
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


def _forecast(case: Case, prospect: Prospect, mint: Mint) -> list[Text]:
    """What the next period and the last one forecast will bring, with their bands."""
    ends = mint.bands(prospect.periods, prospect.quantiles, case.measure, prospect.model)
    first, last = ends[0], ends[-1]
    mint.remark(first["middle"], prospect.notes)
    growth = case.measure == "yoy"
    vi = "{name} dự báo {p1} là {v1} ({b1})"
    en = "{name}: {p1} {v1} expected ({b1})"
    if growth:
        vi = "{name} dự báo {p1} {v1} so với cùng kỳ năm trước ({b1})"
        en = "{name}: {p1} {v1} on a year earlier expected ({b1})"
    told = text(
        vi + ("; {p2} {v2} ({b2})" if growth else "; {p2} là {v2} ({b2})"),
        en + "; {p2} {v2} ({b2})",
        name=name_of(case),
        p1=periods.name(first["middle"].period),
        v1=value(first["middle"], growth),
        b1=band(first["low80"], first["high80"], growth),
        p2=periods.name(last["middle"].period),
        v2=value(last["middle"], growth),
        b2=band(last["low80"], last["high80"], growth),
    )
    return [sentence(told)]


def _record(case: Case, prospect: Prospect, mint: Mint) -> list[Text]:
    """How the same method did over the last year, beside this year's band."""
    if not prospect.scored or case.newest is None or not math.isfinite(prospect.half_width):
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
        n=name_of(case), p=periods.name(last.period), v=value(last, growth), a=against,
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
        "steps": steps_of(steps),
        "base": 100.0 if growth else 0.0,
        "suffix": "%" if growth or unit == "%" else "",
    }
