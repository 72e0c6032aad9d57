"""The indexes: every group and indicator, both cities and the country, earlier editions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from phantich.catalog import CITIES, SETS, SetId, indicator_set
from phantich.runs.entries import Entry, Line
from phantich.runs.index import write_index, write_top
from phantich.runs.record import Outcome, Record, write_record


def outcome(city: SetId, group: str, month: str, **given: Any) -> Outcome:
    """The outcome of a brief whose first indicator has figures."""
    indicators = next(g for g in indicator_set(city).groups if g.code == group).indicators
    lines = []
    for place, indicator in enumerate(indicators):
        line = {"code": indicator.code, "title": {"vi": indicator.title, "en": "x"}}
        told = {"state": "measured", "fact": "x", "values": (1.0, None, 3.0, 2.0)}
        told |= {"shown": {"vi": "2", "en": "2"}, "what": {"vi": "tháng", "en": "month"}}
        state = {"state": ("awaiting", "no_series")[place % 2]}
        lines.append(Line.model_validate(line | (told if place == 0 else state)))
    entry = Entry(
        lead={"vi": "Câu <b>đầu</b>.", "en": "First."}, origin="real", edition="draft",
        vintage="2026-11-06", lights={"good": 1, "watch": 2, "none": 0}, lines=tuple(lines),
    )  # fmt: skip
    return Outcome(city=city, group=group, month=month, ok=True, entry=entry, **given)


def record(out: Path, month: str, cities: Any = SETS) -> None:
    """A month in which every brief of the sets was made."""
    made = [outcome(c, g.code, month) for c in cities for g in indicator_set(c).groups]
    write_record(out / month, Record(month=month).with_outcomes(made))


@pytest.mark.parametrize("name", ["index.html", "index.en.html"])
def test_all_25_groups_and_144_indicators_are_there(tmp_path: Path, name: str) -> None:
    record(tmp_path, "2026-10", CITIES)
    write_index(tmp_path, "2026-10")
    text = (tmp_path / "2026-10" / name).read_text(encoding="utf-8")
    for city in CITIES:
        for group in indicator_set(city).groups:
            assert text.count(f'<section class="group made" id="{group.code}"') == 1
            for indicator in group.indicators:
                assert len(re.findall(rf'#{re.escape(indicator.code)}"', text)) == 1
    assert text.count("<li data-line>") == 144
    assert text.count('<svg class="spark"') == 25
    assert text.count('class="state awaiting"') + text.count('class="state no_series"') == 119
    assert "Câu <b>" not in text


def test_the_newest_national_brief_stands_beside_the_cities(tmp_path: Path) -> None:
    record(tmp_path, "2026-01", ["vietnam"])
    record(tmp_path, "2026-02", ["vietnam"])
    record(tmp_path, "2026-11", ["vietnam"])
    record(tmp_path, "2026-10", CITIES)
    index = write_index(tmp_path, "2026-10").read_text(encoding="utf-8")
    assert 'href="../2026-02/VN.A.html"' in index
    assert "kỳ mới nhất: tháng 2 năm 2026" in index
    assert "2026-11" not in index


def test_a_city_that_was_made_in_part_lists_all_its_groups(tmp_path: Path) -> None:
    made = [
        outcome("haiphong", "HP.A.I", "2026-10"),
        Outcome(city="haiphong", group="HP.B", month="2026-10", ok=False, cell=3, message="<x>"),
    ]
    write_record(tmp_path / "2026-10", Record(month="2026-10").with_outcomes(made))
    index = write_index(tmp_path, "2026-10").read_text(encoding="utf-8")
    assert index.count("<li data-line>") == 109
    assert index.count('class="group absent"') == 14
    assert 'id="HP.B"' in index
    assert 'href="HP.B.html"' not in index
    assert "&lt;x&gt;" in index
    assert "Cần Thơ" not in index


def test_the_last_twelve_editions_and_all_months_are_linked(tmp_path: Path) -> None:
    months = [f"2025-{m:02d}" for m in range(6, 13)] + [f"2026-{m:02d}" for m in range(1, 11)]
    for month in months:
        made = [outcome("haiphong", "HP.A.I", month)]
        write_record(tmp_path / month, Record(month=month).with_outcomes(made))
    index = write_index(tmp_path, "2026-09").read_text(encoding="utf-8")
    linked = re.findall(r'<li><a href="\.\./(\d{4}-\d{2})/index\.html"', index)
    assert linked == months[:-1][-12:][::-1]
    top = write_top(tmp_path).read_text(encoding="utf-8")
    assert re.findall(r'<a href="(\d{4}-\d{2})/index\.html"', top) == months[::-1]


def test_the_script_of_the_search_is_the_one_that_the_policy_allows(tmp_path: Path) -> None:
    import base64
    import hashlib

    record(tmp_path, "2026-10", ["cantho"])
    index = write_index(tmp_path, "2026-10").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", index, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in index.replace("&#39;", "'")


def test_early_warnings_are_counted_by_severity(tmp_path: Path) -> None:
    made = outcome("haiphong", "HP.A.II", "2026-10")
    assert made.entry is not None
    flagged = made.entry.model_copy(update={"flags": {"alarm": 1, "watch": 3}})
    outcomes = [made.model_copy(update={"entry": flagged})]
    write_record(tmp_path / "2026-10", Record(month="2026-10").with_outcomes(outcomes))
    write_index(tmp_path, "2026-10")
    page = (tmp_path / "2026-10" / "index.html").read_text(encoding="utf-8")
    assert '<span class="flag alarm" data-structural="count">1 nghiêm trọng</span>' in page
    assert "3 theo dõi" in page
    assert "cảnh báo</span>" not in page
