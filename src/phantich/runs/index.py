"""The index of a month: every group and indicator, with its leading sentence and newest figure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from markupsafe import Markup

from phantich import files
from phantich.brief import months
from phantich.brief.charts.sparkline import sparkline
from phantich.brief.html import inline_script, render, style
from phantich.brief.model.facts import ORIGINS
from phantich.brief.sources import day
from phantich.catalog import CITIES, SETS, Group, SetId, indicator_set
from phantich.catalog.model import Bilingual
from phantich.language import Language
from phantich.runs.entries import Entry, Line
from phantich.runs.record import Outcome, Record, read_record, recorded_months

#: Editions of earlier months that an index leads to.
EDITIONS: Final = 12
AREAS: Final[dict[SetId, Bilingual]] = {
    "haiphong": Bilingual(vi="Hải Phòng", en="Hai Phong"),
    "cantho": Bilingual(vi="Cần Thơ", en="Can Tho"),
    "vietnam": Bilingual(vi="Cả nước", en="Viet Nam"),
}
_OTHER: Final[dict[Language, Language]] = {"vi": "en", "en": "vi"}
_NAMES: Final[dict[Language, str]] = {"vi": "index.html", "en": "index.en.html"}


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group: made, failed, or not made in this month."""

    code: str
    name: Bilingual
    state: Literal["made", "failed", "absent"]
    outcome: Outcome | None
    entry: Entry | None
    lines: tuple[Line, ...]
    #: Folder of its page, relative to the index.
    folder: str
    #: What the name of its page of forecasts begins with; empty without one.
    forecast: str = ""

    @property
    def stem(self) -> str:
        """What the name of its page begins with."""
        return (self.entry.stem if self.entry else "") or self.code

    @property
    def measured(self) -> int:
        """Indicators with figures."""
        return sum(line.state == "measured" for line in self.lines)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A city or the country with its groups; `month` is older than the index's where it says so."""

    id: SetId
    name: Bilingual
    month: str
    groups: tuple[GroupRow, ...]

    @property
    def indicators(self) -> int:
        """Indicators of all groups."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def lights(self) -> dict[str, int]:
        """Lights of all groups by look."""
        made = [group.entry.lights for group in self.groups if group.entry]
        return {look: sum(m.get(look, 0) for m in made) for look in ("good", "watch", "none")}


def write_index(out: Path, month: str) -> Path:
    """Write ``<month>/index.html`` and its English version; a function of the records alone.

    A city of which a group was made lists all its groups and indicators; the national brief is
    that of the month or of the newest month before it.
    """
    sets = _sets(out, month)
    editions = [m for m in recorded_months(out) if m <= month][-EDITIONS:][::-1]
    for lang, name in _NAMES.items():
        files.write_text(out / month / name, _render(month, sets, editions, lang))
    return out / month / _NAMES["vi"]


def write_top(out: Path) -> Path:
    """Write ``index.html`` and its English version in `out`: it leads to the months."""
    found = [(month, read_record(out / month, month)) for month in recorded_months(out)[::-1]]
    for lang, name in _NAMES.items():
        page = render(
            "top.html.j2",
            lang,
            months=[_month_row(month, record, lang) for month, record in found],
            style=style(),
            other=_NAMES[_OTHER[lang]],
            other_lang=_OTHER[lang],
        )
        files.write_text(out / name, page)
    return out / _NAMES["vi"]


def _month_row(month: str, record: Record, lang: Language) -> tuple[str, str, list[str], int]:
    """Address, name, sets with the number of their briefs, and how many failed."""
    counts = []
    for city in SETS:
        made = sum(o.city == city and o.ok for o in record.of("brief"))
        if made:
            name = AREAS[city]
            counts.append(f"{name.vi if lang == 'vi' else name.en} {made}")
    failed = sum(not o.ok for o in record.outcomes)
    return f"{month}/{_NAMES[lang]}", months.name(month).plain(lang), counts, failed


def _sets(out: Path, month: str) -> list[SetRow]:
    record = read_record(out / month, month)
    found = [_set(record, city, "") for city in CITIES]
    for earlier in [m for m in recorded_months(out) if m <= month][::-1]:
        national = read_record(out / earlier, earlier)
        if any(o.city == "vietnam" for o in national.of("brief")):
            folder = "" if earlier == month else f"../{earlier}/"
            found.append(_set(national, "vietnam", folder))
            break
    return [row for row in found if any(group.state != "absent" for group in row.groups)]


def _set(record: Record, city: SetId, folder: str) -> SetRow:
    catalogue = indicator_set(city)
    outcomes = {o.group: o for o in record.of("brief") if o.city == city}
    ahead = {o.group for o in record.of("forecast") if o.city == city and o.ok}
    groups = tuple(
        _group(group, outcomes.get(group.code), folder, group.code in ahead)
        for group in catalogue.groups
    )
    return SetRow(city, AREAS[city], record.month, groups)


def _group(group: Group, outcome: Outcome | None, folder: str, forecast: bool) -> GroupRow:
    entry = outcome.entry if outcome else None
    state: Literal["made", "failed", "absent"] = "absent"
    if outcome is not None:
        state = "made" if outcome.ok else "failed"
    known = {line.code: line for line in entry.lines} if entry else {}
    lines = tuple(
        known.get(i.code)
        or Line(code=i.code, title=Bilingual(vi=i.title, en=i.name_en), state="awaiting")
        for i in group.indicators
    )
    name = Bilingual(vi=group.name, en=group.name_en)
    stem = f"{group.code}-forecast" if forecast else ""
    return GroupRow(group.code, name, state, outcome, entry, lines, folder, stem)


def _render(month: str, sets: list[SetRow], editions: list[str], lang: Language) -> str:
    script = inline_script("search.js")
    return render(
        "index.html.j2",
        lang,
        month=month,
        month_name=lambda m: months.name(m).plain(lang),
        sets=sets,
        editions=editions,
        origins=ORIGINS,
        style=style(),
        script=script,
        other=_NAMES[_OTHER[lang]],
        other_lang=_OTHER[lang],
        suffix=".html" if lang == "vi" else ".en.html",
        index=_NAMES[lang],
        day=lambda text: day(text, lang),
        spark=lambda line: Markup(sparkline(line.values)),
        failed=sum(group.state == "failed" for row in sets for group in row.groups),
    )
