"""Making a drawing small: what no reader sees goes."""

from __future__ import annotations

import re
from typing import Final

from phantich.brief.charts.lettering import FAMILY, letter
from phantich.brief.charts.outlines import shrink

_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_PATH: Final = re.compile(r' d="([^"]*)"')
_PLACE: Final = re.compile(r' (x|y|width|height|viewBox)="([^"]*)"')
_MOVE: Final = re.compile(r"translate\(([^)]*)\)")
_STYLE: Final = re.compile(r' style="([^"]*)"')
_GROUP: Final = re.compile(r'<g id="[^"]*"(?=[ >/])')
_NAME: Final = re.compile(r'(?<= id=")[^"]+|(?<=href="#)[^"]+|(?<=url\(#)[^)]+')
_BETWEEN: Final = re.compile(r">\s+<")
#: A line that ticks repeat, and the place of one.
_TICK: Final = re.compile(r'<path id="([^"]*)" d="m0,0[hv][\d.-]+" style="stroke:[^"]*"/>')
_USE: Final = re.compile(r'<use((?: xlink:href="#([^"]*)"| [xy]="[^"]*")*) style="[^"]*"/>')
_TAG: Final = re.compile(r"<[a-zA-Z][^<>]*>")
_VALUE: Final = re.compile(r'="([^"]*)"')
_ALIKE: Final = re.compile(
    r'<use xlink:href="[^"]*" x="[^"]*" y="[^"]*" style="([^"]*)"/>'
    r'(?:<use xlink:href="[^"]*" x="[^"]*" y="[^"]*" style="\1"/>)+'
)


def compact(svg: str) -> str:
    """The SVG that matplotlib wrote, without what no reader sees.

    Comments, names of groups and white space go, outlines are rounded to a tenth of a point
    (marks to a hundredth), words become those of `phantich.brief.charts.lettering`; names that are
    referred to become short ones, in the order in which they stand. Values stand in single quotes,
    which an address in an attribute need not escape.

    Examples
    --------
    >>> compact('<g id="axes_1"> <path d="M 1.2345 2 \\nL 3 4"/> </g>')
    "<path d='m1.2,2l1.8,2'/>"
    """
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = _BETWEEN.sub("><", svg)
    svg = letter(svg)
    svg = _GROUP.sub("<g", svg)
    svg = _STYLE.sub(lambda m: m[0].replace(": ", ":").replace("; ", ";"), svg)
    svg = _PATH.sub(lambda m: f' d="{shrink(m[1], _steps(m[1]))}"', svg)
    svg = _PLACE.sub(lambda m: f' {m[1]}="{_rounded(m[2])}"', svg)
    svg = _MOVE.sub(lambda m: f"translate({_rounded(m[1])})", svg)
    svg = svg.replace("</style>", f"text{{font-family:{FAMILY}}}</style>", 1)
    return _quoted(_renamed(_unwrapped(_grouped(_bare_ticks(svg)))).strip())


def _steps(outline: str) -> int:
    """Marks are curves and small: they keep two decimals, lines and areas one."""
    return 100 if "C" in outline else 10


def _grouped(svg: str) -> str:
    """Marks that look alike say so once."""

    def once(found: re.Match[str]) -> str:
        look = f' style="{found[1]}"'
        return f"<g{look}>{found[0].replace(look, '')}</g>"

    return _ALIKE.sub(once, svg)


def _bare_ticks(svg: str) -> str:
    """Ticks take the look of the line that they repeat."""
    lines = set(_TICK.findall(svg))
    return _USE.sub(lambda m: f"<use{m[1]}/>" if m[2] in lines else m[0], svg)


def _quoted(svg: str) -> str:
    """The drawing with single quotes around the values of attributes."""

    def tag(found: re.Match[str]) -> str:
        return _VALUE.sub(lambda m: "='" + m[1].replace("'", "&apos;") + "'", found[0])

    return _TAG.sub(tag, svg)


def _unwrapped(svg: str) -> str:
    """The drawing without groups and definitions that say nothing."""
    svg = svg.replace("<defs></defs>", "").replace("<defs/>", "").replace("<g/>", "")
    parts: list[str] = []
    bare: list[bool] = []
    for part in re.split(r"(<g(?: [^>]*)?>|</g>)", svg):
        if part == "<g>" or part.startswith("<g "):
            bare.append(part == "<g>")
            parts.append("" if bare[-1] else part)
        elif part == "</g>":
            parts.append("" if bare.pop() else part)
        else:
            parts.append(part)
    return "".join(parts)


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
