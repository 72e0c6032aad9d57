"""What titles and headers of tables that are read as they stand say, besides their period."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from phantich.sources.gso.families.labels import is_unit, read_label, unit_of
from phantich.sources.gso.flow_words import words_besides
from phantich.sources.gso.tables import Column
from phantich.sources.gso.text import clean, fold

BAR: Final = " | "
_NUMBER: Final = re.compile(r"^\d{1,2}(\.\d{1,2})*\s*[.:)]\s*")
_AND: Final = re.compile(r"\s+(và|từ|đến|trong)$")
_CONTINUED: Final = re.compile(r"\(?\s*(tiếp theo|tiếp biểu)\s*\)?", re.IGNORECASE)
_TAIL: Final = re.compile(r"\(|\b(phan theo|chia theo|cua mot so|tai thoi diem)\b")


@lru_cache(maxsize=1024)
def subject(title: str) -> str:
    """What a title says that the table is about; empty for a collective one.

    >>> subject("28. Tỷ lệ thất nghiệp của lao động khu vực thành thị năm 2001")
    'Tỷ lệ thất nghiệp của lao động khu vực thành thị'
    >>> subject("50. Một số chỉ tiêu xã hội - môi trường")
    ''
    """
    text = _CONTINUED.sub(" ", _NUMBER.sub("", clean(title)))
    tail = _TAIL.search(fold(text))
    if tail is not None and len(fold(text)) == len(text):
        text = text[: tail.start()]
    about = _AND.sub("", words_besides(clean(text)))
    return "" if fold(about).startswith("mot so chi tieu") else read_label(about).name


def header_path(column: Column) -> str:
    """The header from the top down, lines of one text joined, texts of different rows parted by a
    bar: ``Trung học cơ sở | Số dự thi (Người)``."""
    path: list[str] = []
    for part in column.parts:
        text = clean(part)
        if path and (text[:1].islower() or text.startswith("(")):
            path[-1] += f" {text}"
        else:
            path.append(text)
    return BAR.join(path)


def grouped(columns: tuple[Column, ...]) -> list[Column]:
    """The columns; one that lacks its group's heading takes that of its left neighbour.

    «Tỷ lệ tốt nghiệp» stands under «Tiểu học» and under «Trung học cơ sở»; the third time it stands
    alone, right of «Trung học phổ thông | Số dự thi», because the office did not merge the cells.
    """
    below = {fold(c.parts[-1]) for c in columns if len(c.parts) > 1}
    taken = {c.parts for c in columns}
    found: list[Column] = []
    for column in columns:
        left = found[-1] if found else None
        if (
            left is not None
            and left.index == column.index - 1
            and len(left.parts) > len(column.parts) == 1
            and fold(column.parts[0]) in below
            and (parts := (*left.parts[:-1], *column.parts)) not in taken
        ):
            found.append(Column(column.index, parts))
        else:
            found.append(column)
    return found


def without_unit(header: str) -> tuple[str, str]:
    """The header without its units in brackets, and the last of them."""
    unit = ""
    kept = []
    for part in header.split(BAR):
        if is_unit(part) and " " in part:
            unit = unit or unit_of(part)
            continue
        if part.isdigit() and len(part) > 4:
            continue
        label = read_label(part) if "(" in part else None
        if label is not None and label.unit:
            unit = label.unit
            kept.append(re.sub(r"\s*\([^()]*\)", "", part, count=1) if label.name else "")
        else:
            kept.append(part)
    return BAR.join(k for k in kept if k), unit
