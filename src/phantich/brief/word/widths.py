"""How wide columns are: wide enough for every figure on one line, the rest for the labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from phantich.brief.tables import Table
from phantich.language import Language

#: Width of the text between the margins, in twentieths of a point: 160 mm; turned 247 mm.
PORTRAIT: Final = 9071
LANDSCAPE: Final = 14003
#: Sizes of letters to try, in points, and the narrowest first column at each.
_SIZES: Final = (11.0, 10.0, 9.0, 8.0)
_LEAST_STUB: Final = 2300
#: Twentieths of a point left and right of a cell's text.
_PADDING: Final = 150
#: Wider columns of figures would stand too far from their labels.
_WIDEST: Final = 2300
#: Widths of Times New Roman in parts of the size, rounded up.
_NARROW, _CAPITAL, _WIDE, _DIGIT = 0.30, 0.72, 0.80, 0.51
_BOLD: Final = 1.06
#: Lines that a head may take.
_LINES: Final = 2.4


@dataclass(frozen=True, slots=True)
class Plan:
    """Widths of the columns, the size of letters in points, and whether the page is turned."""

    widths: list[int]
    size: float
    turned: bool = False

    @property
    def properties(self) -> str:
        """The size as a run property; empty for the size that the styles have."""
        return "" if self.size == _SIZES[0] else f'<w:sz w:val="{round(self.size * 2)}"/>'


def ems(text: str) -> float:
    """About how wide a text is, in parts of its size."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter.isdigit():
        return _DIGIT
    if letter in " .,;:ijltfI/()'’|!-\u2009\xa0":
        return _NARROW
    if letter in "mwMW%…":
        return _WIDE
    return _CAPITAL if letter.isupper() else 0.5


def plan(table: Table, words: Callable[[int], list[str]], lang: Language) -> Plan:
    """The largest letters with which the table fits on an upright page, else on a turned one.

    Parameters
    ----------
    words
        Column (0 the labels) → texts in it that must not be broken, with their marks.
    """
    needs = [_BOLD * max(map(ems, words(i)), default=1.0) for i in range(1, len(table.columns) + 1)]
    heads = [_BOLD * ems(column.head.plain(lang)) / _LINES for column in table.columns]
    airy = [max(need, head) for need, head in zip(needs, heads, strict=True)]
    labels = [_BOLD * ems(line.label.plain(lang)) + 0.8 * line.depth for line in table.rows]
    longest = _BOLD * max(map(ems, words(0)), default=1.0)
    for total, sizes, columns in _tries(airy, needs):
        for size in sizes:
            least, wide, told = (_twips(columns, size), _twips(airy, size), _twips(labels, size))
            stub = max(_LEAST_STUB, min(_twips([longest], size)[0], total // 2))
            if stub + sum(least) <= total:
                label = min(max(told, default=0), total // 2)
                return Plan(_spread(total, stub, label, least, wide), size, total == LANDSCAPE)
    count = max(len(needs), 1)
    each = (LANDSCAPE - _LEAST_STUB) // count
    return Plan([LANDSCAPE - each * count, *[each] * count], _SIZES[-1], turned=True)


def _twips(wide: list[float], size: float) -> list[int]:
    """Widths of cells from widths of texts in parts of the size."""
    return [round(width * size * 20) + _PADDING for width in wide]


def _tries(
    airy: list[float], needs: list[float]
) -> Iterator[tuple[int, tuple[float, ...], list[float]]]:
    """Pages, sizes and widths in the order of what reads best."""
    yield PORTRAIT, _SIZES[:2], airy
    yield PORTRAIT, _SIZES[:3], needs
    yield LANDSCAPE, _SIZES[:3], airy
    yield LANDSCAPE, _SIZES, needs
    yield PORTRAIT, _SIZES, needs


def _spread(total: int, stub: int, label: int, least: list[int], airy: list[int]) -> list[int]:
    """What is left over goes to labels on two lines and to heads, then to labels on one line.

    Columns of figures are made alike where the page allows it, and never so wide that the eye
    loses the row: a table of few columns is narrower than the page.
    """
    left = total - stub - sum(least)
    wishes = [max(0, round(label * 0.6) - stub), *(a - n for a, n in zip(airy, least, strict=True))]
    share = min(1.0, left / max(sum(wishes), 1))
    stub += int(wishes[0] * share)
    columns = [n + int(wish * share) for n, wish in zip(least, wishes[1:], strict=True)]
    if columns and max(columns) * len(columns) <= total - stub:
        columns = [max(columns)] * len(columns)
    left = total - stub - sum(columns)
    more = min(left, max(0, label - stub))
    each = (left - more) // max(len(columns), 1)
    wider = [max(width, min(width + each, _WIDEST)) for width in columns]
    return [stub + left - each * len(columns), *wider]
