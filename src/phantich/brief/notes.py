"""Notes on method: what a reader must know to use the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.brief import months
from phantich.brief.derive import weights_of
from phantich.brief.model.content import Content
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
    "tính từ chính các số liệu trong bảng. Lũy kế của từng khoản mục, khi không công bố, là tổng "
    "các tháng.",
    "Shares of the plan and rates of growth are as published; where the source prints none, they "
    "are computed from the figures of the table. Years to date of parts that are not printed are "
    "sums of their months.",
)
_PACE: Final = text(
    "Nhịp các năm trước là tỷ lệ bình quân so với kết quả cả năm mà các năm trước (đủ số liệu cả "
    "năm, cùng địa giới) đạt được đến cùng tháng; chênh lệch trong ba điểm phần trăm là sát nhịp.",
    "The usual pace is the mean share of the year's result that past years (complete, of one "
    "territory) had reached by the same month; within three points the year keeps it.",
)
_LOCALITIES: Final = text(
    "Tỷ lệ chung là tổng tử số chia tổng mẫu số, không phải bình quân các tỷ lệ; địa phương thiếu "
    "một vế không được tính. Hạng nhất là tốt nhất, giá trị bằng nhau cùng hạng.",
    "A ratio of the whole is the sum of numerators over the sum of denominators, never a mean of "
    "ratios; a locality that lacks one side counts in neither. The first rank is the best, ties "
    "share it.",
)
_SCHEDULE: Final = text(
    "Chỉ số tiến độ là thực hiện chia kế hoạch lũy kế. Đèn vàng: dưới chín mươi lăm phần trăm kế "
    "hoạch hoặc chậm trên một tháng; đèn đỏ: dưới tám mươi phần trăm hoặc chậm trên sáu tháng.",
    "The schedule index is actual over planned progress. Amber: below ninety-five per cent of the "
    "plan or over a month late; red: below eighty per cent or over six months late.",
)
_NO_LEVELS: Final = text(
    "Nơi đo không ghi mức báo động là nơi danh mục chưa có mức lấy từ quyết định.",
    "A gauge without levels is one of which the catalogue has none from the decision yet.",
)
_POINTS: Final = text(
    "Điểm chính xếp theo: cảnh báo sớm; chênh lệch so với nhịp thực hiện hoặc mục tiêu; mức thay "
    "đổi so với biến động thường thấy.",
    "Key points are ranked by early warnings, the gap to the pace or target, and the size of the "
    "change beside the usual ones.",
)
_BREAK: Final = (
    "Từ {month} số liệu theo địa giới mới ({why}); tốc độ tăng qua mốc này chỉ ghi khi cơ quan "
    "đã công bố, không tự tính.",
    "From {month} figures cover the new territory ({why}); growth across it is told only as "
    "published, never computed.",
)


def notes(content: Content) -> list[Text]:
    """Notes that apply to this brief, most important first."""
    kinds = {c.kind for c in content.components if c.coverage == "measured"}
    result: list[Text] = []
    if "price_index" in kinds:
        result += [_INDEX, _weights(content)]
    if "flow" in kinds:
        result += [_RATIOS, *_breaks(content)]
    result += _rules(content)
    missing = [
        i.code for i in content.indicators if all(c.coverage != "measured" for c in i.components)
    ]
    if missing:
        codes = ", ".join(missing)
        vi, en = "Chưa có số liệu của tháng: {codes}.", "No figures of the month yet: {codes}."
        result.append(text(vi, en, codes=codes))
    decision = content.decision
    return [*result, text("Danh mục chỉ số: {d}.", "Indicator set: {d}.", d=decision)]


def _rules(content: Content) -> Iterator[Text]:
    """Rules behind derived figures, where the brief has such figures."""
    measures = {fact.measure for fact in content.facts.values() if fact.rule}
    if "path" in measures:
        yield _PACE
    if any(c.localities and c.coverage == "measured" for c in content.components):
        yield _LOCALITIES
    if "schedule_index" in measures:
        yield _SCHEDULE
    if any(c.kind == "gauge" and c.coverage == "measured" for c in content.components):
        yield from _levels(content)
    yield _POINTS


def _levels(content: Content) -> Iterator[Text]:
    """Where the levels come from, and that gauges without one have none in the catalogue."""
    sources = {
        fact.rule.partition(" (")[2].removesuffix(")")
        for fact in content.facts.values()
        if fact.measure.startswith("level:")
    }
    for source in sorted(sources):
        yield text("Mức báo động, ngưỡng: {s}.", "Levels: {s}.", s=source)
    yield _NO_LEVELS


def _weights(content: Content) -> Text:
    weights = weights_of(content.area.vi, months.first_day(content.month))
    return text(*_CONTRIBUTION, source=weights.reference) if weights else _NO_WEIGHTS


def _breaks(content: Content) -> Iterator[Text]:
    for change in territorial_breaks(content.area.vi):
        if change.month <= content.month:
            why = f"{change.reference}: {change.joined}"
            yield text(*_BREAK, month=months.short(change.month), why=why)
