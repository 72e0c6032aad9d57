"""The faces of a content that a notebook shows, section by section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from phantich.brief import ahead, corrected
from phantich.brief.cards import Card, cards
from phantich.brief.changed import rows, told
from phantich.brief.charts import Chart, charts
from phantich.brief.feet import Feet
from phantich.brief.html import data_uri, render
from phantich.brief.late import late_rows, rules
from phantich.brief.model.content import Content
from phantich.brief.model.facts import ORIGINS, Origin
from phantich.brief.model.indicators import IndicatorContent
from phantich.brief.narrative import Paragraph, key_points, paragraphs
from phantich.brief.notes import notes
from phantich.brief.numbers import plain
from phantich.brief.sources import day, source_lines
from phantich.brief.strip import Lamp, lamps, tally, together
from phantich.brief.structure import names_of
from phantich.brief.subject import Subject, subjects
from phantich.brief.tables import Table, tables
from phantich.brief.text import Text
from phantich.brief.tracing_charts import Known, check_drawing
from phantich.brief.view import View
from phantich.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from phantich.brief.charts.style import Size

#: Type under which an output carries its English version.
ENGLISH: Final = "application/vnd.phantich.en+html"
#: Sources shown before the list folds.
_SOURCES: Final = 12


@dataclass(frozen=True)
class Face:
    """One section as an output of a notebook: HTML in both languages, and plain text."""

    make: Callable[[Language], str]
    plain: str

    def __post_init__(self) -> None:
        # Who shows a face may ask for it more than once, and its charts are dear.
        object.__setattr__(self, "make", cache(self.make))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/html": self.make("vi"),
            ENGLISH: self.make("en"),
            "text/plain": plain(self.plain),
        }

    def __str__(self) -> str:
        return plain(self.plain)


@dataclass(frozen=True)
class Chapter:
    """What is said and shown of one indicator."""

    paragraphs: list[Paragraph]
    tables: list[Table]
    charts: list[Chart]
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
        """All tables, numbered; the first is the group's main one."""
        return tables(self.subjects)

    @cached_property
    def charts(self) -> list[Chart]:
        """All charts."""
        return charts(self.subjects)

    @cached_property
    def cards(self) -> list[Card]:
        """The figures at the top."""
        return cards(self.subjects)

    @cached_property
    def leading(self) -> frozenset[str]:
        """Codes of the indicators that the main table is about; their charts stand beside it."""
        return frozenset(self.tables[0].codes if self.tables else ())

    @cached_property
    def told(self) -> list[tuple[IndicatorContent, Chapter]]:
        """Each indicator with its chapter, in the order of the decision."""
        return [(indicator, self._chapter(indicator.code)) for indicator in self.content.indicators]

    def _chapter(self, code: str) -> Chapter:
        own = [subject for subject in self.subjects if code in subject.codes]
        said = paragraphs(own, code)
        shown = [t for t in self.tables[1:] if t.codes[0] == code]
        drawn = [c for c in self.charts if c.codes[0] == code and code not in self.leading]
        ids = [i for paragraph in said for sentence in paragraph for i in sentence.facts]
        ids += [fact.id for table in shown for fact in table.facts]
        own_ids = (i for i in ids if i in self.content.facts)
        return Chapter(said, shown, drawn, self.content.origin(own_ids))

    @cached_property
    def outlook(self) -> list[ahead.View]:
        """What comes next, with its charts."""
        return ahead.views(self.content)

    @property
    def screening(self) -> Text:
        """How many series early warning screened, and whether it found anything."""
        return ahead.screening(self.content)

    @cached_property
    def lamps(self) -> list[Lamp]:
        """The strip of lights."""
        return lamps(self.content)

    @property
    def origin(self) -> Origin:
        """Whether the page's numbers are real, simulated or both."""
        return self.content.origin(self.used)

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Ids of all facts of the series that the page shows."""
        texts = [*self.points, *(t for c in self.cards for t in (c.label, c.value, c.note))]
        texts += [s for _, chapter in self.told for p in chapter.paragraphs for s in p]
        texts += [*ahead.texts(self.content), *(lamp.detail for lamp in self.lamps)]
        ids = [i for text in texts for i in text.facts]
        ids += [f.id for table in self.tables for f in table.facts]
        ids += [i for chart in self.charts for i in chart.facts]
        ids += [i for view in self.outlook if view.chart for i in view.chart.facts]
        return tuple(i for i in dict.fromkeys(ids) if i in self.content.facts)

    def head(self) -> Face:
        """Title, month, edition, what the figures are, and the strip of lights."""
        when = self.content.when

        def make(lang: Language) -> str:
            name = when.plain(lang)
            title = name[0].upper() + name[1:]
            unlit = together([lamp for lamp in self.lamps if lamp.look == "none"])
            given: dict[str, Any] = {"lamps": self.lamps, "tally": tally(self.lamps)}
            given |= {"unlit": unlit, "corrects": corrected.told(self.content)}
            return self._render("head.html.j2", lang, origin=self.origin, month_name=title, **given)

        return Face(make, f"{self.content.group} {self.content.name.vi}, {when.plain()}")

    def key_points(self) -> Face:
        """What matters most, and the figures to remember."""
        said = "\n".join(point.plain() for point in self.points)
        return self._face("points.html.j2", said, points=self.points, cards=self.cards)

    def table_section(self) -> Face:
        """The main table."""
        main = self.tables[:1]
        said = "\n".join(table.title().plain() for table in main)
        return self._face("tables.html.j2", said, tables=main)

    def chart_section(self) -> Face:
        """The charts that go with the main table; nothing where there are none."""
        main = [chart for chart in self.charts if chart.codes[0] in self.leading]
        said = "\n".join(chart.title.plain() for chart in main)
        return self._face("charts.html.j2", said, charts=main)

    def change_section(self) -> Face:
        """What changed since the edition that is corrected, and since last month's edition."""
        sentence, revised = told(self.content), rows(self.content)
        corrects, differing = corrected.told(self.content), corrected.rows(self.content)
        given = {"told": sentence, "rows": revised, "corrects": corrects, "differing": differing}
        said = "\n".join(filter(None, (corrects.plain(), sentence.plain())))
        return self._face("changes.html.j2", said, **given)

    def warning_section(self) -> Face:
        """What early warning found, gravest first, and how many series it screened."""
        rows, told = ahead.flag_rows(self.content), self.screening
        said = "\n".join([*(row.says.plain() for row in rows), told.plain()])
        return self._face("warnings.html.j2", said, flags=rows, told=told)

    def outlook_section(self) -> Face:
        """What comes next: sentences and fan charts, or why there is no forecast."""
        told = (text for view in self.outlook for text in (view.says, *view.details))
        said = "\n".join(text.plain() for text in told)
        return self._face("outlook.html.j2", said, views=self.outlook)

    def indicator_section(self) -> Face:
        """Each indicator with its paragraphs, and the tables and charts not shown before."""
        said = "\n".join(s.plain() for _, c in self.told for p in c.paragraphs for s in p)
        return self._face("indicators.html.j2", said, indicators=self.told)

    def source_section(self) -> Face:
        """Method, sources, who has not reported yet, and what is real."""
        facts = self.content.facts
        lines = source_lines((facts[i] for i in self.used), facts, self.content.month)
        current = sum(line.current for line in lines)
        return self._face(
            "sources.html.j2",
            "\n".join(line.name.vi for line in lines),
            sources=lines,
            most=min(current, _SOURCES) or _SOURCES,
            notes=notes(self.content),
            late=late_rows(self.content),
            rules=rules(self.content),
        )

    def _face(self, template: str, said: str, **values: Any) -> Face:
        return Face(lambda lang: self._render(template, lang, **values), said)

    def _render(self, template: str, lang: Language, **values: Any) -> str:
        return render(
            template,
            lang,
            content=self.content,
            fact=self.content.fact,
            origins=ORIGINS,
            origin_of=self.content.origin,
            day=lambda text: day(text, lang),
            feet=Feet(self.content, lang),
            picture=lambda chart, size: data_uri(self._drawn(chart, lang, size)),
            **values,
        )

    @cached_property
    def _names(self) -> list[str]:
        """Names in which digits mean nothing."""
        return names_of(self.content)

    @cached_property
    def _known(self) -> dict[str, Known]:
        """What the facts of each chart print."""
        return {}

    def _drawn(self, chart: Chart, lang: Language, size: Size) -> str:
        """The drawing, every number in it traced."""

        if chart.id not in self._known:
            self._known[chart.id] = Known(self.content.fact(key) for key in chart.facts)

        def look(figure: Figure) -> None:
            check_drawing(figure, self._known[chart.id], self._names, lang)

        return chart.svg(lang, size, look)
