"""Notes on method: what a reader must know to use the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.brief import months
from phantich.brief.derive import weights_of
from phantich.brief.model import Content
from phantich.brief.text import Text, text
from phantich.catalog.breaks import territorial_breaks

_INDEX: Final = text(
    "Chỉ số giá lấy kỳ so sánh bằng 100; bình quân từ đầu năm là trung bình nhân của các chỉ số "
    "tháng so với cùng kỳ. Chỉ số giá vàng và chỉ số giá đô la Mỹ là chỉ số riêng, không thuộc chỉ "
    "số giá tiêu dùng.",
    "Price indices take the period compared as 100; the average since January is the geometric "
    "mean of the monthly year-on-year indices. The gold and US dollar indices are no part of the "
    "consumer price index.",
)
_NO_WEIGHTS: Final = text(
    "Quyền số của địa bàn và kỳ này chưa được công bố nên không tính mức đóng góp của từng nhóm.",
    "The weights of this area and period are not public, so that no contributions are computed.",
)
_CONTRIBUTION: Final = (
    "Mức tác động của nhóm bằng quyền số nhân với mức thay đổi so với tháng trước ({source}).",
    "A group's contribution is its weight times its change on the previous month ({source}).",
)
_RATIOS: Final = text(
    "Tỷ lệ so với dự toán và tốc độ tăng là số đã công bố; khi nguồn không công bố, chúng được "
    "tính từ chính các số liệu trong bảng.",
    "Shares of the plan and rates of growth are as published; where the source prints none, they "
    "are computed from the figures of the table.",
)
_BREAK: Final = (
    "Từ {month} số liệu theo địa giới mới ({why}); không tính tốc độ tăng qua mốc này.",
    "From {month} figures cover the new territory ({why}); no growth is computed across it.",
)


def notes(content: Content) -> list[Text]:
    """Notes that apply to this brief, most important first."""
    kinds = {c.kind for c in content.components if c.coverage == "measured"}
    result: list[Text] = []
    if "price_index" in kinds:
        result += [_INDEX, _weights(content)]
    if "flow" in kinds:
        result += [_RATIOS, *_breaks(content)]
    missing = [
        i.code for i in content.indicators if all(c.coverage != "measured" for c in i.components)
    ]
    if missing:
        codes = ", ".join(missing)
        vi, en = "Chưa có số liệu của tháng: {codes}.", "No figures of the month yet: {codes}."
        result.append(text(vi, en, codes=codes))
    decision = content.decision
    return [*result, text("Danh mục chỉ số: {d}.", "Indicator set: {d}.", d=decision)]


def _weights(content: Content) -> Text:
    weights = weights_of(content.area.vi, months.first_day(content.month))
    return text(*_CONTRIBUTION, source=weights.reference) if weights else _NO_WEIGHTS


def _breaks(content: Content) -> Iterator[Text]:
    for change in territorial_breaks(content.area.vi):
        if change.month <= content.month:
            why = f"{change.reference}: {change.joined}"
            yield text(*_BREAK, month=months.short(change.month), why=why)
