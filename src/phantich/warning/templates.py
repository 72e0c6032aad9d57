"""The sentences themselves, Vietnamese and English; `phantich.warning.wording` fills them."""

from __future__ import annotations

from typing import Final

#: Words for a flag's direction: as a verb, and as the side of what was expected.
DIRECTIONS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "moved": {"up": ("tăng", "up"), "down": ("giảm", "down"), "none": ("thay đổi", "changed")},
    "side": {
        "up": ("cao hơn", "above"),
        "down": ("thấp hơn", "below"),
        "none": ("khác", "unlike"),
    },
}

#: Rule, or template id → sentence in both languages.
TEMPLATES: Final[dict[str, tuple[str, str]]] = {
    "residual": (
        "{name} {when} là {observed:a}, {side} mức thường thấy {lo:n} đến {hi:a} (dự kiến "
        "{expected:a})[[; do ngẫu nhiên chỉ gặp khoảng một lần trong {one_in:n} kỳ]]"
        "[[; phần lớn do {leading}]][[; liên quan: {event}]].",
        "{name}, {when}: {observed:a}, {side} the usual range {lo:n} to {hi:a} (expected "
        "{expected:a})[[; by chance about once in {one_in:n} periods]]"
        "[[; mostly {leading}]][[; related: {event}]].",
    ),
    "sustained": (
        "{name} {moved} kéo dài đến {when}: {observed:a} so với dự kiến {expected:a}[[, lệch "
        "{effect_pct:p}]][[; bắt đầu khoảng {months:i} kỳ trước]]"
        "[[; phần lớn do {leading}]][[; liên quan: {event}]].",
        "{name}: lasting change, {moved}, up to {when}: {observed:a} against {expected:a} "
        "expected[[, {effect_pct:p} off]][[; begun about {months:i} periods ago]]"
        "[[; mostly {leading}]][[; related: {event}]].",
    ),
    "quality": (
        "{name} {when}: số liệu báo cáo {observed:a} cần kiểm tra[[; dự kiến {expected:a}]].",
        "{name}, {when}: the figure reported, {observed:a}, needs checking[[; expected "
        "{expected:a}]].",
    ),
    "quality_missing": (
        "{name} {when}: chưa có số liệu[[ (dự kiến {expected:a})]].",
        "{name}, {when}: no figure yet[[ (expected {expected:a})]].",
    ),
    "counts": (
        "{name} {when} có {observed:a}, nhiều hơn mức thường thấy (dự kiến {expected:n}; ngưỡng "
        "trên {hi:n})[[; do ngẫu nhiên chỉ gặp khoảng một lần trong {one_in:n} kỳ]]"
        "[[; phần lớn do {leading}]][[; liên quan: {event}]].",
        "{name}, {when}: {observed:a}, more than usual (expected {expected:n}, upper limit "
        "{hi:n})[[; by chance about once in {one_in:n} periods]]"
        "[[; mostly {leading}]][[; related: {event}]].",
    ),
    "counts_together": (
        "{name} {when} có {observed:a} (dự kiến {expected:n}), cùng kỳ liền trước là {together:a}, "
        "nhiều hơn mức thường thấy của hai kỳ (dự kiến {together_expected:n}; ngưỡng trên "
        "{together_hi:n})[[; do ngẫu nhiên chỉ gặp khoảng một lần trong {one_in:n} kỳ]].",
        "{name}, {when}: {observed:a} ({expected:n} expected), with the period before "
        "{together:a}, more than usual for two periods (expected {together_expected:n}, upper "
        "limit {together_hi:n})[[; by chance about once in {one_in:n} periods]].",
    ),
    "threshold_reached": (
        "{name}: {when} đạt {level_name} ({level:a}), cao nhất {observed:a}[[; số đợt trong kỳ: "
        "{episodes:i}]].",
        "{name} reached {level_name} ({level:a}), {when}; highest {observed:a}[[; episodes in the "
        "period: {episodes:i}]].",
    ),
    "threshold_released": (
        "{name}: {when} đã ở dưới {level_name} ({level:a}) suốt một ngày triều, còn {observed:a}.",
        "{name} has been under {level_name} ({level:a}) for a tidal day, {when}: {observed:a}.",
    ),
    "threshold_ahead": (
        "{name} {when} là {observed:a}, lên {rate:a} mỗi giờ; với tốc độ này đạt {level_name} "
        "({level:a}) sau khoảng {hours:n} giờ.",
        "{name}, {when}: {observed:a}, rising by {rate:a} an hour; at this rate it reaches "
        "{level_name} ({level:a}) in about {hours:n} hours.",
    ),
    "pace": (
        "{name} đến {when} đạt {observed:p} kế hoạch năm; theo nhịp các năm trước cả năm dự kiến "
        "đạt {expected:p} (khoảng {lo:n} đến {hi:p}), khả năng không đạt {goal:p} kế hoạch là "
        "{miss:p}[[; mỗi kỳ còn lại cần {needed:n} {needed_unit}]].",
        "{name} up to {when}: {observed:p} of the annual plan; by the pace of past years the year "
        "is expected to bring {expected:p} ({lo:n} to {hi:p}), the chance of missing {goal:p} of "
        "the plan is {miss:p}[[; each period left needs {needed:n} {needed_unit}]].",
    ),
    "crosssection": (
        "{name} {when} là {observed:a}, {side} mức thường thấy của chính địa phương {expected:a} "
        "(giới hạn {lo:n} đến {hi:a}); mức chung của {peers:i} địa phương là {centre:a}.",
        "{name}, {when}: {observed:a}, {side} its own usual {expected:a} (limits {lo:n} to "
        "{hi:a}); {peers:i} areas together have {centre:a}.",
    ),
    "crosssection_peers": (
        "{name} {when} là {observed:a}, {side} mức chung {expected:a} của {peers:i} địa phương "
        "(giới hạn {lo:n} đến {hi:a}).",
        "{name}, {when}: {observed:a}, {side} the {expected:a} of {peers:i} areas together "
        "(limits {lo:n} to {hi:a}).",
    ),
    "projects": (
        "{name} {when}: thực hiện {observed:p} so với kế hoạch {expected:p}[[, chậm {slip:n} "
        "tháng]][[; giải ngân {capital:p}]][[; bàn giao mặt bằng {land:p}]].",
        "{name}, {when}: {observed:p} done against {expected:p} planned[[, {slip:n} months "
        "late]][[; {capital:p} of the capital paid]][[; {land:p} of the land handed over]].",
    ),
}

#: Cause id → what is suggested to check, in both languages. Sentences without numbers.
CAUSES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("Đề nghị đơn vị báo cáo gửi số liệu.", "The reporter is asked for the figure."),
    "unit": ("Có thể nhầm đơn vị tính.", "Possibly a slip of the unit."),
    "cumulative": (
        "Có thể số lũy kế được báo cáo thay cho số trong tháng.",
        "Possibly the cumulative figure was reported as the month's.",
    ),
    "repeated": (
        "Trùng giá trị kỳ trước, có thể chưa cập nhật.",
        "The same value as before; possibly not updated.",
    ),
    "copied": (
        "Trùng giá trị cùng kỳ năm trước, có thể chép nhầm.",
        "The same value as a year before; possibly copied.",
    ),
    "sign": ("Dấu khác thường.", "An unusual sign."),
    "zero": ("Bằng không, có thể chưa có số liệu.", "Zero; possibly no figure yet."),
    "transposed": ("Có thể đảo chữ số.", "Possibly transposed digits."),
    "identity": (
        "Không khớp với các số liệu liên quan.",
        "It does not agree with the figures it belongs to.",
    ),
    "revision": ("Điều chỉnh lớn hơn thường lệ.", "A revision larger than usual."),
    "planned": (
        "Có sự kiện đã biết trước trong kỳ.",
        "A planned event falls into the period.",
    ),
    "tet": ("Kỳ chịu ảnh hưởng của Tết.", "The period is touched by Tết."),
    "land": ("Mặt bằng bàn giao chậm hơn thi công.", "Land clearance lags behind the works."),
    "schedule": ("Chậm so với đường kế hoạch.", "Behind the planned curve."),
    "slip": ("Chậm nhiều tháng so với kế hoạch.", "Many months behind the plan."),
    "capital": (
        "Giải ngân vượt khối lượng thực hiện.",
        "More was paid than has been done.",
    ),
}
