"""The sections of the document between its head and its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.brief import changed, corrected
from phantich.brief.faces import Chapter, Faces
from phantich.brief.feet import Feet
from phantich.brief.late import late_rows
from phantich.brief.model.content import Content
from phantich.brief.model.indicators import IndicatorContent
from phantich.brief.notes import notes
from phantich.brief.sources import SourceLine, day, source_lines
from phantich.brief.word import coming, pictures, tables
from phantich.brief.word.lists import Head, word_table
from phantich.brief.word.markup import paragraph, run
from phantich.brief.word.pen import Pen

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

#: Sources that the document names.
_MOST = 12


def sections(pen: Pen, faces: Faces, part: DocumentPart) -> str:
    """All sections in the order of the page; one that has nothing to say is left out."""
    feet = Feet(faces.content, pen.lang)
    if faces.content.kind == "forecast":
        return _forecast(pen, faces, feet, part)
    made = [
        _dated(pen, faces),
        _correction(pen, faces),
        _points(pen, faces),
        _lights(pen, faces),
        _main(pen, faces, feet, part),
        _changes(pen, faces),
        coming.warnings(pen, faces),
        coming.outlook(pen, faces, feet, part),
        _indicators(pen, faces, feet, part),
        _late(pen, faces),
        _sources(pen, faces),
    ]
    return "".join(made)


def _forecast(pen: Pen, faces: Faces, feet: Feet, part: DocumentPart) -> str:
    """What a page of forecasts says; the figures of the month are the brief's."""
    made = [
        _dated(pen, faces),
        _correction(pen, faces),
        _lights(pen, faces),
        coming.outlook(pen, faces, feet, part),
        coming.sheets(pen, faces),
        _sources(pen, faces),
    ]
    return "".join(made)


def _dated(pen: Pen, faces: Faces) -> str:
    """What the report rests on."""
    content = faces.content
    when = day(content.data_as_of, pen.lang) if content.data_as_of else "…"
    seen = ""
    if content.as_of:
        seen = pen.say(" (xem tại ngày {})", " (seen on {})").format(day(content.as_of, pen.lang))
    return pen.body(
        pen.say(
            f"Danh mục chỉ số: {content.decision}; mã nhóm {content.group}. "
            f"Số liệu đến ngày {when}{seen}.",
            f"Indicator set: {content.decision}; group {content.group}. "
            f"Figures as of {when}{seen}.",
        )
    )


def _points(pen: Pen, faces: Faces) -> str:
    heading = pen.heading(pen.say("Điểm chính", "Key points"), 1)
    if not faces.points:
        none = pen.say(
            "Chưa có số liệu của tháng cho nhóm chỉ số này.",
            "There are no figures of the month for this group yet.",
        )
        return heading + pen.body(none)
    said = (paragraph(pen.words(point), "ListBullet") for point in faces.points)
    return heading + "".join(said)


def _lights(pen: Pen, faces: Faces) -> str:
    """Where the indicators stand against their targets; those without a target are left out."""
    shown = [lamp for lamp in faces.lamps if lamp.look != "none"]
    if not shown:
        return ""
    heads: list[Head] = [
        (pen.say("Chỉ số", "Indicator"), "left", 4.0),
        (pen.say("Đánh giá", "Standing"), "left", 2.0),
        (pen.say("Căn cứ", "Judged on"), "left", 4.5),
    ]
    rows = [(lamp.name, lamp.word, lamp.detail) for lamp in shown]
    heading = pen.heading(pen.say("So với mục tiêu năm", "Against annual targets"), 1)
    return heading + word_table(pen, heads, rows)


def _correction(pen: Pen, faces: Faces) -> str:
    """What differs from the released edition that this one corrects."""
    told = corrected.told(faces.content)
    if not told:
        return ""
    title = pen.say("Thay đổi so với bản đã phát hành", "Changes since the released edition")
    made = pen.heading(title, 1) + paragraph(pen.words(told), "BodyText")
    return made + _revised(pen, corrected.rows(faces.content))


def _changes(pen: Pen, faces: Faces) -> str:
    """What changed since last month's edition."""
    title = pen.say("Thay đổi so với bản tin tháng trước", "Changes since last month's brief")
    made = pen.heading(title, 1)
    made += paragraph(pen.words(changed.told(faces.content)), "BodyText")
    return made + _revised(pen, changed.rows(faces.content))


def _revised(pen: Pen, revised: list[changed.RevisedRow]) -> str:
    """A row a figure: before, now, and the size of the revision; nothing without rows."""
    if not revised:
        return ""
    heads: list[Head] = [
        (pen.say("Số liệu được điều chỉnh", "Revised figure"), "left", 4.2),
        (pen.say("Kỳ", "Period"), "left", 1.6),
        (pen.say("Trước", "Before"), "right", 2.0),
        (pen.say("Nay", "Now"), "right", 2.0),
        (pen.say("Mức điều chỉnh", "Revised by"), "right", 2.0),
    ]
    rows = [(r.name, r.period, r.before, r.now, r.size) for r in revised]
    return word_table(pen, heads, rows)


def _late(pen: Pen, faces: Faces) -> str:
    """Agencies that have not reported yet, and how late they are."""
    missing = late_rows(faces.content)
    if not missing:
        return _doubts(pen, faces)
    heads: list[Head] = [
        (pen.say("Chỉ số", "Indicator"), "left", 4.0),
        (pen.say("Cơ quan", "Agency"), "left", 2.6),
        (pen.say("Kỳ", "Period"), "left", 1.6),
        (pen.say("Hạn", "Due"), "left", 1.5),
        (pen.say("Chậm", "Delay"), "left", 1.6),
    ]
    rows = [(r.name, r.agencies, r.period, day(r.due, pen.lang), r.delay) for r in missing]
    heading = pen.heading(pen.say("Số liệu chưa nhận được", "Figures not received yet"), 1)
    return heading + word_table(pen, heads, rows) + _doubts(pen, faces)


def _doubts(pen: Pen, faces: Faces) -> str:
    """Figures that the reporter is asked to check."""
    doubts = faces.content.doubts
    if not doubts:
        return ""
    heading = pen.heading(
        pen.say(
            "Số liệu đề nghị đơn vị báo cáo kiểm tra", "Figures that the reporter is asked to check"
        ),
        1,
    )
    return heading + "".join(paragraph(pen.words(flag.says), "BodyText") for flag in doubts)


def _main(pen: Pen, faces: Faces, feet: Feet, part: DocumentPart) -> str:
    """The main table and the charts beside it."""
    if not faces.tables:
        return ""
    drawn = [chart for chart in faces.charts if chart.codes[0] in faces.leading]
    return (
        pen.heading(pen.say("Số liệu tổng hợp", "Main figures"), 1)
        + tables.render(pen, faces.tables[0], feet)
        + "".join(pictures.render(pen, chart, feet, part) for chart in drawn)
    )


def _indicators(pen: Pen, faces: Faces, feet: Feet, part: DocumentPart) -> str:
    heading = pen.heading(pen.say("Tình hình từng chỉ số", "Indicator by indicator"), 1)
    told = (_chapter(pen, i, chapter, feet, part) for i, chapter in faces.told)
    return heading + "".join(told)


def _chapter(
    pen: Pen, indicator: IndicatorContent, chapter: Chapter, feet: Feet, part: DocumentPart
) -> str:
    name = indicator.title.vi if pen.lang == "vi" else indicator.title.en
    who = pen.say(
        f"Mã {indicator.code}; cơ quan cung cấp: {indicator.agency}; "
        f"kỳ cập nhật: {indicator.frequency}.",
        f"Code {indicator.code}; reported by: {indicator.agency}; "
        f"frequency: {indicator.frequency}.",
    )
    said = (paragraph(pen.sentences(p), "BodyText") for p in chapter.paragraphs)
    return (
        pen.heading(name, 2)
        + paragraph(run(who, "<w:i/>"), "BodyText", "<w:keepNext/>")
        + "".join(said)
        + "".join(tables.render(pen, table, feet) for table in chapter.tables)
        + "".join(pictures.render(pen, chart, feet, part) for chart in chapter.charts)
    )


def _sources(pen: Pen, faces: Faces) -> str:
    content = faces.content
    lines = source_lines((content.fact(i) for i in faces.used), content.facts, content.month)
    published = [line for line in lines if not line.simulated]
    simulated = [line for line in lines if line.simulated]
    shown = [line for line in published if line.current][:_MOST] or published[:_MOST]
    said = (paragraph(pen.words(note), "BodyText") for note in notes(content))
    made = pen.heading(pen.say("Phương pháp và nguồn số liệu", "Method and sources"), 1)
    made += pen.heading(pen.say("Phương pháp", "Method"), 2) + "".join(said)
    if lines:
        made += pen.heading(pen.say("Nguồn số liệu", "Sources"), 2)
    if published:
        made += pen.heading(pen.say("Số liệu công bố", "Published figures"), 3)
        made += "".join(_source(pen, line) for line in shown)
        if len(shown) < len(published):
            made += _more(pen, content)
    if simulated:
        made += pen.heading(pen.say("Số liệu mô phỏng", "Simulated figures"), 3)
        made += "".join(_source(pen, line) for line in simulated)
    return made


def _source(pen: Pen, line: SourceLine) -> str:
    name = line.name.vi if pen.lang == "vi" else line.name.en
    newest = day(line.vintage, pen.lang)
    words = pen.say(f"{name} (mới nhất ngày {newest}).", f"{name} (newest of {newest}).")
    return paragraph(run(words), "Source")


def _more(pen: Pen, content: Content) -> str:
    """Where the sources of earlier months are listed."""
    book = content.group + ("-forecast" if content.kind == "forecast" else "")
    words = pen.say(
        f"Nguồn của số liệu các kỳ trước: trang «Nguồn» của tệp {book}.xlsx kèm theo.",
        f"Sources of figures of earlier periods: sheet “Sources” of the enclosed {book}.xlsx.",
    )
    return paragraph(run(words), "Source")
