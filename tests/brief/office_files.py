"""Figures for Word and Excel files, and readers of what was written into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from tests.brief.tracing import Piece

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Namespaces of text and of the pictures in it; anything else would be markup from data.
DRAWN_TEXT: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }
)
TOTAL: Final = "Tổng thu ngân sách nhà nước"
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>&amp;",
    "=cmd()|'/c calc'!A1",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "a\u202eb\u2066c",
    "x" * 10_000,
    "a]]>b{0}%s\\n",
)


def mixed_rows(figure: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Revenue of two years: the whole published as estimates, the parts simulated."""
    rows = []
    for year in (2023, 2024):
        for m in range(1, 13 if year == 2023 else 8):
            for measure, value in {"level": 9000.0 + 100 * m, "ytd": 9050.0 * m}.items():
                given = {"status": "E", "period": f"{year}-{m:02d}", "measure": measure}
                rows.append(figure(**given, value=value))
                rows += [
                    figure(**given, value=value / 3, item=part, source="simulated:seed=1")
                    for part in ("Thu nội địa", "Thu từ hoạt động xuất nhập khẩu")
                ]
    rows.append(figure("2024", "plan:council", 106761.0, unit="tỷ đồng"))
    return rows


def hostile_rows(figure: Callable[..., dict[str, Any]], hostile: str) -> list[dict[str, Any]]:
    """A whole and two parts with that text wherever data may put one."""
    return [
        figure("2024-07", "ytd", 100.0, source=hostile),
        figure("2024-07", "ytd", 60.0, item=hostile, source=hostile, note=hostile),
        figure("2024-07", "ytd", 40.0, item="Thu nội địa", unit=hostile, source=hostile),
    ]


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml(package: bytes, part: str = "word/document.xml") -> Any:
    """A part as a tree."""
    return etree.fromstring(parts(package)[part])


def namespaces(package: bytes) -> set[str]:
    """Namespaces of the elements of a Word document's text."""
    return {etree.QName(element).namespace for element in xml(package).iter()}


def text_of(element: Any) -> str:
    """The text below an element; line breaks stay."""
    return "".join(
        "\n" if node.tag == f"{W}br" else node.text or ""
        for node in element.iter(f"{W}t", f"{W}br")
    )


def paragraphs(package: bytes, style: str = "") -> list[str]:
    """Texts of the paragraphs, all or those in a style."""
    return [
        text_of(p)
        for p in xml(package).iter(f"{W}p")
        if not style or (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style)
    ]


def blocks(package: bytes) -> Iterator[list[Piece]]:
    """Paragraphs of a Word file as pieces, each number with the fact that it claims to print."""
    ids = iter([fact.get("id") for fact in xml(package, "customXml/item1.xml")])
    for part in ("word/document.xml", "word/footnotes.xml"):
        for p in xml(package, part).iter(f"{W}p"):
            yield [
                Piece(text_of(run), next(ids) if _figure(run) else "") for run in p.iter(f"{W}r")
            ]
    assert next(ids, None) is None, "more facts than figures"


def _figure(run: Any) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == "Figure"
