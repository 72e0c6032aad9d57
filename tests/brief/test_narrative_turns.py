"""Every turn of every kind in both languages, from the figures that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from phantich.brief import Brief
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Changes, Revision
from phantich.brief.model.facts import Fact
from phantich.brief.tracing import check_page
from phantich.catalog.model import Kind

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("narrative_turns.yaml").read_text(encoding="utf-8")
)
AMOUNTS = {"level", "ytd", "plan", "vs_base"}
KINDS: set[Kind] = {
    "price_index", "flow", "stock", "volume_index", "ratio", "count", "gauge", "progress",
    "rating", "dossier",
}  # fmt: skip


def months(name: str) -> Iterator[str]:
    """The months of a span, or the period itself."""
    first, _, last = name.partition("..")
    if not last:
        yield first
        return
    start, end = (12 * int(p[:4]) + int(p[5:]) - 1 for p in (first, last))
    for place in range(start, end + 1):
        yield f"{place // 12}-{place % 12 + 1:02}"


def brief(case: dict[str, Any], brief_of: Any, figure: Any) -> Brief:
    """A brief of the figures of a case."""
    code, name = case["component"].split("/")
    standard = {"indicator": code, "component": name, "item": "Tổng số", "area": "Hải Phòng"}
    rows = [
        figure(
            period,
            measure,
            value,
            **{
                **standard,
                "unit": case["unit"] if measure in AMOUNTS else "%",
                **case.get("of", {}),
            },
        )
        for measure, series in case["figures"].items()
        for span, value in series.items()
        for period in months(span)
    ]
    made: Brief = brief_of(case["city"], case["group"], case["month"], rows)
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_turn_is_told_in_both_languages(case: dict[str, Any], brief_of: Any, figure: Any) -> None:
    made = brief(case, brief_of, figure)
    code = case["component"].partition("/")[0]
    chapter = next(chapter for indicator, chapter in made.told if indicator.code == code)
    for lang in ("vi", "en"):
        told = [s.plain(lang).replace("\xa0", " ") for s in chapter.paragraphs[0]]
        assert told == case[lang]
        assert check_page(made.indicator_section().make(lang), made.content, lang)


def test_the_cases_cover_every_kind_and_the_turns_that_it_has() -> None:
    turns: dict[str, set[str]] = {}
    for case in CASES:
        kind, _, turn = case["case"].partition(" ")
        turns.setdefault(kind, set()).add(turn)
    assert set(turns) == KINDS
    for kind in KINDS:
        assert {"zero", "first"} <= turns[kind], kind
    for kind in KINDS - {"gauge", "dossier"}:
        assert "missing last month" in turns[kind], kind
    for kind in ("flow", "price_index"):
        assert {"base effect", "no comparison"} <= turns[kind], kind
    for kind in KINDS - {"gauge", "dossier", "progress"}:
        assert "new extreme" in turns[kind], kind


REVENUE = "HP.A.II.1/revenue|Tổng thu ngân sách nhà nước|Hải Phòng"
BALANCE = "HP.A.II.5/trade_balance|Tổng số|Hải Phòng"
RATE = "HP.A.XII.2/online_rate|Tổng số|Hải Phòng"


def revised(made: Brief, key: str, before: float, measure: str, size: float, unit: str) -> Brief:
    """The brief with one figure of the month before revised."""
    now = made.content.facts[f"{key}|2024-09|level"]
    was = now.model_copy(update={"id": "before", "value": before})
    told = Fact(**{**now.model_dump(), "id": "size", "measure": measure, "value": size,
                   "unit": unit})  # fmt: skip
    changes = Changes(
        since="2024-10-06", new=(), late=(), confirmed=(), counts={},
        revisions=(Revision(now=now.id, before="before", size="size"),),
    )  # fmt: skip
    update = {"changes": changes, "edition_facts": {"before": was, "size": told}}
    content: Content = made.content.model_copy(update=update)
    return Brief(content)


@pytest.mark.parametrize(
    ("component", "unit", "item", "values", "key", "before", "size", "said"),
    [
        # 515 / 500 = +3,0 %.
        ("HP.A.II.1/revenue", "tỷ đồng", "Tổng thu ngân sách nhà nước", (515.0, 520.0), REVENUE,
         500.0, ("revised_to", 103.0, "%"),
         "Số liệu tháng 9 năm 2024 được điều chỉnh từ 500 tỷ đồng thành 515 tỷ đồng (tăng 3,0% so "
         "với số đã công bố)."),
        # 502 / 500 = +0,4 %: left to the table of revisions.
        ("HP.A.II.1/revenue", "tỷ đồng", "Tổng thu ngân sách nhà nước", (502.0, 520.0), REVENUE,
         500.0, ("revised_to", 100.4, "%"), None),
        # A balance keeps its sides.
        ("HP.A.II.5/trade_balance", "triệu USD", "Tổng số", (-478.4, -664.1), BALANCE,
         -457.6, ("revised_by", -20.8, "triệu USD"),
         "Số liệu tháng 9 năm 2024 được điều chỉnh từ thâm hụt 457,6 triệu USD thành thâm hụt "
         "478,4 triệu USD."),
        # 86,4 − 85,2 = +1,2 points.
        ("HP.A.XII.2/online_rate", "%", "Tổng số", (86.4, 86.0), RATE,
         85.2, ("revised_by", 1.2, "điểm phần trăm"),
         "Số liệu tháng 9 năm 2024 được điều chỉnh từ 85,2% thành 86,4% (tăng 1,2 điểm phần trăm "
         "so với số đã công bố)."),
        # 55,13 − 55,06 = 0,07 points: it would print the same number twice.
        ("HP.A.XII.2/online_rate", "%", "Tổng số", (55.13, 60.0), RATE,
         55.06, ("revised_by", 0.07, "điểm phần trăm"), None),
    ],
)  # fmt: skip
def test_only_revisions_that_matter_are_told(
    brief_of: Any,
    figure: Any,
    component: str,
    unit: str,
    item: str,
    values: tuple[float, float],
    key: str,
    before: float,
    size: tuple[str, float, str],
    said: str | None,
) -> None:
    code = component.partition("/")[0]
    case = {
        "city": "haiphong", "group": code.rpartition(".")[0], "month": "2024-10",
        "component": component, "unit": unit, "of": {"item": item},
        "figures": {"level": {"2024-09": values[0], "2024-10": values[1]}},
    }  # fmt: skip
    made = revised(brief(case, brief_of, figure), key, before, *size)
    chapter = next(chapter for indicator, chapter in made.told if indicator.code == code)
    told = [s.plain().replace("\xa0", " ") for s in chapter.paragraphs[0]]
    assert [s for s in told if "điều chỉnh" in s] == ([said] if said else [])
