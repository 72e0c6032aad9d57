"""The light: each statistic's limits, the worst decides, reasons in both languages."""

from __future__ import annotations

import math

import pytest

from phantich.seasonal.output import Diagnostics
from phantich.seasonal.quality import judge_stl, judge_x13

GOOD = {
    "f3.m07": "0.30",
    "f3.q": "0.40",
    "f3.qm2": "0.50",
    "qssadj": "0.0 1.0",
    "f2.idseasonal": "yes",
    "peaks.seas": "none",
    "d11.f": "0.3 98.5",
    "d11.3y.f": "0.2 99.4",
}


def diagnostics(**changes: str) -> Diagnostics:
    lines = GOOD | {key.replace("_", "."): value for key, value in changes.items()}
    return Diagnostics("".join(f"{key}: {value}\n" for key, value in lines.items()))


@pytest.mark.parametrize(
    ("key", "value", "light", "reason"),
    [
        ("f3_qm2", "0.99", "green", "Q-M2 = 0.99 < 1"),
        ("f3_qm2", "1.00", "amber", "Q-M2 = 1.00 ≥ 1"),
        ("f3_qm2", "1.20", "red", "Q-M2 = 1.20 ≥ 1.2"),
        ("f3_m07", "1.00", "amber", "M7 = 1.00 ≥ 1"),
        ("qssadj", "6.2 0.045", "amber", "seasonality left"),
        ("qssadj", "9.3 0.0096", "red", "seasonality left"),
        ("f2_idseasonal", "probably", "amber", "probably not identifiable"),
        ("f2_idseasonal", "no", "amber", "not identifiable"),
        ("peaks_seas", "ori sa irr", "amber", "adjusted series, irregular"),
        ("peaks_seas", "ori rsd", "green", "Q-M2"),
        ("d11_f", "4.1 0.5", "red", "stable seasonality left"),
        ("d11_3y_f", "4.1 0.5", "amber", "last 3 years"),
    ],
)
def test_limits(key: str, value: str, light: str, reason: str) -> None:
    quality = judge_x13(diagnostics(**{key: value}), 0.0)
    assert quality.light == light
    assert reason in quality.reasons[0].en, "the worst reason comes first"
    assert "." not in quality.reasons[0].vi


def test_outliers_and_the_worst_of_several() -> None:
    assert judge_x13(diagnostics(), 0.05).light == "green"
    many = judge_x13(diagnostics(), 0.06)
    assert (many.light, many.reasons[0].vi) == ("amber", "nhiều giá trị ngoại lai: 6,0 % số kỳ")
    worst = judge_x13(diagnostics(f3_m07="1.5", f3_qm2="1.4"), 0.06)
    assert worst.light == "red"
    assert [note.en[:4] for note in worst.reasons[:3]] == ["Q-M2", "M7 =", "many"]


def test_what_the_program_did_not_print_is_not_judged() -> None:
    quality = judge_x13(Diagnostics("qssadj: 0.0 1.0\n"), 0.0)
    assert quality.light == "green"
    assert math.isnan(quality.m7)
    assert len(quality.reasons) == 1


def test_the_fallback_is_never_green() -> None:
    assert judge_stl(0.0, 1.0, 0.9).light == "amber"
    assert judge_stl(30.0, 0.001, 0.9).light == "red"
    assert judge_stl(math.nan, math.nan, 0.9).light == "amber"
