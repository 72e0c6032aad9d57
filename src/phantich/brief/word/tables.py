"""Tables of the content as Word tables: caption above, unit once, heads repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from phantich.brief.feet import Feet
from phantich.brief.model.facts import ORIGINS
from phantich.brief.tables import Row, Table
from phantich.brief.text import Text
from phantich.brief.word import widths
from phantich.brief.word.markup import cell, escaped, paragraph, row, run, sequence, table
from phantich.brief.word.pen import Pen

#: Tables with so many rows stay on one page.
_SHORT: Final = 14
#: Longer labels may be cut at the end of a page.
_LONG: Final = 400
#: Size of raised letters against that of the text around them.
_RAISED: Final = 0.62
_RULE: Final = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
)
_MIDDLE: Final = '<w:vAlign w:val="center"/>'
_START, _JOIN = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_NEXT: Final = "<w:keepNext/>"


def render(pen: Pen, given: Table, feet: Feet) -> str:
    """Caption, unit, table and foot; on a turned page of its own where it is too wide."""
    return _Drawing(pen, given, feet).all()


@dataclass
class _Drawing:
    pen: Pen
    given: Table
    feet: Feet
    #: Whether a row of nothing but simulated figures was marked.
    marked: bool = field(default=False)

    def all(self) -> str:
        pen, given = self.pen, self.given
        pen.tables += 1
        caption = run(pen.say("Bảng ", "Table "))
        caption += sequence(pen.say("Bảng", "Table"), pen.tables)
        caption += run(". ") + pen.words(given.caption)
        unit = run(pen.say("Đơn vị: ", "Unit: ")) + pen.words(given.unit) + run(self._origin())
        above = paragraph(caption, "TableCaption") + paragraph(unit, "TableUnit")
        rows = self._heads() + "".join(self._row(i) for i in range(len(given.rows)))
        drawn = table(rows, self.plan.widths, "StatisticalTable", self._description())
        made = above + drawn + paragraph(run(self._foot()), "TableNote")
        return pen.turned(made) if self.plan.turned else made

    @cached_property
    def plan(self) -> widths.Plan:
        return widths.plan(self.given, lambda i: list(self._unbroken(i)), self.pen.lang)

    def _unbroken(self, column: int) -> Iterator[str]:
        """Figures with their marks, and the words of the heads."""
        lang, given = self.pen.lang, self.given
        if column == 0:
            yield from given.stub.plain(lang).split()
            for line in given.rows:
                yield from line.label.plain(lang)[:_LONG].split()
            return
        yield from given.columns[column - 1].head.plain(lang).split()
        yield from given.columns[column - 1].group.plain(lang).split()
        for line in given.rows:
            marks = self.feet.marks(given, line, column - 1)
            yield line.cells[column - 1].shown.plain(lang) + marks[: round(len(marks) * _RAISED)]

    def _origin(self) -> str:
        """Real or simulated, behind the unit."""
        words = ORIGINS[self.given.origin][0]
        return "" if self.given.origin == "real" else f". {self.pen.say(words.vi, words.en)}"

    def _foot(self) -> str:
        told = self.feet.table(self.given)
        if not self.marked:
            return told
        return told + self.pen.say(
            " Dòng ghi (mp): số liệu mô phỏng.", " Rows with (s): simulated figures."
        )

    def _description(self) -> str:
        caption = escaped(self.given.caption.plain(self.pen.lang)[:250])
        return (
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/>'
        )

    def _heads(self) -> str:
        """One or two rows of heads, repeated on each page."""
        repeat = "<w:cantSplit/><w:tblHeader/>"
        columns, wide = self.given.columns, self.plan.widths
        if not any(column.group for column in columns):
            cells = [self._head(self.given.stub, wide[0], _RULE)]
            cells += [self._head(c.head, w, _RULE) for c, w in zip(columns, wide[1:], strict=True)]
            return row("".join(cells), repeat)
        upper = [self._head(self.given.stub, wide[0], _START + _RULE)]
        lower = [self._head(Text(), wide[0], _JOIN + _RULE)]
        place = 0
        for group, count in self.given.groups:
            under, narrow = columns[place : place + count], wide[place + 1 : place + 1 + count]
            place += count
            if group:
                span = f'<w:gridSpan w:val="{count}"/>{_RULE}'
                upper.append(self._head(group, sum(narrow), span))
                lower += [self._head(c.head, w, _RULE) for c, w in zip(under, narrow, strict=True)]
            else:
                upper.append(self._head(under[0].head, narrow[0], _START + _RULE))
                lower.append(self._head(Text(), narrow[0], _JOIN + _RULE))
        return row("".join(upper), repeat) + row("".join(lower), repeat)

    def _head(self, words: Text, width: int, properties: str) -> str:
        content = paragraph(self.pen.words(words, self.plan.properties), "TableHead")
        return cell(content, width, properties + _MIDDLE)

    def _row(self, number: int) -> str:
        line, size = self.given.rows[number], self.plan.properties
        keep = _NEXT if self._kept(number) else ""
        bold = f"<w:b/>{size}" if line.strong else size
        indent = f'<w:ind w:left="{170 * min(line.depth, 4)}"/>' if line.depth else ""
        label = self.pen.words(line.label, bold) + self._mark(line)
        cells = [cell(paragraph(label, "TableStub", keep + indent), self.plan.widths[0], _MIDDLE)]
        for place, width in enumerate(self.plan.widths[1:]):
            content, aside = self._figure(line, place, bold)
            cells.append(cell(paragraph(content, "TableFigure", keep + aside), width, _MIDDLE))
        whole = len(line.label.plain(self.pen.lang)) <= _LONG
        return row("".join(cells), "<w:cantSplit/>" if whole else "")

    def _kept(self, number: int) -> bool:
        """Whether a row stays with the next: no head and no last row alone on a page."""
        last = len(self.given.rows) - 1
        return number != last and (last < _SHORT or number < 2 or number == last - 1)

    def _figure(self, line: Row, place: int, bold: str) -> tuple[str, str]:
        """The runs of a figure, and an indent where others of its column have marks behind."""
        figure, marks = line.cells[place], self.feet.marks(self.given, line, place)
        size = self.plan.properties
        aside = max(0.0, self._marks[place] - widths.ems(marks)) * self.plan.size * 20 * _RAISED
        indent = f'<w:ind w:right="{round(aside)}"/>' if round(aside) else ""
        if figure.fact is None:
            return run("…", size), indent
        raised = run(marks, f'{size}<w:vertAlign w:val="superscript"/>')
        return self.pen.words(figure.shown, bold) + raised, indent

    @cached_property
    def _marks(self) -> list[float]:
        """Width of the widest mark of each column."""
        rows, count = self.given.rows, len(self.given.columns)
        return [
            max((widths.ems(self.feet.marks(self.given, r, i)) for r in rows), default=0.0)
            for i in range(count)
        ]

    def _mark(self, line: Row) -> str:
        """«(mp)» behind the label of a row of simulated figures in a table that holds both."""
        if self.given.origin != "mixed" or line.origin != "simulated":
            return ""
        self.marked = True
        return run(self.pen.say(" (mp)", " (s)"), f"<w:i/>{self.plan.properties}")
