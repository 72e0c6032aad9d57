"""The one tidy schema every figure travels in: one row a figure.

=============  ==================================================================================
column         content
=============  ==================================================================================
``indicator``  code in a catalogue: ``HP.A.II.1``, ``CT.B.II.16``, ``VN.CPI``
``component``  id of the component measured: ``revenue``, ``deaths``
``item``       member of a breakdown by its canonical Vietnamese name; the component's total
               item (``Tổng số`` unless the catalogue says otherwise) where there is none
``area``       ``Việt Nam``, ``Hải Phòng``, ``Cần Thơ``, or a commune: ``Phường Ngô Quyền``
``period``     ISO text, see `PERIODS`
``frequency``  SDMX letter, see `PERIODS`
``measure``    what is published, see `MEASURES`
``value``      a finite float in the printed unit; a gap is an absent row, never a NaN
``unit``       canonical Vietnamese unit: ``tỷ đồng``, ``triệu USD``, ``%``, ``2019=100``
``status``     ``A`` official, ``P`` preliminary (sơ bộ), ``E`` estimate (ước)
``source``     file, sheet and cell, or address, or ``simulated:…``
``vintage``    date on which the figure became known, ``YYYY-MM-DD``
``note``       free text that must travel with the figure, mostly empty
=============  ==================================================================================

Comparisons are stored in index form (the base of the comparison = 100), as the statistics office
prints them: a rise of 0.4 % is 100.4. A plan is a figure too: measure ``plan`` (or
``plan:council``, ``plan:central``, ``plan:scenario`` where several are in use) of the component and
item it is a plan for, with the year as its period.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from phantich.errors import DataError, Fault, UsageError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = (
    "indicator", "component", "item", "area", "period", "frequency", "measure",
    "value", "unit", "status", "source", "vintage", "note",
)  # fmt: skip
#: What `phantich query` prints.
QUERY_COLUMNS: Final = tuple(c for c in COLUMNS if c not in {"frequency", "note"})
#: What a revision replaces: two rows alike in these are the same figure at two dates.
KEY: Final = ("indicator", "component", "item", "area", "period", "frequency", "measure")

#: Frequency letter → pattern of its period text.
PERIODS: Final[dict[str, re.Pattern[str]]] = {
    "H": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])"),
    "D": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "W": re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])"),
    "M": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "Q": re.compile(r"\d{4}-Q[1-4]"),
    "S": re.compile(r"\d{4}-S[12]"),
    "A": re.compile(r"\d{4}"),
    #: Crop seasons: winter-spring, summer-autumn, autumn-winter, main (mùa).
    "C": re.compile(r"\d{4}-(DX|HT|TD|MU)"),
    #: Irregular: the date on which it happened.
    "I": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}
#: Frequency → months in a period, where it is a part of the calendar year.
MONTHS: Final[dict[str, int]] = {"M": 1, "Q": 3, "S": 6, "A": 12}
#: Crop season → the month by whose end its harvest is counted. Winter-spring is harvested until May
#: in the Red River delta, summer-autumn until September in the Mekong delta.
HARVESTS: Final[dict[str, int]] = {"DX": 5, "HT": 9, "TD": 12, "MU": 12}

#: Measure → (Vietnamese, English). A measure may carry a qualifier after a colon: ``plan:council``.
MEASURES: Final[dict[str, tuple[str, str]]] = {
    "level": ("trong kỳ", "in the period"),
    "ytd": ("lũy kế từ đầu năm", "year to date"),
    "mom": ("so với tháng trước", "on the previous month"),
    "qoq": ("so với quý trước", "on the previous quarter"),
    "yoy": ("so với cùng kỳ năm trước", "on the same period of last year"),
    "ytd_yoy": (
        "lũy kế so với cùng kỳ năm trước",
        "year to date on the same period of last year",
    ),
    "vs_december": ("so với tháng 12 năm trước", "on December of last year"),
    "vs_base": ("so với kỳ gốc", "on the base year"),
    "ytd_average": (
        "bình quân từ đầu năm so với cùng kỳ",
        "average since January on the same period",
    ),
    "quarter_average": (
        "bình quân quý so với cùng kỳ",
        "quarter average on the same quarter",
    ),
    "plan": ("kế hoạch năm", "annual plan"),
    "pct_plan": ("lũy kế so với kế hoạch năm", "year to date as a share of the annual plan"),
    "month_pct_plan": (
        "trong tháng so với kế hoạch năm",
        "the month as a share of the annual plan",
    ),
    "share": ("tỷ trọng", "share"),
    "ytd_share": ("tỷ trọng lũy kế", "share of the year to date"),
}
QUALIFIERS: Final = frozenset({"council", "central", "scenario"})
#: Measures stored with the base of the comparison = 100.
INDEX_MEASURES: Final = frozenset(
    {"mom", "qoq", "yoy", "ytd_yoy", "vs_december", "vs_base", "ytd_average", "quarter_average"}
)
STATUSES: Final[dict[str, tuple[str, str]]] = {
    "A": ("chính thức", "official"),
    "P": ("sơ bộ", "preliminary"),
    "E": ("ước", "estimate"),
}
#: How the source of a simulated figure begins.
SIMULATED: Final = "simulated:"

_DATE = PERIODS["D"]


def frequency_of(period: str) -> str:
    """Frequency letter of a period text; a plain date counts as daily.

    Raises
    ------
    ValueError
        When the text is no period.

    Examples
    --------
    >>> frequency_of("2026-Q3"), frequency_of("2026-10"), frequency_of("2026-DX")
    ('Q', 'M', 'C')
    """
    for letter, pattern in PERIODS.items():
        if pattern.fullmatch(period):
            return letter
    raise ValueError(f"{period!r} is not a period such as 2026-10, 2026-Q3 or 2026")


def check_month(month: str) -> str:
    """The month itself.

    Raises
    ------
    UsageError
        When the text is no ``YYYY-MM``.
    """
    if not PERIODS["M"].fullmatch(month):
        raise UsageError(f"{month!r} is not a month such as 2026-10; write YYYY-MM")
    return month


def is_simulated(source: str) -> bool:
    """Whether a figure's source says that it is simulated."""
    return source.startswith(SIMULATED)


def is_measure(measure: str) -> bool:
    """Whether the text names a measure, with an allowed qualifier or none."""
    name, _, qualifier = measure.partition(":")
    return name in MEASURES and (not qualifier or qualifier in QUALIFIERS)


def validate(frame: pd.DataFrame, source: str = "observations") -> pd.DataFrame:
    """Check a frame of observations once, at the border, and return it in canonical form.

    Missing ``frequency`` is derived from ``period``, missing ``note`` becomes empty text; columns
    are put in the order of `COLUMNS`. Nothing is dropped and nothing is filled.

    Parameters
    ----------
    frame
        One row a figure; the columns of `COLUMNS`, of which ``frequency`` and ``note`` may lack.
    source
        Name of the input for messages.

    Raises
    ------
    DataError
        With every fault: missing columns, values that are no finite number, unknown measure,
        status, period, frequency, vintage, empty keys, rows that contradict each other.
    """
    import pandas as pd

    missing = [c for c in COLUMNS if c not in frame.columns and c not in {"frequency", "note"}]
    if missing:
        expected = ", ".join(c for c in COLUMNS if c not in {"frequency", "note"})
        raise DataError(
            source,
            [Fault(source, f"no column {', '.join(missing)}", f"the columns {expected}")],
        )
    table = frame.copy()
    if "frequency" not in table:
        table["frequency"] = ""
    if "note" not in table:
        table["note"] = ""
    texts = [c for c in COLUMNS if c != "value"]
    table[texts] = table[texts].fillna("").astype(str)
    given = table["value"]
    table["value"] = pd.to_numeric(given, errors="coerce").astype(float)
    table = table.loc[:, list(COLUMNS)].reset_index(drop=True)
    faults = _faults(table, given.reset_index(drop=True), source)
    if faults:
        raise DataError(source, faults)
    return table


def _faults(table: pd.DataFrame, given: pd.Series, source: str) -> list[Fault]:
    import numpy as np

    faults: list[Fault] = []

    def report(row: int, column: str, found: object, expected: str) -> None:
        faults.append(Fault(f"{source}, row {row + 1}, column {column}", repr(found), expected))

    for row in np.flatnonzero(~np.isfinite(table["value"].to_numpy())):
        report(int(row), "value", given.iloc[row], "a finite number (leave the row out for a gap)")
    for column in ("indicator", "component", "item", "area", "unit", "source"):
        for row in np.flatnonzero(table[column].to_numpy() == ""):
            report(int(row), column, "", "a text")
    _derive_frequency(table)
    checks: dict[str, tuple[Callable[[str], bool], str]] = {
        "frequency": (lambda x: x in PERIODS, f"one of {', '.join(PERIODS)}"),
        "measure": (is_measure, f"one of {', '.join(MEASURES)}"),
        "status": (lambda x: x in STATUSES, "A, P or E"),
        "vintage": (lambda x: bool(_DATE.fullmatch(x)), "a date YYYY-MM-DD"),
    }
    for column, (allowed, expected) in checks.items():
        bad = {v for v in table[column].unique() if not allowed(v)}
        for row in np.flatnonzero(table[column].isin(bad).to_numpy()):
            report(int(row), column, table[column].iloc[row], expected)
    pairs = table[["frequency", "period"]].drop_duplicates()
    for frequency, period in pairs.itertuples(index=False):
        if frequency in PERIODS and not PERIODS[frequency].fullmatch(period):
            rows = (table["frequency"] == frequency) & (table["period"] == period)
            expected = "a period such as 2026-10, 2026-Q3, 2026-S1, 2026 or 2026-10-05"
            for row in np.flatnonzero(rows.to_numpy()):
                report(int(row), "period", period, expected)
    faults.extend(_contradictions(table, source))
    return faults


def _derive_frequency(table: pd.DataFrame) -> None:
    derived: dict[str, str] = {}
    for period in table.loc[table["frequency"] == "", "period"].unique():
        try:
            derived[period] = frequency_of(period)
        except ValueError:
            derived[period] = "M"
    empty = table["frequency"] == ""
    table.loc[empty, "frequency"] = table.loc[empty, "period"].map(derived)


def _contradictions(table: pd.DataFrame, source: str) -> list[Fault]:
    """Rows of one source and vintage that give the same figure two values."""
    keys = [*KEY, "source", "vintage"]
    distinct = table.drop_duplicates([*keys, "value"])
    twice = distinct[distinct.duplicated(keys, keep=False)]
    faults = []
    for key, rows in twice.groupby(keys, sort=False):
        values = ", ".join(
            f"{v:g} (row {i + 1})"
            for i, v in zip(rows.index.to_list(), rows["value"].to_list(), strict=True)
        )
        name = "/".join(str(k) for k in key[:4])
        faults.append(
            Fault(f"{source}, {name}, {key[4]}, {key[6]}", f"the values {values}", "one value")
        )
    return faults
