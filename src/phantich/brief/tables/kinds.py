"""Columns of the tables by kind, in the order in which offices print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from phantich.brief import periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative.ratio import numerator_of
from phantich.brief.subject import Subject
from phantich.brief.tables.layout import Spec, by_indicator, fixed, measure, to_date
from phantich.brief.tables.model import Table
from phantich.brief.tables.projects import LIGHTS
from phantich.brief.text import Text, literal, text

_ITEM: Final = ("Chỉ tiêu", "Item")
_ON: Final = text("So với (%)", "On (%)")
_CHANGE: Final = text("Tăng, giảm so với", "Change on")


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])


def _period(period: str) -> Text:
    return _capital(periods.short(period))


def _before(period: str) -> Text:
    before = periods.before(period)
    return _capital(periods.short(before)) if before else text("Kỳ trước", "Period before")


def _year(period: str) -> Text:
    return _capital(periods.short(periods.year_before(period)))


def _december(period: str) -> Text:
    year = int(period[:4]) - 1
    return text(f"Cuối năm {year}", f"End of {year}")


def _to_date(period: str) -> Text:
    return text("Lũy kế {s}", "Total of {s}", s=periods.span(period))


def _plan(subject: Subject, item: Item) -> Fact | None:
    """The plan of the period, or of its year."""
    name = item.name
    return subject.fact("plan", name) or subject.fact("plan", name, subject.period[:4])


def _side(which: str) -> Spec:
    """Numerator or denominator of a ratio."""

    def get(subject: Subject, item: Item) -> Fact | None:
        component = getattr(subject.main, which)
        if not component:
            return None
        of = None if item.depth == 0 else item.name
        if which == "denominator":
            return subject.part(component, item=of)
        return numerator_of(subject, of) or subject.part(component, item=of)

    heads = {"numerator": ("Tử số", "Numerator"), "denominator": ("Mẫu số", "Denominator")}
    return Spec(fixed(*heads[which]), get, None)


_LEVEL: Final = Spec(_period, measure("level"), None)
_GROWTH: Final = (
    Spec(_before, measure("mom", "qoq"), 1, _ON),
    Spec(_year, measure("yoy"), 1, _ON),
)
_DIFFERENCES: Final = (
    Spec(_before, measure("change_before"), None, _CHANGE),
    Spec(_year, measure("change_year"), None, _CHANGE),
)
_TARGET: Final = (
    Spec(fixed("Mục tiêu năm", "Target of the year"), _plan, None),
    Spec(fixed("So với mục tiêu", "Gap to the target"), measure("target_gap"), None),
)
_SHARE: Final = Spec(fixed("Tỷ trọng (%)", "Share (%)"), measure("share"), 1)

STOCK: Final = (
    _LEVEL,
    _SHARE,
    _GROWTH[0],
    Spec(_december, measure("vs_december"), 1, _ON),
    _GROWTH[1],
    Spec(fixed("Kế hoạch năm", "Plan of the year"), _plan, None),
    Spec(fixed("Đạt so với kế hoạch (%)", "Share of the plan (%)"), measure("pct_plan"), 1),
)
COUNT: Final = (
    _LEVEL,
    *_DIFFERENCES,
    Spec(fixed("So với cùng kỳ (%)", "On a year before (%)"), measure("yoy"), 1),
    Spec(_to_date, to_date("ytd"), None),
    Spec(fixed("Lũy kế so với cùng kỳ (%)", "Total on a year before (%)"), to_date("ytd_yoy"), 1),
    Spec(fixed("So với kế hoạch năm (%)", "Share of the plan (%)"), measure("pct_plan"), 1),
)
RATIO: Final = (
    _side("numerator"),
    _side("denominator"),
    Spec(_period, measure("level"), 2),
    *_DIFFERENCES,
    *_TARGET,
)
VOLUME: Final = (
    Spec(_before, measure("mom", "qoq"), 1, _ON),
    Spec(_year, measure("yoy"), 1, _ON),
    Spec(
        lambda period: text(
            "{s} so với cùng kỳ (%)", "{s} on a year before (%)", s=_capital(periods.span(period))
        ),
        to_date("ytd_yoy"),
        1,
    ),
    Spec(fixed("Kỳ gốc", "Base year"), measure("vs_base"), 1, _ON),
    Spec(_period, measure("level"), None),
    Spec(fixed("Mục tiêu năm", "Target of the year"), _plan, 1),
)
PROGRESS: Final = (
    Spec(fixed("Kế hoạch", "Planned"), _plan, None),
    Spec(fixed("Thực hiện", "Actual"), measure("level", "ytd"), None),
    Spec(fixed("Tăng so với kỳ trước", "On the period before"), measure("change_before"), None),
    Spec(fixed("Chỉ số tiến độ (lần)", "Schedule index"), measure("schedule_index"), 2),
    Spec(fixed("Chậm (+), sớm (−), tháng", "Late (+), early (−), months"), measure("slip"), 1),
    Spec(fixed("So với mục tiêu năm", "Gap to the target"), measure("target_gap"), None),
)
RATING: Final = (_LEVEL, *_DIFFERENCES, *_TARGET)
DOSSIER: Final = (_LEVEL, Spec(_to_date, to_date("ytd"), None))


def stocks(subjects: list[Subject]) -> list[Table]:
    """Levels at a date, on the end of last year and a year before."""
    return by_indicator(subjects, STOCK, _ITEM, ("mức đến cuối kỳ", "levels"))


def counts(subjects: list[Subject]) -> list[Table]:
    """Counts with their differences and the year so far."""
    return by_indicator(subjects, COUNT, _ITEM, ("số lượng trong kỳ", "counts"))


def ratios(subjects: list[Subject]) -> list[Table]:
    """Both sides of each ratio, its changes in points, its target."""
    return by_indicator(subjects, RATIO, _ITEM, ("các tỷ lệ", "ratios"))


def volumes(subjects: list[Subject]) -> list[Table]:
    """Indices of volume on the period before, a year before, the year so far."""
    return by_indicator(subjects, VOLUME, ("Ngành", "Industry"), ("các chỉ số", "indices"))


def ratings(subjects: list[Subject]) -> list[Table]:
    """Scores and ranks."""
    noun = ("Đơn vị, chỉ tiêu", "Agency, item")
    return by_indicator(subjects, RATING, noun, ("điểm và thứ hạng", "scores and ranks"))


def dossiers(subjects: list[Subject]) -> list[Table]:
    """How many bulletins, maps and images there are."""
    noun = ("Tài liệu", "Item")
    return by_indicator(subjects, DOSSIER, noun, ("tài liệu cập nhật", "items"))


def progresses(subjects: list[Subject]) -> list[Table]:
    """Planned against actual progress; the light stands behind the project's name."""
    made = by_indicator(subjects, PROGRESS, _ITEM, ("tiến độ", "progress"))
    return [_with_lights(table, subjects) for table in made]


def _with_lights(table: Table, subjects: Sequence[Subject]) -> Table:
    from dataclasses import replace

    rows = []
    for row in table.rows:
        index = next(
            (c.fact for c in row.cells if c.fact and c.fact.measure == "schedule_index"), None
        )
        mark = LIGHTS.get(index.note) if index is not None else None
        rows.append(replace(row, label=row.label + literal(*mark)) if mark else row)
    return replace(table, rows=tuple(rows))
