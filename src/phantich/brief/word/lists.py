"""Plain tables of words: lights, revisions, agencies that are late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from phantich.brief.text import Text
from phantich.brief.word.markup import cell, paragraph, row, run, table
from phantich.brief.word.pen import Pen
from phantich.brief.word.widths import PORTRAIT

Side = Literal["left", "right"]
_RULE: Final = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
)


def word_table(
    pen: Pen,
    heads: Sequence[tuple[str, Side, float]],
    rows: Sequence[Sequence[Text | str]],
) -> str:
    """A table as wide as the page.

    Parameters
    ----------
    heads
        For each column its head, the side of its texts, and its share of the width.
    """
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
    pen: Pen, heads: Sequence[tuple[str, Side, float]], texts: Sequence[Text | str],
    widths: list[int],
) -> list[str]:  # fmt: skip
    styles = {"left": "TableStub", "right": "TableFigure"}
    made = []
    for text, (_, side, _), width in zip(texts, heads, widths, strict=True):
        content = run(text) if isinstance(text, str) else pen.words(text)
        made.append(cell(paragraph(content, styles[side]), width))
    return made
