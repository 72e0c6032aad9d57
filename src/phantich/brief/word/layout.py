"""Pages: A4, margins 20 mm above and below, 30 mm left, 20 mm right, number in the top margin.

Decree 30/2020/NĐ-CP, Appendix I: above and below 20–25 mm, left 30–35 mm, right 15–20 mm; page
numbers in the middle of the top margin, none on the first page.
"""

from __future__ import annotations

from typing import Final

from phantich.brief.word.markup import MM

_SHORT, _LONG = 11906, 16838
_MARGIN, _LEFT, _HEADER = round(20 * MM), round(30 * MM), round(10 * MM)


def section(turned: bool = False, first: bool = False) -> str:
    """Properties of a section; only the first section has a page without a number."""
    width, height = (_LONG, _SHORT) if turned else (_SHORT, _LONG)
    orient = ' w:orient="landscape"' if turned else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_LEFT}" '
        f'w:header="{_HEADER}" w:footer="{_HEADER}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if first else ''}</w:sectPr>"
    )


#: A line of next to no height: where a section must end in a paragraph.
_NOTHING: Final = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def section_end(turned: bool = False, first: bool = False) -> str:
    """The paragraph that ends a section."""
    properties = f'<w:pStyle w:val="Normal"/>{_NOTHING}{section(turned, first)}'
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"
