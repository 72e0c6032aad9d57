"""What a forecast says of itself, in both languages."""

from __future__ import annotations

from phantich.seasonal.result import Note
from phantich.seasonal.words import comma


def empty() -> Note:
    """No figure at all."""
    return Note("không dự báo: không có số liệu", "not forecast: no figures")


def stopped(last: str) -> Note:
    """The last figure is older than a year."""
    return Note(
        f"không dự báo: số liệu dừng ở {last}, cách kỳ cuối hơn một năm",
        f"not forecast: the last figure is of {last}, more than a year before the last period",
    )


def few(count: int, least: int) -> Note:
    """Too few figures for any forecast."""
    return Note(
        f"không dự báo: chỉ có {count} số liệu, cần ít nhất {least}",
        f"not forecast: {count} figures, at least {least} are needed",
    )


def doubled(period: str) -> Note:
    """Two different values for one period."""
    return Note(
        f"không dự báo: {period} có hai giá trị khác nhau, cần sửa số liệu",
        f"not forecast: two different values for {period}; correct the table",
    )


def dense() -> Note:
    """Finer than months where months or rarer were asked for."""
    return Note(
        "không dự báo: số liệu theo tuần, ngày hoặc giờ, không phải tháng, quý, nửa năm, năm",
        "not forecast: weekly, daily or hourly figures, not months, quarters, half-years or years",
    )


def uneven() -> Note:
    """Neither hours, days, weeks nor months."""
    return Note(
        "không dự báo: khoảng cách giữa các số liệu không phải giờ, ngày, tuần hay tháng; "
        "có thể chỉ rõ bằng --frequency",
        "not forecast: the figures are neither hours, days, weeks nor months apart; "
        "--frequency may say which",
    )


def other_clock(name: str) -> Note:
    """A model of months was insisted on."""
    return Note(
        f"không dự báo: mô hình {name} dành cho tháng, quý, nửa năm, năm",
        f"not forecast: the model {name} is for months, quarters, half-years and years",
    )


def far(horizon: int, record: int) -> Note:
    """The horizon is longer than errors can be learnt for."""
    return Note(
        f"không dự báo: {horizon} kỳ tới quá xa so với chuỗi {record} kỳ (nhiều nhất một phần ba)",
        f"not forecast: {horizon} periods are too far for a record of {record} (a third at most)",
    )


def no_errors() -> Note:
    """Gaps leave no earlier forecast to be scored."""
    return Note(
        "không dự báo: thiếu quá nhiều số liệu để biết sai số",
        "not forecast: too many gaps to learn the errors",
    )


def ended(last: str) -> Note:
    """Too far behind the table's last period."""
    return Note(
        f"không dự báo: số liệu dừng ở {last}, quá xa kỳ cuối của bảng",
        f"not forecast: the last figure is of {last}, too far before the table's last one",
    )


def merged(count: int) -> Note:
    """Several readings in one period."""
    return Note(
        f"{count} số liệu cùng kỳ với số liệu khác: lấy trung bình",
        f"{count} figures share a period with another one: averaged",
    )


def older(count: int) -> Note:
    """Figures before a gap of more than a year."""
    return Note(
        f"bỏ {count} số liệu đứng trước khoảng trống hơn một năm",
        f"{count} figures before a gap of more than a year are left out",
    )


def no_breaks() -> Note:
    """A declared change of level is not used."""
    return Note(
        "không dùng --break cho tuần, ngày, giờ", "--break is not used for weeks, days and hours"
    )


def constant(zero: bool) -> Note:
    """All figures are alike."""
    if zero:
        return Note("mọi giá trị bằng 0: giữ nguyên 0", "all values are zero: zero is carried on")
    return Note(
        "mọi giá trị bằng nhau: giữ nguyên, không có khoảng tin cậy",
        "all values are the same: carried on, without a band",
    )


def short(periods: int, least: int, season: int) -> Note:
    """Too short for the model; without a whole season behind it there is none to repeat."""
    vi, en = "lặp lại mùa vụ năm trước", "last year is repeated"
    if periods <= season:
        vi, en = "giữ giá trị cuối", "the last figure is kept"
    return Note(
        f"chuỗi ngắn ({periods} kỳ, mô hình cần {least}): {vi}",
        f"short series ({periods} periods, the model needs {least}): {en}",
    )


def gappy(gaps: int, periods: int) -> Note:
    """Too many gaps for the model."""
    return Note(
        f"thiếu {gaps} trong {periods} kỳ: lặp lại mùa vụ năm trước",
        f"{gaps} of {periods} periods lack: last year is repeated",
    )


def no_model(periods: int) -> Note:
    """The frequency has no season."""
    return Note(
        f"số liệu năm ({periods} kỳ): giữ giá trị cuối", "yearly figures: the last one is kept"
    )


def gaps(count: int) -> Note:
    """Gaps inside, taken as unknown."""
    return Note(f"{count} kỳ thiếu số liệu, coi là chưa biết", f"{count} gaps, taken as unknown")


def late(count: int) -> Note:
    """The last periods have no figure yet."""
    return Note(
        f"chưa có số liệu {count} kỳ cuối: dự báo từ kỳ gần nhất có số liệu",
        f"the last {count} periods have no figure yet: forecast from the last one that has",
    )


def ends(last: str) -> Note:
    """The series ends before others of the table."""
    return Note(
        f"số liệu đến {last}: dự báo từ kỳ sau đó", f"figures until {last}: forecast from there"
    )


def levels(zeros: int, negative: int) -> Note:
    """No logarithm can be taken."""
    if negative:
        return Note(
            f"có {negative} giá trị âm, cần kiểm tra: mô hình cộng tính",
            f"{negative} negative values, to be checked: additive model",
        )
    return Note(f"có {zeros} giá trị bằng 0: mô hình cộng tính", f"{zeros} zeros: additive model")


def unidentified() -> Note:
    """The regression could not be told apart from the season."""
    return Note(
        "không ước lượng được mô hình: lặp lại mùa vụ năm trước",
        "the model cannot be estimated: last year is repeated",
    )


def failed(name: str) -> Note:
    """A model of another package gave no forecast."""
    return Note(
        f"mô hình {name} không cho kết quả: lặp lại mùa vụ năm trước",
        f"the model {name} failed: last year is repeated",
    )


def outliers(found: list[str]) -> Note:
    """Outliers that were taken out of the past."""
    names = ", ".join(found)
    return Note(f"giá trị ngoại lai: {names}", f"outliers: {names}")


def tet(size: float) -> Note:
    """Tết matters, with its effect over its standard error."""
    vi = f"{comma(size, 1)} sai số chuẩn"
    return Note(f"có ảnh hưởng của ngày Tết ({vi})", f"date of Tết: {size:.1f} standard errors")
