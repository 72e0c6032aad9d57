"""What stands below tables and charts: source, vintage, real or simulated, what marks mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from phantich.brief.charts import Chart
from phantich.brief.model.content import Content
from phantich.brief.model.facts import ORIGINS, origin_of
from phantich.brief.presentable import shortened
from phantich.brief.sources import SourceLine, day, source_lines
from phantich.brief.tables import Row, Table
from phantich.language import Language

#: Status → the small letter behind a figure, and its meaning.
_STATUS: Final[dict[Language, dict[str, tuple[str, str]]]] = {
    "vi": {"E": ("ư", "ước"), "P": ("sb", "sơ bộ")},
    "en": {"E": ("e", "estimate"), "P": ("p", "preliminary")},
}
_SIMULATED: Final[dict[Language, tuple[str, str]]] = {
    "vi": ("mp", "mô phỏng"),
    "en": ("s", "simulated"),
}
_NOTHING: Final[dict[Language, tuple[str, str]]] = {
    "vi": ("…", "chưa có số liệu"),
    "en": ("…", "no figure"),
}


@dataclass(frozen=True)
class Feet:
    """Feet in one language."""

    content: Content
    lang: Language

    def table(self, table: Table) -> str:
        """Source and vintage of a table, its note, and the meaning of the marks in it."""
        used = {self._marks(table, row, i) for row in table.rows for i in range(len(row.cells))}
        meanings = [*_STATUS[self.lang].values(), _SIMULATED[self.lang]]
        legend = [m for m in meanings if any(m[0] in marks for marks in used)]
        if any(cell.fact is None for row in table.rows for cell in row.cells):
            legend.append(_NOTHING[self.lang])
        told = "; ".join(f"{mark}: {meaning}" for mark, meaning in legend)
        parts = [table.note.plain(self.lang), self._source(f.id for f in table.facts)]
        return " ".join([*filter(None, parts), *([f"{told}."] if told else [])])

    def chart(self, chart: Chart) -> str:
        """Source and vintage of a chart, and how simulated stretches are drawn in it."""
        foot = self._source(chart.facts)
        if self.content.origin(chart.facts) != "mixed":
            return foot
        vi, en = "Nét đứt, gạch chéo: mô phỏng.", "Dashed, hatched: simulated."
        return f"{foot} {vi if self.lang == 'vi' else en}"

    def marks(self, table: Table, row: Row, column: int) -> str:
        """Small letters behind a figure: estimate, preliminary, simulated among published ones."""
        return " ".join(self._marks(table, row, column))

    def _marks(self, table: Table, row: Row, column: int) -> tuple[str, ...]:
        fact = row.cells[column].fact
        if fact is None:
            return ()
        marks = []
        if column not in table.estimates and fact.status in _STATUS[self.lang]:
            marks.append(_STATUS[self.lang][fact.status][0])
        if row.origin == "mixed" and fact.simulated:
            marks.append(_SIMULATED[self.lang][0])
        return tuple(marks)

    def _source(self, ids: Iterable[str]) -> str:
        facts = [self.content.facts[i] for i in ids if i in self.content.facts]
        if not facts:
            return ""
        newest = day(max(fact.vintage for fact in facts), self.lang)
        words = ORIGINS[origin_of(facts)][1]
        lines = source_lines(facts, self.content.facts, self.content.month)
        real = [line for line in lines if not line.simulated]
        if self.lang == "vi":
            told = f"Nguồn: {_short(real, 'vi')}. " if real else ""
            return f"{told}{words.vi}. Số liệu đến ngày {newest}."
        told = f"Source: {_short(real, 'en')}. " if real else ""
        return f"{told}{words.en}. Figures as of {newest}."


def _short(lines: list[SourceLine], lang: Language) -> str:
    """The source that gave most, by host or file, and how many more there are."""
    by_count = sorted(lines, key=lambda line: -line.count)
    names = list(dict.fromkeys(_host(line.name.vi) for line in by_count))
    more = len(names) - 1
    if not more:
        return names[0]
    return f"{names[0]} " + (f"và {more} nguồn khác" if lang == "vi" else f"and {more} more")


def _host(name: str) -> str:
    """The host of an address; other names as they are, unless they are too long."""
    name = shortened(name)
    return name.split("/")[2] if name.startswith(("http://", "https://")) else name
