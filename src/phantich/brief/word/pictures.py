"""Charts as pictures with words for who cannot see them, and captions that say the finding."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

from phantich.brief.charts import Chart
from phantich.brief.feet import Feet
from phantich.brief.model.facts import ORIGINS
from phantich.brief.word.markup import escaped, paragraph, run, sequence
from phantich.brief.word.pen import Pen

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

#: Width in English metric units: 150 mm, so that three charts stand on a page.
_WIDTH: Final = 150 * 36_000
#: A higher picture would leave no room for its caption.
_HEIGHT: Final = 200 * 36_000
#: Points an inch of a drawing 183 mm wide: 220 on paper, which Word keeps of pictures for print.
_RESOLUTION: Final = 180


def render(pen: Pen, chart: Chart, feet: Feet, part: DocumentPart) -> str:
    """Picture, caption, and what is drawn from which source."""
    pen.pictures += 1
    picture = chart.png(pen.lang, _RESOLUTION)
    relation, _ = part.get_or_add_image(io.BytesIO(picture))
    caption = run(pen.say("Hình ", "Figure ")) + sequence(pen.say("Hình", "Figure"), pen.pictures)
    caption += run(". ") + pen.words(chart.title)
    origin = feet.content.origin(chart.facts)
    words = ORIGINS[origin][0]
    simulated = "" if origin == "real" else f" {pen.say(words.vi, words.en)}."
    drawn = pen.words(chart.subtitle) + run(f".{simulated} {feet.chart(chart)}")
    return (
        paragraph(_drawing(picture, relation, pen.pictures, chart.alt.plain(pen.lang)), "Picture")
        + paragraph(caption, "Caption", "<w:keepNext/><w:keepLines/>")
        + paragraph(drawn, "TableNote")
    )


def _drawing(picture: bytes, relation: str, number: int, words: str) -> str:
    width, height = struct.unpack(">II", picture[16:24])
    wide = min(_WIDTH, _HEIGHT * width // height)
    extent = f'cx="{wide}" cy="{wide * height // width}"'
    named = f'id="{number}" name="Hình {number}" descr="{escaped(words)}"'
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{kind}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
