"""The words of a drawing as text, as wide as they were laid out wherever they are shown.

Outlines would look the same everywhere and take four times the bytes (a league table 50 kB against
13 kB; twice a page for wide and narrow, twenty charts a page). Text takes the reader's font where
DejaVu Sans is not installed: `textLength` then keeps the width for which collisions were checked,
and Verdana, which Windows and Apple's systems have, is drawn to the same proportions.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

FAMILY: Final = "'DejaVu Sans',Verdana,Geneva,sans-serif"
_TEXT: Final = re.compile(r"<text ([^>]*)>(.*?)</text>", re.DOTALL)
#: An empty line of a text of several lines.
_EMPTY: Final = re.compile(r"<text [^>]*/>")
_ATTRIBUTE: Final = re.compile(r'([\w-]+)="([^"]*)"')
_LOOK: Final = re.compile(r"([\w-]+): ?([^;]+)")
_NUMBERS: Final = re.compile(r"-?[\d.]+")
#: What XML cannot hold, and marks that would turn the direction of what follows.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def letter(svg: str) -> str:
    """Each text of the drawing with its place, size and width as attributes.

    Examples
    --------
    >>> drawn = '<text style="font-size: 10px" x="1" y="2" transform="rotate(-0 1 2)">Số</text>'
    >>> letter(drawn)
    '<text x="1" y="2" font-size="10" textLength="12.47">Số</text>'
    """
    return _TEXT.sub(_lettered, _EMPTY.sub("", svg))


def clean(text: str) -> str:
    """The text without characters that a drawing cannot hold.

    Examples
    --------
    >>> clean("Xã\\x00 \\u202eAn")
    'Xã An'
    """
    return _UNSAFE.sub("", text)


def _lettered(found: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(found[1]))
    look = dict(_LOOK.findall(given.get("style", "")))
    words = clean(unescape(found[2]))
    size = float(_first(look["font-size"]))
    weight = look.get("font-weight", "400")
    x, y, turn = _place(given)
    parts = [f'x="{_short(x)}" y="{_short(y)}" font-size="{_short(size)}"']
    if weight != "400":
        parts.append(f'font-weight="{weight}"')
    parts += [f'{name}="{look[name]}"' for name in ("text-anchor", "fill") if name in look]
    if turn:
        parts.append(f'transform="rotate({_short(turn)} {_short(x)} {_short(y)})"')
    if len(words) > 1:
        wide = _short(_width(words, size, weight))
        parts.append(f'textLength="{wide}"')
    return f"<text {' '.join(parts)}>{escape(words, quote=False)}</text>"


def _place(given: dict[str, str]) -> tuple[float, float, float]:
    """Place and turn in degrees."""
    moved = given.get("transform", "")
    numbers = [float(n) for n in _NUMBERS.findall(moved)]
    turn = 0.0
    if moved.startswith("translate"):
        turned = moved.partition("rotate")[2]
        turn = float(_first(turned)) if turned else 0.0
        return numbers[0], numbers[1], turn
    if moved.startswith("rotate"):
        turn = numbers[0]
    return float(given["x"]), float(given["y"]), turn


def _first(text: str) -> str:
    found = _NUMBERS.search(text)
    assert found is not None
    return found[0]


def _width(words: str, size: float, weight: str) -> float:
    """Width in DejaVu Sans, by which the drawing was laid out."""
    from phantich.brief.charts.measuring import extent, font

    return extent(words, font(size, int(weight)))[0]


def _short(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
