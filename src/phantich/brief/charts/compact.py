"""Making a drawing small: the same picture in a third of the bytes.

Letters stay outlines and do not become text: a picture then looks the same in every browser, in
print and in Word, whatever fonts are there, and what was checked for overlaps stays free of them.
Text would take half of the bytes, and Vietnamese in a face that the reader's machine picks.
"""

from __future__ import annotations

import re
from typing import Final

from phantich.brief.charts.outlines import shrink

_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_PATH: Final = re.compile(r' d="([^"]*)"')
_PLACE: Final = re.compile(r' (x|y|width|height|viewBox)="([^"]*)"')
_MOVE: Final = re.compile(r"translate\(([^)]*)\)")
_STYLE: Final = re.compile(r' style="([^"]*)"')
#: A letter's outline: 6400 units to the em, of which every sixteenth is kept.
_LETTER: Final = re.compile(r'<path id="([^"]*)" d="([^"]*)" transform="scale\(0\.015625\)"/>')
_BLANK: Final = re.compile(r'<path id="([^"]*)" transform="scale\(0\.015625\)"/>')
_GLYPH: Final = re.compile(r'<use xlink:href="#([\w-]+)" transform="translate\(([-\d.]+) 0\)"/>')
_GROUP: Final = re.compile(r'<g id="[^"]*"(?=[ >/])')
_NAME: Final = re.compile(r'(?<= id=")[^"]+|(?<=href="#)[^"]+|(?<=url\(#)[^)]+')


def compact(svg: str) -> str:
    """The SVG that matplotlib wrote, without what no reader sees.

    Comments, names of groups and white space go, outlines are rounded to a hundredth of a point
    (letters to a four-hundredth of their size); names that are referred to become short ones, in
    the order in which they stand.

    Examples
    --------
    >>> compact('<g id="axes_1"> <path d="M 1.2345 2 \\nL 3 4"/> </g>')
    '<g><path d="m1.23 2l1.77 2"/></g>'
    """
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg)
    svg = _GROUP.sub("<g", svg)
    svg = svg.replace("<g/>", "")
    svg = _STYLE.sub(lambda m: m[0].replace(": ", ":").replace("; ", ";"), svg)
    svg = _without_blanks(svg)
    svg = _GLYPH.sub(lambda m: f'<use xlink:href="#{m[1]}" x="{float(m[2]):.0f}"/>', svg)
    svg = _LETTER.sub(_letter, svg)
    svg = _PATH.sub(_drawn, svg)
    svg = _PLACE.sub(lambda m: f' {m[1]}="{_rounded(m[2])}"', svg)
    svg = _MOVE.sub(lambda m: f"translate({_rounded(m[1])})", svg)
    return _renamed(svg).strip()


def _letter(found: re.Match[str]) -> str:
    scaled = _NUMBER_OR_INT.sub(lambda m: str(round(float(m[0]) / 16)), found[2])
    return f'<path id="{found[1]}" d="{scaled}" transform="scale(.25)"/>'


_NUMBER_OR_INT: Final = re.compile(r"-?\d+(?:\.\d+)?")


def _drawn(found: re.Match[str]) -> str:
    return f' d="{shrink(found[1], 100)}"'


def _without_blanks(svg: str) -> str:
    """Spaces are letters without an outline."""
    for name in _BLANK.findall(svg):
        svg = re.sub(rf'<use xlink:href="#{re.escape(name)}"[^>]*/>', "", svg)
    return _BLANK.sub("", svg)


def _rounded(numbers: str) -> str:
    return _NUMBER.sub(lambda m: _short(m[0]), numbers)


def _short(number: str) -> str:
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _renamed(svg: str) -> str:
    """Short names for what is referred to; other names are dropped."""
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg))
    kept = {name for pair in used for name in pair}
    names: dict[str, str] = {}

    def short(found: re.Match[str]) -> str:
        return names.setdefault(found[0], _digits(len(names)))

    svg = re.sub(r' id="([^"]*)"', lambda m: m[0] if m[1] in kept else "", svg)
    return _NAME.sub(short, svg)


_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _digits(number: int) -> str:
    high, low = divmod(number, len(_ALPHABET))
    return (_digits(high - 1) if high else "") + _ALPHABET[low]
