"""The record, its sentences and its severity."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.language import NBSP, Language, number
from phantich.warning import Flag
from phantich.warning.numerals import one_in
from phantich.warning.severity import Floor, floor_of, floors, graded, severity_of
from phantich.warning.templates import CAUSES, DIRECTIONS, TEMPLATES
from phantich.warning.wording import Slot, parts, told, value_of

LANGUAGES: tuple[Language, ...] = ("vi", "en")
EVIDENCE = {
    "level": 4.0, "level_name": "báo động I|alarm level I", "rate": 0.31, "hours": 6.4,
    "goal": 90.0, "miss": 83.2, "needed": 1234.5, "needed_unit": "tỷ đồng|billion dong",
    "peers": 114.0, "centre": 91.25, "months": 3.0, "slip": 7.5, "capital": 61.2, "land": 55.0,
    "together": 34.0, "together_expected": 17.25, "together_hi": 26.0,
}  # fmt: skip


def flag_of(template: str, size: float = 4.126) -> Flag:
    return Flag(
        series="a/b",
        period="2026-10",
        frequency="M",
        rule="residual",
        version="1.0",
        severity="watch",
        direction="up",
        template=template,
        name_vi="Kim ngạch xuất khẩu",
        name_en="Exports",
        unit="tỷ đồng",
        observed=size,
        expected=size * 0.8,
        lo=size * 0.7,
        hi=size * 0.9,
        p_value=0.0011,
        effect=size * 0.2,
        effect_pct=25.0,
        evidence=EVIDENCE,
    )


def printed(text: str, lang: Language) -> list[float]:
    """Every numeral of a sentence as a reader understands it; periods are left out."""
    text = re.sub(r"(tháng )?\d\d/\d{4}", "", text)
    marks = (".", ",") if lang == "vi" else (",", ".")
    found = re.findall(r"[−-]?\d[\d.,]*\d|[−-]?\d", text)
    plain = (f.replace(marks[0], "").replace(marks[1], ".").replace("−", "-") for f in found)
    return [float(f) for f in plain]


@pytest.mark.parametrize("template", sorted(TEMPLATES))
@pytest.mark.parametrize("lang", LANGUAGES)
@given(size=st.floats(-1e6, 1e6, allow_nan=False).filter(lambda x: abs(x) > 1e-2))
def test_every_number_of_a_text_is_one_of_its_record(
    template: str, lang: Language, size: float
) -> None:
    flag = flag_of(template, size)
    slots = [part for part in parts(flag, lang) if isinstance(part, Slot)]
    numerals = printed(told(flag, lang), lang)
    assert len(numerals) == len(slots)
    for numeral, slot in zip(numerals, slots, strict=True):
        value = value_of(flag, slot.field)
        assert isinstance(value, float)
        assert value == slot.value
        decimals = len(str(numeral).partition(".")[2]) if numeral % 1 else 0
        assert abs(abs(numeral) - abs(value)) <= 0.5 * 10.0 ** -min(decimals, 2) + 1e-9 * abs(value)


def test_templates_use_the_same_fields_in_both_languages() -> None:
    for vi, en in TEMPLATES.values():
        fields = [set(re.findall(r"\{(\w+)", text)) - {"moved", "side"} for text in (vi, en)]
        assert fields[0] == fields[1]
    assert set(DIRECTIONS) == {"moved", "side"}
    assert not any(re.search(r"\d", text) for pair in CAUSES.values() for text in pair)


def test_a_part_with_a_missing_number_is_left_out() -> None:
    flag = flag_of("residual").with_(p_value=math.nan)
    assert "ngẫu nhiên" not in flag.text_vi
    assert flag.text_vi.replace(NBSP, " ") == (
        "Kim ngạch xuất khẩu tháng 10/2026 là 4,13 tỷ đồng, cao hơn mức thường thấy 2,89 đến "
        "3,71 tỷ đồng (dự kiến 3,3 tỷ đồng)."
    )


def test_a_missing_number_is_told_as_none() -> None:
    assert "dự kiến —" in flag_of("residual").with_(expected=math.nan).text_vi


def test_a_record_survives_being_written() -> None:
    flag = flag_of("pace")
    again = Flag.from_dict(flag.to_dict())
    assert again.to_dict() == flag.to_dict()
    assert (again.flag_id, again.text_en) == (flag.flag_id, flag.text_en)
    assert flag.with_(period="2026-11").flag_id != flag.flag_id


@pytest.mark.parametrize(
    ("p", "q", "material", "families", "expected"),
    [
        (0.019, math.nan, True, 1, "info"),
        (0.009, 0.5, True, 1, "watch"),
        (0.009, 0.09, True, 1, "warning"),
        (0.009, 0.09, False, 1, "info"),
        (0.0001, 0.009, True, 1, "serious"),
        (0.009, 0.5, True, 2, "serious"),
        (0.02, 0.01, True, 2, None),
        (math.nan, math.nan, True, 1, None),
        # Alone: BH gives the smallest of 100 the q of 100 p.
        (0.0009, math.nan, True, 1, "warning"),
        (0.00009, math.nan, True, 1, "serious"),
    ],
)
def test_severity_needs_significance_and_matter(
    p: float, q: float, material: bool, families: int, expected: str | None
) -> None:
    assert severity_of(p, q, material=material, families=families) == expected


def test_floors_are_read_by_kind_and_indicator() -> None:
    assert floor_of("HP.A.X.4", "deaths", "count").absolute == 2
    assert floor_of("unknown") == Floor()
    assert all(floor.why for floor in floors())
    small = flag_of("residual").with_(p_value=1e-5, effect=0.01, effect_pct=0.2)
    assert graded(small, Floor(relative=4.0)) == small.with_(severity="info")
    assert graded(small, Floor()) == small.with_(severity="serious")


@given(st.floats(1e-6, 1.0))
def test_one_in_has_two_digits(p: float) -> None:
    found = one_in(p)
    assert abs(found * p - 1) < 0.051
    assert number(found, 0, "en").replace(",", "").rstrip("0") != "" or found < 1
