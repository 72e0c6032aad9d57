"""WordprocessingML as text: runs, paragraphs, fields, cells. Every text goes through `escaped`."""

from __future__ import annotations

from typing import Final

from phantich.brief.office import clean

#: Units: twentieths of a point, and of a millimetre in those.
MM: Final = 1440 / 25.4
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """The text as XML content or inside a quoted attribute."""
    return clean(text).translate(_ESCAPES)


def run(text: str, properties: str = "") -> str:
    """A run of text; line breaks stay line breaks, tabs become blanks.

    Examples
    --------
    >>> run("a<b", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a&lt;b</w:t></w:r>'
    """
    if not text:
        return ""
    set_up = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = escaped(text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{set_up}{inside}</w:r>"


def paragraph(content: str, style: str, properties: str = "") -> str:
    """A paragraph of runs in a style; `properties` differ from those of the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def sequence(name: str, number: int) -> str:
    """A field that counts the captions of a name, with its present result."""
    return (
        f'<w:fldSimple w:instr=" SEQ {escaped(name)} \\* ARABIC ">'
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:t>{number}</w:t></w:r></w:fldSimple>"
    )


def blank(tag: str, name: str, shown: str, properties: str = "") -> str:
    """A place to be filled in by the office: a content control with what it shows until then."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(name)}"/><w:tag w:val="{tag}"/><w:text/>'
        f"</w:sdtPr><w:sdtContent>{run(shown, properties)}</w:sdtContent></w:sdt>"
    )


def cell(content: str, width: int, properties: str = "") -> str:
    """A table cell that holds paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table(rows: str, widths: list[int], style: str, properties: str = "") -> str:
    """A table of fixed column widths, as wide as they are together."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{properties}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
