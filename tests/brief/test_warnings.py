"""What early warning puts into a brief, and one flag in depth."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pandas as pd
import pytest

from phantich.brief import Brief
from phantich.brief.explained import Explained
from phantich.brief.model.standing import Light
from phantich.brief.strip import lamps
from phantich.brief.tracing import check_page
from phantich.store import Store
from phantich.warning.flag import Flag
from phantich.warning.register import Register, register_path

MONTHS = [str(p) for p in pd.period_range("2019-01", "2024-06", freq="M")]


def deaths(figure: Any, newest: float) -> list[dict[str, Any]]:
    counts = np.random.default_rng(5).poisson(6, len(MONTHS)).astype(float)
    counts[-1] = newest
    return [
        figure(
            month, "level", float(count), indicator="HP.A.X.4", component="deaths",
            item="Tổng số", unit="người", vintage=f"{month}-28",
        )
        for month, count in zip(MONTHS, counts, strict=True)
    ]  # fmt: skip


@pytest.fixture
def unusual(store: Store) -> Brief:
    """Thirty deaths in June 2024, where six are usual."""
    return Brief.open("haiphong", "HP.A.X", "2024-06", store=str(store.path))


def test_every_number_of_a_warning_is_a_fact(unusual: Brief) -> None:
    (flag,) = unusual.content.flags
    assert (flag.severity, flag.rule, flag.period) == ("alarm", "counts", "2024-06")
    values = [unusual.content.fact(key).value for key in flag.says.facts]
    assert values[0] == 30.0
    assert flag.facts == ("HP.A.X.4/deaths|Tổng số|Hải Phòng|2024-06|level",)
    for lang in ("vi", "en"):
        assert check_page(unusual.warning_section().make(lang), unusual.content, lang).facts >= 3
    assert unusual.points[0] == flag.says
    lamp = next(lamp for lamp in unusual.lamps if lamp.code == "HP.A.X.4")
    assert (lamp.look, lamp.word.plain(), lamp.detail.plain()) == (
        "watch", "Cảnh báo sớm", "nghiêm trọng",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "severity", "look", "word"),
    [
        ("pace", "warning", "watch", "Nguy cơ không đạt"),
        ("pace", "watch", "watch", "Nguy cơ không đạt"),
        ("residual", "warning", "good", "Đúng tiến độ"),
    ],
)
def test_a_light_is_not_green_where_the_plan_will_probably_be_missed(
    unusual: Brief, rule: str, severity: str, look: str, word: str
) -> None:
    flag = unusual.content.flags[0].model_copy(update={"rule": rule, "severity": severity})
    light = Light(indicator="HP.A.X.4", status="on_path")
    content = unusual.content.model_copy(update={"flags": (flag,), "lights": (light,)})
    (lamp,) = lamps(content)
    assert (lamp.look, lamp.word.plain()) == (look, word)


def test_nothing_unusual_is_said_to_be_nothing(store: Store) -> None:
    calm = Brief.open("haiphong", "HP.A.X", "2024-05", store=str(store.path))
    assert calm.content.flags == ()
    assert "không phát hiện dấu hiệu bất thường" in calm.warning_section().make("vi")


def explained(store: Store, **more: str) -> Explained:
    return Explained.open("haiphong", "HP.A.X", "2024-06", store=str(store.path), **more)


@pytest.fixture
def store(tmp_path: Any, figure: Any) -> Store:
    from phantich.observations import validate

    made = Store(tmp_path / "city.duckdb")
    made.load(validate(pd.DataFrame(deaths(figure, 30.0))), "x.csv", "0" * 64, "long")
    made.close()
    return made


def test_a_flag_in_depth(store: Store) -> None:
    told = explained(store)
    assert told.flag is not None
    assert told.text("vi") == told.flag.text_vi
    assert list(told.flags()["rule"]) == ["counts"]
    assert told.record()["observed"] == 30.0
    past = told.past()
    assert len(past) == 36
    assert past["p_value"].idxmin() == past.index[-1]
    assert list(told.same_month().index.year) == [2019, 2020, 2021, 2022, 2023, 2024]
    assert "<svg" in told.chart()._repr_svg_()
    with pytest.raises(Exception, match="no flag 'zzz'"):
        explained(store, flag="zzz")


def test_without_a_flag_it_says_so(store: Store) -> None:
    told = Explained.open("haiphong", "HP.A.X", "2024-05", store=str(store.path))
    assert told.text("en") == "No flag was found."
    assert told.past().empty
    assert told.record().empty


def test_what_people_said_is_told_in_the_brief(store: Store) -> None:
    flag = explained(store).flag
    assert isinstance(flag, Flag)
    register = Register()
    register.record([flag], [])
    register.acknowledge(flag.flag_id, "true", "Trần B", "2024-07-02")
    register.save(register_path(store.path))
    now = Brief.open("haiphong", "HP.A.X", "2024-06", store=str(store.path))
    assert now.content.flags[0].says.plain().endswith("Đã xác nhận.")
    page = now.warning_section().make("vi")
    assert check_page(page, now.content, "vi").facts
    assert "số vụ tăng đột biến: " in page
    earlier = Brief.open("haiphong", "HP.A.X", "2024-06", store=str(store.path), as_of="2024-06-30")
    assert not earlier.content.flags[0].says.plain().endswith("Đã xác nhận.")


def test_errors_of_reporting_go_to_the_reporter(tmp_path: Any, figure: Any) -> None:
    from docx import Document

    from phantich.brief.word import render
    from phantich.observations import validate

    rng = np.random.default_rng(9)
    levels = 1000 * np.exp(0.05 * rng.normal(size=len(MONTHS))).cumprod() ** 0.1
    levels[-1] *= 1000
    rows = [
        figure(month, "level", round(float(level), 1), vintage=f"{month}-28")
        for month, level in zip(MONTHS, levels, strict=True)
    ]
    made = Store(tmp_path / "slip.duckdb")
    made.load(validate(pd.DataFrame(rows)), "x.csv", "0" * 64, "long")
    made.close()
    brief = Brief.open("haiphong", "HP.A.II", "2024-06", store=str(made.path))
    (doubt,) = brief.content.doubts
    assert doubt.rule == "quality"
    assert all(flag.rule != "quality" for flag in brief.content.flags)
    assert "Có thể nhầm đơn vị tính." in doubt.says.plain()
    page = brief.source_section().make("vi")
    assert check_page(page, brief.content, "vi").facts
    assert "đề nghị đơn vị báo cáo kiểm tra" in page
    assert "nhầm đơn vị tính" not in brief.warning_section().make("vi")
    words = [p.text for p in Document(io.BytesIO(render(brief))).paragraphs]
    assert any("Có thể nhầm đơn vị tính." in text for text in words)
