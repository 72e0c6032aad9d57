"""The faces of a content that a notebook shows, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from phantich.brief import months
from phantich.brief.cards import Card, cards
from phantich.brief.charts import Chart, charts
from phantich.brief.html import data_uri, render
from phantich.brief.model import ORIGINS, Content, IndicatorContent, Origin, origin_of
from phantich.brief.narrative import Paragraph, key_points, paragraphs
from phantich.brief.notes import notes
from phantich.brief.numbers import Language, plain
from phantich.brief.sources import SourceLine, day, source_lines
from phantich.brief.subject import Subject, subjects
from phantich.brief.tables import Cell, Row, Table, tables
from phantich.brief.view import View

__all__ = ["ENGLISH", "Face", "Faces"]

#: Type under which an output carries its English version.
ENGLISH: Final = "application/vnd.phantich.en+html"
#: Sources shown before the list folds.
_SOURCES: Final = 12


@dataclass(frozen=True)
class Face:
    """One section as an output of a notebook: HTML in both languages, and plain text."""

    make: Callable[[Language], str]
    plain: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/html": self.make("vi"),
            ENGLISH: self.make("en"),
            "text/plain": plain(self.plain),
        }

    def __str__(self) -> str:
        return plain(self.plain)


@dataclass(frozen=True)
class Told:
    """What is said of one indicator."""

    paragraphs: list[Paragraph]
    origin: Origin


class Faces:
    """Sections of the page of one content."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.view = View(content)

    @cached_property
    def subjects(self) -> list[Subject]:
        """What the brief is about, in order."""
        return subjects(self.view)

    @cached_property
    def points(self) -> Paragraph:
        """The leading sentences."""
        return key_points(self.view)

    @cached_property
    def tables(self) -> list[Table]:
        """The tables, numbered."""
        return tables(self.subjects)

    @cached_property
    def charts(self) -> list[Chart]:
        """The charts."""
        return charts(self.subjects)

    @cached_property
    def cards(self) -> list[Card]:
        """The figures at the top."""
        return cards(self.subjects)

    @cached_property
    def told(self) -> list[tuple[IndicatorContent, Told]]:
        """Each indicator with its paragraphs, in the order of the decision."""
        result = []
        for indicator in self.content.indicators:
            own = [s for s in self.subjects if indicator.code in s.codes]
            said = paragraphs(own, indicator.code)
            ids = [i for p in said for sentence in p for i in sentence.facts]
            result.append((indicator, Told(said, self.content.origin(ids))))
        return result

    @property
    def origin(self) -> Origin:
        """Whether the page's numbers are real, simulated or both."""
        return self.content.origin(self.used)

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Ids of all facts that the page shows."""
        texts = [
            *self.points,
            *(t for card in self.cards for t in (card.label, card.value, card.note)),
        ]
        texts += [s for _, told in self.told for p in told.paragraphs for s in p]
        ids = [i for text in texts for i in text.facts]
        ids += [f.id for table in self.tables for f in table.facts]
        ids += [i for chart in self.charts for i in chart.facts]
        return tuple(dict.fromkeys(ids))

    def head(self) -> Face:
        """Title, month, badges and the figures at the top."""
        month = months.name(self.content.month)

        def make(lang: Language) -> str:
            name = month.plain(lang)
            return self._render(
                "head.html.j2",
                lang,
                cards=self.cards,
                origin=self.origin,
                month_name=name[0].upper() + name[1:],
            )

        return Face(make, f"{self.content.group} {self.content.name.vi}, {month.plain()}")

    def key_points(self) -> Face:
        """What matters most."""
        said = "\n".join(point.plain() for point in self.points)
        return Face(lambda lang: self._render("points.html.j2", lang, points=self.points), said)

    def table_section(self) -> Face:
        """All tables."""
        return Face(
            lambda lang: self._render(
                "tables.html.j2",
                lang,
                tables=self.tables,
                caption=lambda t: self._caption(t, lang),
                cell_marks=lambda row, cell: _marks(row, cell, lang),
            ),
            "\n".join(table.title().plain() for table in self.tables),
        )

    def chart_section(self) -> Face:
        """All charts."""
        return Face(
            lambda lang: self._render(
                "charts.html.j2",
                lang,
                charts=self.charts,
                picture=lambda chart, size: data_uri(chart.svg(lang, size)),
                chart_foot=lambda chart: self._chart_foot(chart, lang),
                origin_of=self.content.origin,
            ),
            "\n".join(chart.title.plain() for chart in self.charts),
        )

    def indicator_section(self) -> Face:
        """Each indicator with its paragraphs."""
        said = "\n".join(s.plain() for _, told in self.told for p in told.paragraphs for s in p)
        return Face(
            lambda lang: self._render("indicators.html.j2", lang, indicators=self.told), said
        )

    def source_section(self) -> Face:
        """Sources, method and what is real."""
        facts = self.content.facts
        lines = source_lines((facts[i] for i in self.used), facts, self.content.month)
        current = sum(line.current for line in lines)
        told = notes(self.content)
        return Face(
            lambda lang: self._render(
                "sources.html.j2",
                lang,
                sources=lines,
                most=min(current, _SOURCES) or _SOURCES,
                notes=told,
            ),
            "\n".join(line.name.vi for line in lines),
        )

    def _render(self, template: str, lang: Language, **values: Any) -> str:
        return render(
            template,
            lang,
            content=self.content,
            facts=self.content.facts,
            origins=ORIGINS,
            day=lambda text: day(text, lang),
            **values,
        )

    def _caption(self, table: Table, lang: Language) -> str:
        """The foot of a table: source, vintage, what the marks mean."""
        own = table.facts
        observed = [f for f in own if not f.rule]
        say = 0 if lang == "vi" else 1
        marks = []
        if any(f.status == "E" for f in observed):
            marks.append(("ư: ước", "e: estimate")[say])
        if any(f.status == "P" for f in observed):
            marks.append(("sb: sơ bộ", "p: preliminary")[say])
        if table.origin == "mixed":
            marks.append(("mp: số liệu mô phỏng", "s: simulated")[say])
        if any(cell.fact is None for row in table.rows for cell in row.cells):
            marks.append(("…: chưa có số liệu", "…: no figure")[say])
        foot = self._foot((f.id for f in own), lang)
        return f"{foot} {'; '.join(marks)}." if marks else foot

    def _chart_foot(self, chart: Chart, lang: Language) -> str:
        foot = self._foot(chart.facts, lang)
        if self.content.origin(chart.facts) != "mixed":
            return foot
        drawn = "Nét đứt, gạch chéo: mô phỏng." if lang == "vi" else "Dashed, hatched: simulated."
        return f"{foot} {drawn}"

    def _foot(self, ids: Iterable[str], lang: Language) -> str:
        """Source, vintage, and whether the figures are real."""
        facts = [self.content.facts[i] for i in ids]
        if not facts:
            return ""
        newest = day(max(f.vintage for f in facts), lang)
        words = ORIGINS[origin_of(facts)][1]
        lines = source_lines(facts, self.content.facts, self.content.month)
        real = [line for line in lines if not line.simulated]
        if lang == "vi":
            told = f"Nguồn: {_short(real, 'vi')}. " if real else ""
            return f"{told}{words.vi}. Số liệu đến ngày {newest}."
        told = f"Source: {_short(real, 'en')}. " if real else ""
        return f"{told}{words.en}. Figures as of {newest}."


def _marks(row: Row, cell: Cell, lang: Language) -> str:
    """Small letters behind a figure: estimate, preliminary, simulated among published ones."""
    if cell.fact is None:
        return ""
    marks = [] if cell.fact.rule else [_STATUS_MARKS[lang].get(cell.fact.status, "")]
    if row.origin == "mixed" and cell.fact.simulated:
        marks.append("mp" if lang == "vi" else "s")
    return " ".join(filter(None, marks))


_STATUS_MARKS: Final[dict[Language, dict[str, str]]] = {
    "vi": {"E": "ư", "P": "sb"},
    "en": {"E": "e", "P": "p"},
}


def _short(lines: list[SourceLine], lang: Language) -> str:
    """The first source by host or file, and how many more there are."""
    names = list(dict.fromkeys(_host(line.name.vi) for line in lines))
    more = len(names) - 1
    if not more:
        return names[0]
    return f"{names[0]} " + (f"và {more} nguồn khác" if lang == "vi" else f"and {more} more")


def _host(name: str) -> str:
    """The host of an address; other names as they are."""
    return name.split("/")[2] if name.startswith(("http://", "https://")) else name
