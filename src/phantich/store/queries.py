"""What was known when: the one question that the store answers.

A figure's `KEY` has one row for each vintage at which it was published or revised. Asked for the
latest, the store gives one row per key, chosen by this rule, in this order:

1. a real figure before a simulated one;
2. a figure from its publisher (workbook, form, table) before one cited from a public page, which
   may be rounded and is often dated later;
3. the latest vintage that is not after `as_of`;
4. among figures of one vintage, official (A) before preliminary (P) before estimate (E);
5. then the load that brought the figure first, the later load winning;
6. within a load, the row that stands first in the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from phantich.errors import UsageError
from phantich.observations import COLUMNS, KEY, frequency_of
from phantich.store.periods import bounds
from phantich.store.schema import IDENTITY

Vintages = Literal["latest", "all"]
Simulated = Literal["fallback", "only", "exclude"]
Names = str | Sequence[str] | None
Day = str | dt.date | None

_ORDER: Final = "indicator, component, measure, item, area, frequency, starts, period, vintage"
_CITED: Final = "load_id IN (SELECT load_id FROM loads WHERE kind = 'cited')"
_STATUS: Final = "array_position(['A', 'P', 'E'], status)"


@dataclass(frozen=True, slots=True)
class Query:
    """Which figures are wanted; what is None is not restricted.

    `indicator` is a code, or the beginning of codes up to a dot (``HP.A.II``, ``VN``). A period
    is wanted when it lies within `period_from` … `period_to`, both included; either may be any
    period, such as a year.
    """

    indicator: Names = None
    component: Names = None
    item: Names = None
    area: Names = None
    measure: Names = None
    frequency: Names = None
    period_from: str | None = None
    period_to: str | None = None
    as_of: Day = None
    vintages: Vintages = "latest"
    simulated: Simulated = "fallback"
    #: Moment in UTC at which the store is looked at; its present state when None.
    at: dt.datetime | None = None

    def sql(self) -> tuple[str, list[Any]]:
        """The statement and its parameters.

        Raises
        ------
        UsageError
            When a period, a day or a choice is none.
        """
        where, values = self._conditions()
        identity = ", ".join(IDENTITY)
        held = (
            f"SELECT {identity}, starts, bool_and(cited) AS cited, min(load_id) AS load_id, "
            "arg_min(position, load_id) AS position, arg_min(source, load_id) AS source, "
            f"arg_min(note, load_id) AS note FROM (SELECT *, {_CITED} AS cited FROM figures) "
            f"WHERE {where} "
            f"GROUP BY {identity}, starts"
        )
        key = ", ".join(KEY)
        real_first = (
            f"QUALIFY simulated = bool_and(simulated) OVER (PARTITION BY {key})"
            if self.simulated == "fallback"
            else ""
        )
        known = f"SELECT * FROM ({held}) {real_first}"
        rank = f"cited, vintage DESC, {_STATUS}, load_id DESC, position"
        latest = (
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {rank}) = 1"
            if self.vintages == "latest"
            else ""
        )
        columns = ", ".join("vintage::VARCHAR AS vintage" if c == "vintage" else c for c in COLUMNS)
        return (
            f"SELECT {columns}, load_id FROM (SELECT * FROM ({known}) {latest}) AS chosen "
            f"ORDER BY {_ORDER.replace('vintage', 'chosen.vintage')}, {_STATUS}, load_id, position",
            values,
        )

    def _conditions(self) -> tuple[str, list[Any]]:
        self._check()
        parts = ["load_id IN (SELECT load_id FROM loads WHERE withdrawn_at IS NULL)"]
        values: list[Any] = []
        if self.at is not None:
            held = "loaded_at <= ? AND (withdrawn_at IS NULL OR withdrawn_at > ?)"
            parts = [f"load_id IN (SELECT load_id FROM loads WHERE {held})"]
            values += [self.at, self.at]
        codes = _names(self.indicator)
        if codes is not None:
            parts.append(
                "(" + " OR ".join(["indicator = ? OR starts_with(indicator, ?)"] * len(codes)) + ")"
                if codes
                else "false"
            )
            values += [text for code in codes for text in (code, f"{code}.")]
        for column in ("component", "item", "area", "measure", "frequency"):
            names = _names(getattr(self, column))
            if names is not None:
                parts.append(f"list_contains(?, {column})")
                values.append(names)
        if self.period_from is not None:
            parts.append("starts >= ?")
            values.append(_span(self.period_from)[0])
        if self.period_to is not None:
            parts.append("ends <= ?")
            values.append(_span(self.period_to)[1])
        if self.as_of is not None:
            parts.append("vintage <= ?")
            values.append(_day(self.as_of))
        if self.simulated != "fallback":
            parts.append("simulated" if self.simulated == "only" else "NOT simulated")
        return " AND ".join(parts), values

    def _check(self) -> None:
        if self.vintages not in ("latest", "all"):
            raise UsageError(f"vintages is {self.vintages!r}; it is latest or all")
        if self.simulated not in ("fallback", "only", "exclude"):
            raise UsageError(f"simulated is {self.simulated!r}; it is fallback, only or exclude")


def fingerprint_sql(as_of: Day = None, at: dt.datetime | None = None) -> tuple[str, list[Any]]:
    """The statement, and its parameters, that gives each indicator a hash of its figures.

    What is summed is a hash of each row, so that the order of rows does not matter and a row that
    is there twice counts twice. A load's number is part of it, since later loads win over earlier
    ones.
    """
    where, values = Query(as_of=as_of, at=at)._conditions()
    columns = ", ".join((*IDENTITY, "source", "note", "load_id", "position", _CITED))
    return (
        f"SELECT indicator, md5(count(*) || ' ' || sum(hash({columns}))) FROM figures "
        f"WHERE {where} GROUP BY indicator",
        values,
    )


def _names(names: Names) -> list[str] | None:
    if names is None:
        return None
    return [names] if isinstance(names, str) else list(names)


def _span(period: str) -> tuple[dt.date, dt.date]:
    try:
        return bounds(period, frequency_of(period))
    except ValueError as error:
        raise UsageError(
            f"{period!r} is no period; write one such as 2026-10, 2026-Q3, 2026 or 2026-10-05"
        ) from error


def moment(text: str) -> dt.datetime:
    """A moment in UTC from ISO text; one without a zone is UTC.

    Raises
    ------
    UsageError
        When the text is none.
    """
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no moment; write it as 2026-11-02T08:00:00") from error
    return found if found.tzinfo is None else found.astimezone(dt.UTC).replace(tzinfo=None)


def _day(day: str | dt.date) -> dt.date:
    if isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write it as YYYY-MM-DD") from error
