"""The traffic light of an adjustment.

===============================  ==============  =====================  ================
statistic                        green           amber                  red
===============================  ==============  =====================  ================
Q without M2 (X-11)              < 1             1 … 1.2                ≥ 1.2
M7 (X-11)                        < 1             ≥ 1
identifiable seasonality (X-11)  yes             probably, no
QS on the adjusted series        p ≥ 5 %         1 … 5 %                < 1 %
F test for residual seasonality  p ≥ 1 %         last 3 years < 1 %     all years < 1 %
seasonal peaks in the spectra    none            one
outliers outside the crisis      ≤ 5 %           more
===============================  ==============  =====================  ================

The worst statistic decides. STL has neither Q nor M7 and is never green.

References
----------
Lothian, J., & Morry, M. (1978). A set of quality control statistics for the X-11-ARIMA seasonal
adjustment method. Statistics Canada.
Ladiray, D., & Quenneville, B. (2001). Seasonal adjustment with the X-11 method. Springer, ch. 4
(M7 and Q; X-11-ARIMA's classes of Q end at 0.8, 1 and 1.2).
Eurostat (2015). ESS guidelines on seasonal adjustment (share of outliers, residual seasonality).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.seasonal.output import Diagnostics
from phantich.seasonal.result import Light, Note, Quality
from phantich.seasonal.words import comma

Verdict = tuple[Light, Note]
_RANK: Final[tuple[Light, ...]] = ("grey", "green", "amber", "red")
#: Largest share of periods outside the crisis that may be outliers.
OUTLIER_SHARE: Final = 0.05


def worst(lights: Iterator[Light]) -> Light:
    """The worst of the lights; green when there is none."""
    return max(lights, key=_RANK.index, default="green")


def judge_x13(diagnostics: Diagnostics, outlier_share: float) -> Quality:
    """Quality of a run of X-13, from its diagnostics; SEATS has no Q and M7."""
    d = diagnostics
    m7, q, q_m2 = (d.number(f"f3.{name}") for name in ("m07", "q", "qm2"))
    qs, qs_p = d.number("qssadj"), d.number("qssadj", 1)
    identifiable = d.text("f2.idseasonal")
    peaks = tuple(name for name in d.text("peaks.seas").split() if name in ("sa", "irr"))
    verdicts = [
        *_q(q_m2),
        *_m7(m7),
        *_identifiable(identifiable),
        *judge_qs(qs, qs_p),
        *_f_test(d.number("d11.f", 1), d.number("d11.3y.f", 1)),
        *_peaks(peaks),
        *_outliers(outlier_share),
    ]
    return _quality(verdicts, m7, q, q_m2, qs, qs_p, identifiable, peaks)


def judge_stl(qs: float, qs_p: float, strength: float) -> Quality:
    """Quality of the fallback: amber at best.

    `qs` and its p-value are those of the adjusted series, NaN where they were not computed;
    `strength` is how much of what varies is season, 0 to 1.
    """
    fallback = Note(
        f"phương án dự phòng STL: không có M7 và Q; cường độ mùa vụ {comma(strength)}",
        f"STL fallback: there is no M7 and no Q; strength of seasonality {strength:.2f}",
    )
    return _quality([("amber", fallback), *judge_qs(qs, qs_p)], qs=qs, qs_p=qs_p)


def grey(reason: Note, qs: float = float("nan"), qs_p: float = float("nan")) -> Quality:
    """Nothing was adjusted, for this reason."""
    return Quality("grey", (reason,), qs=qs, qs_p=qs_p)


def judge_qs(qs: float, p: float) -> Iterator[Verdict]:
    """Seasonality left in the adjusted series."""
    if p != p:
        return
    light: Light = "red" if p < 0.01 else "amber" if p < 0.05 else "green"
    left = light != "green"
    yield (
        light,
        Note(
            f"{'còn' if left else 'không còn'} tính mùa vụ trong chuỗi đã hiệu chỉnh"
            f" (QS = {comma(qs)}; p = {comma(p, 3)})",
            f"{'seasonality' if left else 'no seasonality'} left in the adjusted series"
            f" (QS = {qs:.2f}, p = {p:.3f})",
        ),
    )


def _quality(
    verdicts: list[Verdict],
    m7: float = float("nan"),
    q: float = float("nan"),
    q_m2: float = float("nan"),
    qs: float = float("nan"),
    qs_p: float = float("nan"),
    identifiable: str = "",
    peaks: tuple[str, ...] = (),
) -> Quality:
    """The worst reasons first, in the order of the statistics within one light."""
    ranked = sorted(verdicts, key=lambda verdict: -_RANK.index(verdict[0]))
    light = worst(light for light, _ in verdicts)
    reasons = tuple(note for _, note in ranked)
    return Quality(light, reasons, m7, q, q_m2, qs, qs_p, identifiable, peaks)


def _q(value: float) -> Iterator[Verdict]:
    if value == value:
        light: Light = "red" if value >= 1.2 else "amber" if value >= 1 else "green"
        sign = "<" if value < 1 else "≥"
        limit, vi_limit = ("1.2", "1,2") if light == "red" else ("1", "1")
        yield (
            light,
            Note(
                f"Q-M2 = {comma(value)} {sign} {vi_limit}",
                f"Q-M2 = {value:.2f} {sign} {limit}",
            ),
        )


def _m7(value: float) -> Iterator[Verdict]:
    if value == value:
        sign = "<" if value < 1 else "≥"
        light: Light = "green" if value < 1 else "amber"
        yield light, Note(f"M7 = {comma(value)} {sign} 1", f"M7 = {value:.2f} {sign} 1")


def _identifiable(answer: str) -> Iterator[Verdict]:
    if answer == "probably":
        yield (
            "amber",
            Note(
                "tính mùa vụ có thể không nhận dạng được",
                "seasonality is probably not identifiable",
            ),
        )
    elif answer == "no":
        yield (
            "amber",
            Note(
                "tính mùa vụ không nhận dạng được chắc chắn (kiểm định kết hợp X-11)",
                "seasonality is not identifiable (combined X-11 test)",
            ),
        )


def _f_test(percent: float, percent_3y: float) -> Iterator[Verdict]:
    if percent < 1:
        yield (
            "red",
            Note(
                f"kiểm định F: còn tính mùa vụ ổn định (p = {comma(percent, 1)} %)",
                f"F test: stable seasonality left (p = {percent:.1f} %)",
            ),
        )
    elif percent_3y < 1:
        yield (
            "amber",
            Note(
                f"kiểm định F: còn tính mùa vụ trong 3 năm cuối (p = {comma(percent_3y, 1)} %)",
                f"F test: seasonality left in the last 3 years (p = {percent_3y:.1f} %)",
            ),
        )


def _peaks(peaks: tuple[str, ...]) -> Iterator[Verdict]:
    if peaks:
        vi = {"sa": "chuỗi đã hiệu chỉnh", "irr": "thành phần bất thường"}
        en = {"sa": "adjusted series", "irr": "irregular"}
        yield (
            "amber",
            Note(
                f"phổ có đỉnh mùa vụ: {', '.join(vi[p] for p in peaks)}",
                f"seasonal peak in the spectrum: {', '.join(en[p] for p in peaks)}",
            ),
        )


def _outliers(share: float) -> Iterator[Verdict]:
    if share > OUTLIER_SHARE:
        yield (
            "amber",
            Note(
                f"nhiều giá trị ngoại lai: {comma(100 * share, 1)} % số kỳ",
                f"many outliers: {100 * share:.1f} % of the periods",
            ),
        )
