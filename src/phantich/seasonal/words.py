"""What an adjustment says of itself, in both languages."""

from __future__ import annotations

from phantich.seasonal.result import Note, Outlier, TetEffect

_WINDOWS = {"tet_pre": Note("trước Tết", "before"), "tet_post": Note("sau Tết", "after")}


def comma(value: float, places: int = 2) -> str:
    """A number with a decimal comma, for the Vietnamese half of a note.

    Examples
    --------
    >>> comma(0.25), comma(12.0, 0)
    ('0,25', '12')
    """
    return f"{value:.{places}f}".replace(".", ",")


def too_short(periods: int, years: int) -> Note:
    """Fewer periods than an adjustment needs."""
    return Note(
        f"{periods} kỳ: chưa đủ {years} năm", f"{periods} periods: fewer than {years} years"
    )


def constant() -> Note:
    """All values are the same."""
    return Note("mọi giá trị bằng nhau", "all values are the same")


def too_many_gaps(share: float, most: float) -> Note:
    """More gaps than can be estimated."""
    return Note(
        f"thiếu {comma(100 * share, 0)} % số kỳ, quá {comma(100 * most, 0)} %",
        f"{100 * share:.0f} % of the periods lack, more than {100 * most:.0f} %",
    )


def no_seasonality(qs: float, p: float) -> Note:
    """Tested, and none found."""
    return Note(
        f"không có tính mùa vụ: không hiệu chỉnh (QS = {comma(qs)}; p = {comma(p, 3)})",
        f"no seasonality: not adjusted (QS = {qs:.2f}, p = {p:.3f})",
    )


def only_tet() -> Note:
    """Tết without other seasonality."""
    return Note(
        "không có tính mùa vụ ổn định: chỉ loại ảnh hưởng của ngày Tết",
        "no stable seasonality: only the effect of the date of Tết was taken out",
    )


def engine(name: str) -> str:
    """Name of the method for a filter of X-13."""
    return "X-13ARIMA-SEATS " + ("(X-11)" if name == "x11" else "(SEATS)")


def method(engine: str, log: bool, model: str) -> Note:
    """Method, transform and model in a line."""
    vi = "nhân tính (log)" if log else "cộng tính"
    en = "multiplicative (log)" if log else "additive"
    order = f", ARIMA {model}" if model else ""
    return Note(f"{engine}, {vi}{order}", f"{engine}, {en}{order}")


def fell_back(reason: str) -> Note:
    """Why STL and not X-13."""
    return Note(
        f"dùng phương án dự phòng STL vì X-13 không chạy được: {reason}",
        f"STL was used as a fallback because X-13 could not be: {reason}",
    )


def tet(effect: TetEffect) -> Note:
    """Whether Tết is in the model, and its coefficients."""
    if not effect.coefficients:
        return Note(
            "không đưa Tết vào mô hình (số liệu quý, hoặc ngoài lịch âm đã có)",
            "Tết is not in the model (quarters, or years without lunar dates)",
        )
    pairs = effect.coefficients.items()
    vi = "; ".join(f"{_WINDOWS[k].vi} {comma(c.value, 3)}, t = {comma(c.t, 1)}" for k, c in pairs)
    en = "; ".join(f"{_WINDOWS[k].en} {c.value:.3f}, t = {c.t:.1f}" for k, c in pairs)
    if effect.kept:
        return Note(f"đã loại ảnh hưởng của ngày Tết ({vi})", f"date of Tết taken out ({en})")
    return Note(f"ngày Tết không có ảnh hưởng rõ ({vi})", f"date of Tết has no clear effect ({en})")


def trading_day(value: float, t: float) -> Note:
    """A weekday effect that was kept."""
    return Note(
        f"đã loại ảnh hưởng số ngày làm việc ({comma(value, 4)}; t = {comma(t, 1)})",
        f"weekday effect taken out ({value:.4f}, t = {t:.1f})",
    )


def outliers(found: tuple[Outlier, ...]) -> Note:
    """Outliers by period."""
    names = ", ".join(f"{o.kind.upper()} {o.period}" for o in found)
    return Note(f"giá trị ngoại lai: {names}", f"outliers: {names}")


def gaps(count: int) -> Note:
    """Periods without a figure."""
    return Note(
        f"{count} kỳ thiếu số liệu được ước lượng khi tính, để trống trong kết quả",
        f"{count} periods without a figure were estimated on the way and stay empty in the result",
    )


def outliers_not_searched(reason: str) -> Note:
    """Why no outlier was searched for."""
    return Note(
        f"không tìm giá trị ngoại lai được: {reason}", f"outliers were not searched for: {reason}"
    )
