"""Periods that a monthly form asks for, and the ones it compares with."""

from __future__ import annotations

from phantich.language import CROPS, ROMAN
from phantich.observations import HARVESTS, MONTHS

#: Frequencies of which a form asks for the month's result.
_WITHIN = frozenset({"D", "W", "I", "H"})


def due(month: str, frequencies: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Frequencies and periods that a form of `month` asks for.

    A monthly figure is asked for every month and then not by quarter or year as well, since those
    follow from it. Without months, each quarter, half-year, year and crop season that the month
    closes is asked for. What is reported by the day, week or event is asked for by the month.

    Examples
    --------
    >>> due("2026-10", ("D", "M")), due("2026-12", ("Q", "A"))
    ((('M', '2026-10'),), (('Q', '2026-Q4'), ('A', '2026')))
    """
    year, number = month[:4], int(month[5:])
    if "M" in frequencies or not set(frequencies) - _WITHIN:
        return (("M", month),)
    texts = {"Q": f"{year}-Q{number // 3}", "S": f"{year}-S{number // 6}", "A": year}
    closed = [(f, texts[f]) for f in "QSA" if f in frequencies and number % MONTHS[f] == 0]
    if "C" in frequencies:
        closed += [("C", f"{year}-{s}") for s, last in HARVESTS.items() if last == number]
    return tuple(closed)


def before(period: str, frequency: str) -> str | None:
    """The period before; None for a crop season, which is compared with its own kind only.

    Examples
    --------
    >>> before("2026-01", "M"), before("2026-Q1", "Q"), before("2026", "A")
    ('2025-12', '2025-Q4', '2025')
    """
    year = int(period[:4])
    if frequency == "A":
        return str(year - 1)
    if frequency not in {"M", "Q", "S"}:
        return None
    number = int(period[5:].lstrip("QS"))
    last = 12 // MONTHS[frequency]
    year, number = (year, number - 1) if number > 1 else (year - 1, last)
    return f"{year}-{number:02d}" if frequency == "M" else f"{year}-{frequency}{number}"


def year_before(period: str) -> str:
    """The same period of last year.

    Examples
    --------
    >>> year_before("2026-Q3")
    '2025-Q3'
    """
    return f"{int(period[:4]) - 1}{period[4:]}"


def in_words(period: str, frequency: str) -> str:
    """The period in Vietnamese.

    Examples
    --------
    >>> in_words("2026-10", "M"), in_words("2026-Q3", "Q"), in_words("2026-DX", "C")
    ('tháng 10/2026', 'quý III/2026', 'vụ đông xuân 2026')
    """
    year, rest = period[:4], period[5:]
    if frequency == "M":
        return f"tháng {int(rest)}/{year}"
    if frequency == "Q":
        return f"quý {ROMAN[int(rest[1]) - 1]}/{year}"
    if frequency == "S":
        return f"6 tháng {'đầu' if rest == 'S1' else 'cuối'} năm {year}"
    return f"{CROPS[rest][0]} {year}" if frequency == "C" else f"năm {year}"
