"""Layouts that no sample has: the same figures laid out otherwise are read alike, or reported."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from phantich.sources.gso.cells import Sheet, read_sheets
from phantich.sources.gso.reader import read_sheets_of
from phantich.sources.reading import Reading
from tests.sources.gso.altering import ALTERINGS, LOSSY, month_earlier, shuffled

#: What a figure is, without its cell, which moves along with it, and without its vintage.
FIGURE = [
    "indicator", "component", "item", "area", "period", "frequency", "measure", "value", "unit",
    "status",
]  # fmt: skip
#: Years of every layout, encoding and file format.
FILES = (
    "2000-07-31-Bieu-so-lieu-T7-2.xls",
    "2006-05-29-Bieu05.xls",
    "2011-01-28-Bieu-012011.xls",
    "2018-02-28-Bieu-02-2018-1.xlsx",
    "2023-03-29-02-Bieu-T3.2023-3.xlsx",
)
pytestmark = pytest.mark.shared


@cache
def sheets_of(path: Path) -> tuple[Sheet, ...]:
    return tuple(read_sheets(path))


@cache
def plain(path: Path) -> Reading:
    return read_sheets_of(path.name, sheets_of(path))


def figures(reading: Reading) -> Counter[tuple[object, ...]]:
    return Counter(reading.observations[FIGURE].itertuples(index=False, name=None))


def unplaced(reading: Reading) -> int:
    return sum(remark.kind == "unplaced" for remark in reading.remarks)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", ALTERINGS)
def test_the_same_figures_laid_out_otherwise(shared: Path, file: str, name: str) -> None:
    path = shared / "gso" / "workbooks" / file
    altered = read_sheets_of(file, ALTERINGS[name](list(sheets_of(path))))
    before, after = figures(plain(path)), figures(altered)
    assert after - before == Counter()
    assert before - after == Counter()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", LOSSY)
def test_what_a_header_no_longer_tells_is_reported(shared: Path, file: str, name: str) -> None:
    path = shared / "gso" / "workbooks" / file
    altered = read_sheets_of(file, LOSSY[name](list(sheets_of(path))))
    # «Ước tính» over two columns may go with its heading, and the status with it; nothing else.
    known = {figure[:-1] for figure in figures(plain(path))}
    assert [figure for figure in figures(altered) if figure[:-1] not in known] == []
    if len(altered.observations) < len(plain(path).observations):
        assert unplaced(altered) > unplaced(plain(path))


@pytest.mark.parametrize("file", FILES)
def test_sheets_in_another_order(shared: Path, file: str) -> None:
    path = shared / "gso" / "workbooks" / file
    altered = read_sheets_of(file, shuffled(list(sheets_of(path))))
    keys = [key for key in FIGURE if key != "value"]
    before = plain(path).observations.set_index(keys)["value"].sort_index()
    after = altered.observations.set_index(keys)["value"].sort_index()
    assert list(before.index) == list(after.index)
    # A total that two tables print, once rounded, is taken from the first of them.
    assert ((before - after).abs() <= 1e-4 * before.abs()).all()


@pytest.mark.parametrize("in_words", [False, True], ids=["digits", "words"])
@pytest.mark.parametrize(
    ("file", "month"),
    [
        ("2023-05-29-02.-Bieu-T5.2023-1.xlsx", 5),
        ("2016-08-29-2.-Bieu-solieu-T8-2016.xlsx", 8),
        ("2012-11-29-Bieu-11.2012.xls", 11),
        ("2004-08-30-Bieu08.xls", 8),
    ],
)
def test_a_workbook_said_to_be_of_the_month_before(
    shared: Path, file: str, month: int, in_words: bool
) -> None:
    path = shared / "gso" / "workbooks" / file
    named = re.sub(r"^(\d{4})-(\d\d)-\d\d", lambda m: f"{m[1]}-{int(m[2]) - 1:02d}-28", file)
    altered = read_sheets_of(named, month_earlier(list(sheets_of(path)), month, in_words))

    def moved(period: str) -> str:
        match = re.fullmatch(r"(\d{4})-(\d\d)", period)
        if match is None or int(match[2]) not in {month, month - 1}:
            return period
        return f"{match[1]}-{int(match[2]) - 1:02d}"

    at = FIGURE.index("period")
    expected: Counter[tuple[object, ...]] = Counter()
    for figure, count in figures(plain(path)).items():
        expected[*figure[:at], moved(str(figure[at])), *figure[at + 1 :]] += count
    assert figures(altered) - expected == Counter()
    assert expected - figures(altered) == Counter()
