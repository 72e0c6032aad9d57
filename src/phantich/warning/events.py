"""Events known beforehand: an expected step is told as explained, not as a surprise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from phantich.calendar import LUNAR_YEARS, tet_date
from phantich.catalog.breaks import territorial_breaks
from phantich.catalog.model import Kind, Strict, Text
from phantich.warning.flag import Flag

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Event(Strict):
    """One event or a yearly one; empty lists fit everything. See ``events.yaml``."""

    id: Text
    name: Text
    name_en: Text
    months: tuple[Month, ...] = ()
    #: Months of each year, 1 to 12, within the days that it is valid.
    every: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max
    areas: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    items: tuple[str, ...] = ()
    direction: Literal["up", "down", ""] = ""
    explains: bool = True
    reference: Text

    @model_validator(mode="after")
    def _has_months(self) -> Self:
        if not self.months and not self.every:
            raise ValueError(f"{self.id}: an event has months, or months of every year")
        return self

    def fits(self, flag: Flag, kind: Kind | None = None) -> bool:
        """Whether the event accounts for what a flag found in its month."""
        month = flag.period[:7]
        if not (month in self.months or self._recurs(month)):
            return False
        under = not self.indicators or any(
            f"{flag.indicator}.".startswith(f"{code}.") for code in self.indicators
        )
        return (
            under
            and (not self.areas or flag.area in self.areas)
            and (not self.kinds or kind in self.kinds)
            and (not self.items or flag.item in self.items)
            and (not self.direction or flag.direction == self.direction)
        )

    def _recurs(self, month: str) -> bool:
        if len(month) != 7 or not month[5:].isdigit() or int(month[5:]) not in self.every:
            return False
        first = dt.date(int(month[:4]), int(month[5:]), 1)
        return self.valid_from <= first <= self.valid_to


def explained(flag: Flag, events: Iterable[Event], kind: Kind | None = None) -> Flag:
    """The flag with the first event that accounts for it; unchanged where there is none.

    Its state becomes ``explained`` and its evidence names the event, with the act as the source. An
    event that does not explain is named as the cause to check only. Errors in the data, levels,
    plans and lights are never explained away.

    Examples
    --------
    >>> flag = Flag(series="x", period="2024-07", frequency="M", rule="residual", version="1.0",
    ...     severity="warning", direction="up", item="Hàng hóa và dịch vụ khác")
    >>> found = explained(flag, planned_events(), "price_index")
    >>> found.state, found.legal_source
    ('explained', 'Nghị định 73/2024/NĐ-CP')
    """
    if flag.rule not in {"residual", "sustained", "counts"}:
        return flag
    event = next((event for event in events if event.fits(flag, kind)), None)
    if event is None:
        return flag
    evidence = {**flag.evidence, "event": f"{event.name}|{event.name_en}"}
    if not event.explains:
        # Digits changed round are suggested only where no other cause is at hand.
        cause = "" if flag.cause == "transposed" else flag.cause
        return flag.with_(evidence=evidence, cause=cause)
    source = flag.legal_source or event.reference
    return flag.with_(evidence=evidence, legal_source=source, state="explained", cause="planned")


@cache
def planned_events(path: Path | None = None) -> tuple[Event, ...]:
    """The events of ``events.yaml``, then those of a file of the same form, if one is named."""
    import yaml

    texts = [files("phantich.warning").joinpath("events.yaml").read_text(encoding="utf-8")]
    if path is not None:
        texts.append(path.read_text(encoding="utf-8"))
    entries = [entry for text in texts for entry in yaml.safe_load(text)["events"]]
    return tuple(Event.model_validate(entry) for entry in entries)


def calendar_events(area: str, first: int, last: int) -> Sequence[Event]:
    """Tết of the years `first` … `last` as a possible cause, and the area's territorial breaks.

    A break explains a step for the three months from it on. Tết never explains, for the models know
    it: it is named in January and February, with its date.

    Examples
    --------
    >>> [(e.id, e.months) for e in calendar_events("Hải Phòng", 2025, 2025)]
    [('break_2025-07', ('2025-07', '2025-08', '2025-09')), ('tet_2025', ('2025-01', '2025-02'))]
    """
    found = [
        Event(
            id=f"break_{entry.month}",
            name=entry.joined,
            name_en=entry.joined_en,
            months=tuple(_after(entry.month, step) for step in range(3)),
            reference=entry.reference,
        )
        for entry in territorial_breaks(area)
        if first <= int(entry.month[:4]) <= last
    ]
    years = range(max(first, LUNAR_YEARS[0]), min(last, LUNAR_YEARS[1]) + 1)
    return found + [
        Event(
            id=f"tet_{year}",
            name="Tết Nguyên đán",
            name_en="the lunar new year",
            months=(f"{year}-01", f"{year}-02"),
            explains=False,
            reference=f"{tet_date(year):%d/%m/%Y}",
        )
        for year in years
    ]


def _after(month: str, step: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + step
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
