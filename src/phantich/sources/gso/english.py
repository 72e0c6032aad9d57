"""English editions of the workbooks, read as if they were Vietnamese.

The office translates its tables cell by cell, so that everything which reads the Vietnamese edition
reads the English one once the words are Vietnamese (`english_words`, `english_names`). What is not
known stays English, is then understood by nobody and reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from phantich.sources.gso.cells import Sheet, cell_name
from phantich.sources.gso.english_names import LISTS, vietnamese_label
from phantich.sources.gso.english_words import said
from phantich.sources.gso.tables import Column, Table, find_tables
from phantich.sources.reading import Remark

#: Words that only an English sheet has, and letters that only a Vietnamese one has.
_ENGLISH: Final = re.compile(
    r"\b(?:of|and|the|by|compared|total|goods|index|month|months|unit|value|exports|imports)\b",
    re.IGNORECASE,
)
_VIETNAMESE: Final = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
#: Texts of a sheet by which its language is told.
_LOOKED_AT: Final = 12


def is_english(sheet: Sheet) -> bool:
    """Whether more of the first texts of a sheet are English than Vietnamese, the first one too."""
    texts = (v for row in sheet.rows for v in row if v and isinstance(v, str))
    english = vietnamese = 0
    for number, text in enumerate(islice(texts, _LOOKED_AT)):
        if _VIETNAMESE.search(text):
            if number == 0:
                return False
            vietnamese += 1
        else:
            english += _ENGLISH.search(text) is not None
    return english >= 2 and english > vietnamese


def english_tables(sheet: Sheet, file: str) -> list[Table]:
    """The tables of an English sheet, words of titles, headers and units in Vietnamese."""
    rows = [[said(v) if v and isinstance(v, str) else v for v in row] for row in sheet.rows]
    tables = find_tables(replace(sheet, rows=rows), file)
    for table in tables:
        table.english = True
    return tables


def translate_table(table: Table, kind: str) -> None:
    """Say headers and labels of a table from an English sheet in Vietnamese, in place.

    A row whose label has no Vietnamese name is taken out and reported; so is a whole table of a
    kind that is read in Vietnamese only.
    """
    if kind.removesuffix("_quarterly") not in LISTS:
        if table.has_values:
            why = f"a table of kind {kind} is read in Vietnamese only"
            table.remarks.append(Remark("unplaced", table.where, table.title, why))
        table.rows = []
        return
    table.columns = tuple(
        Column(c.index, (said(c.header),)) if c.parts else c for c in table.columns
    )
    if kind == "cpi":
        return
    kept = []
    for row in table.rows:
        name = vietnamese_label(row.label, kind)
        if name is None and row.values:
            cells = ", ".join(f"{cell_name(row.number, c)} {v:g}" for c, v in row.values.items())
            where = table.cell(row.number, min(row.values))
            why = "no Vietnamese name is known for this English label"
            table.remarks.append(Remark("unplaced", where, f"{row.label}: {cells}", why))
            continue
        row.label = name or row.label
        kept.append(row)
    table.rows = kept
