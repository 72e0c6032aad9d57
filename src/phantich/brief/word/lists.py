"""Plain tables of words: lights, revisions, agencies that are late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from phantich.brief.text import Text
from phantich.brief.word.markup import cell, paragraph, row, run, table
from phantich.brief.word.pen import Pen
from phantich.brief.word.widths import PORTRAIT

Side: TypeAlias = Literal["left", "right"]
#: Head of a column, side of its texts, share of the width.
Head: TypeAlias = tuple[str, Side, float]
_RULE: Final = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
)


def word_table(
    pen: Pen,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Text | str]],
) -> str:
    """A table as wide as the page."""
    whole = sum(share for _, _, share in heads)
    widths = [round(PORTRAIT * share / whole) for _, _, share in heads]
    widths[0] += PORTRAIT - sum(widths)
    top = "".join(
        cell(paragraph(run(head), "TableHead"), width, _RULE)
        for (head, _, _), width in zip(heads, widths, strict=True)
    )
    made = row(top, "<w:cantSplit/><w:tblHeader/>")
    for texts in rows:
        made += row("".join(_cells(pen, heads, texts, widths)), "<w:cantSplit/>")
    return table(made, widths, "StatisticalTable") + paragraph("", "AfterTable")


def _cells(
    pen: Pen, heads: Sequence[Head], texts: Sequence[Text | str],
    widths: list[int],
) -> list[str]:  # fmt: skip
    styles = {"left": "TableStub", "right": "TableFigure"}
    made = []
    for text, (_, side, _), width in zip(texts, heads, widths, strict=True):
        content = run(text) if isinstance(text, str) else pen.words(text)
        made.append(cell(paragraph(content, styles[side]), width))
    return made
