"""Head and foot of an official document: who issues it, number, date, title; recipients, signature.

Layout: Decree 30/2020/NĐ-CP on records work, Appendix I, part I, section II.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from phantich.brief import months
from phantich.brief.model.content import Content
from phantich.brief.model.facts import ORIGINS, Origin
from phantich.brief.word.markup import blank, cell, paragraph, row, run, table
from phantich.brief.word.pen import Pen
from phantich.catalog.model import Bilingual, Strict
from phantich.errors import DataError, Fault
from phantich.language import NBSP, Language

#: Widths of the two halves of the head, and of the foot.
_HEAD, _FOOT = [3686, 5385], [4535, 4536]
_BOLD, _ITALIC = "<w:b/>", "<w:i/>"
_SMALL = '<w:sz w:val="24"/>'


class Office(Strict):
    """Who issues a document."""

    superior: Bilingual
    issuer: Bilingual
    place: Bilingual
    signer: Bilingual
    recipients: tuple[Bilingual, ...]


@cache
def known_offices() -> dict[str, Office]:
    """The letterheads that come with the software, by set."""
    import yaml

    text = files("phantich.brief.word").joinpath("offices.yaml").read_text(encoding="utf-8")
    return {name: Office.model_validate(given) for name, given in yaml.safe_load(text).items()}


def read_office(path: Path) -> Office:
    """The letterhead of a file in the form of ``offices.yaml``, one office without a set's name.

    Raises
    ------
    DataError
        With everything that is wrong in it.
    """
    import yaml

    expected = "a letterhead: superior, issuer, place, signer, recipients, each with vi and en"
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(path.name, [Fault(path.name, str(error), expected)]) from error
    try:
        return Office.model_validate(given)
    except ValidationError as error:
        faults = [
            Fault(".".join([path.name, *map(str, detail["loc"])]), detail["msg"], expected)
            for detail in error.errors()
        ]
        raise DataError(path.name, faults) from error


def head(pen: Pen, content: Content, office: Office, origin: Origin) -> str:
    """Everything above the first section."""
    halves = cell(_left(pen, content, office), _HEAD[0]) + cell(
        _right(pen, content, office), _HEAD[1]
    )
    return table(row(halves), _HEAD, "TableNormal") + _title(pen, content) + _notice(pen, origin)


def _left(pen: Pen, content: Content, office: Office) -> str:
    superior, issuer = (
        _together(_in(name, pen.lang)).upper() for name in (office.superior, office.issuer)
    )
    lines = [
        paragraph(run(superior, _SMALL), "Letterhead"),
        paragraph(run(issuer, _BOLD + _SMALL), "Letterhead"),
        _rule(_HEAD[0], 1300),
        paragraph(
            run(pen.say("Số: ", "No.: ")) + blank("number", pen.say("Số", "Number"), "……")
            + run("/BC-") + blank("symbol", pen.say("Ký hiệu", "Symbol"), "……"),
            "Letterhead",
        ),
    ]  # fmt: skip
    if content.edition == "draft":
        word = run(
            pen.say("DỰ THẢO", "DRAFT"),
            f'{_BOLD}<w:bdr w:val="single" w:sz="6" w:space="0" w:color="000000"/>',
        )
        lines.append(paragraph(word, "Letterhead", '<w:spacing w:before="80"/>'))
    return "".join(lines)


def _right(pen: Pen, content: Content, office: Office) -> str:
    nation = pen.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
    motto = pen.say("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
    return "".join([
        paragraph(run(nation, _BOLD + _SMALL), "Letterhead"),
        paragraph(run(motto, _BOLD), "Letterhead"),
        _rule(_HEAD[1], 3300),
        paragraph(_date(pen, content, office), "Letterhead"),
    ])  # fmt: skip


def _date(pen: Pen, content: Content, office: Office) -> str:
    """Place and date; day and month are left open, the year is that of the newest figure."""
    year = months.year(max(content.data_as_of, content.as_of, content.month))
    day = blank("day", pen.say("Ngày", "Day"), "……", _ITALIC)
    month = blank("month", pen.say("Tháng", "Month"), "……", _ITALIC)
    place = _in(office.place, pen.lang)
    if pen.lang == "vi":
        said = [run(f"{place}, ngày ", _ITALIC), day, run(" tháng ", _ITALIC), month]
        return "".join([*said, run(f" năm {year}", _ITALIC)])
    return "".join([run(f"{place}, ", _ITALIC), day, run(" ", _ITALIC), month,
                    run(f" {year}", _ITALIC)])  # fmt: skip


def _rule(width: int, length: int) -> str:
    """A line of a length in the middle of a cell."""
    aside = (width - 120 - length) // 2
    return paragraph("", "Rule", f'<w:ind w:left="{aside}" w:right="{aside}"/>')


def subject(content: Content, lang: Language) -> str:
    """What the document is about, as its title says."""
    month = content.when.plain(lang)
    name = _in(content.name, lang)
    area = _in(content.area, lang)
    if content.city == "vietnam" or (content.kind == "forecast" and lang == "vi"):
        return f"{name}, {area}, {month}"
    if lang == "en":
        return f"{name} in the city of {area}, {month}"
    # Some groups are called «Nhóm chỉ số …» or «Chỉ số …» themselves.
    kind = "" if "chỉ số" in name[:11].lower() else "Nhóm chỉ số "
    return f"{kind}{name} {month} của thành phố {area}"


def _title(pen: Pen, content: Content) -> str:
    return "".join([
        paragraph(run(pen.say("BÁO CÁO", "REPORT")), "Title"),
        paragraph(run(_together(subject(content, pen.lang))), "Subtitle"),
        paragraph("", "Rule", '<w:spacing w:before="60" w:after="160"/>'
                  '<w:ind w:left="3300" w:right="3300"/>'),
    ])  # fmt: skip


def _notice(pen: Pen, origin: Origin) -> str:
    """That figures are simulated, in the head and again in a footnote; nothing where none is."""
    if origin not in {"simulated", "mixed"}:
        return ""
    words = _in(ORIGINS[origin][1], pen.lang)
    note = pen.footnote(pen.say(
        "Số liệu mô phỏng do phần mềm sinh ra để chạy thử, không phải số liệu thống kê và không "
        "được trích dẫn. Trong bảng, dòng mô phỏng ghi «mô phỏng», số mô phỏng trong dòng công bố "
        "ghi «mp»; trong hình, nét đứt và gạch chéo là mô phỏng.",
        "Simulated figures were made by the software for trial runs; they are no official "
        "statistics and must not be quoted. In tables a row of simulated figures says so, and a "
        "simulated figure among published ones carries «s»; in figures dashes and hatching stand "
        "for simulated ones.",
    ))  # fmt: skip
    return paragraph(run(words.upper() if origin == "simulated" else words) + note, "Notice")


def foot(pen: Pen, content: Content, office: Office) -> str:
    """Closing line, recipients and signature."""
    about = subject(content, pen.lang)
    issuer = _in(office.issuer, pen.lang)
    closing = pen.say(
        f"Trên đây là báo cáo {about[0].lower()}{about[1:]}, {issuer} kính báo cáo./.",
        f"This is the report of the {issuer} on: {about}.",
    )
    halves = cell(_recipients(pen, content, office), _FOOT[0]) + cell(
        _signature(pen, office), _FOOT[1]
    )
    space = paragraph("", "BodyText", '<w:keepNext/><w:spacing w:after="0"/>')
    end = paragraph("", "Normal", '<w:spacing w:line="20" w:lineRule="exact"/>')
    return (
        paragraph(run(closing), "BodyText", "<w:keepNext/>")
        + space
        + table(row(halves, "<w:cantSplit/>"), _FOOT, "TableNormal")
        + end
    )


def _recipients(pen: Pen, content: Content, office: Office) -> str:
    agencies = list(dict.fromkeys(indicator.agency for indicator in content.indicators))
    providers = pen.say("Các cơ quan cung cấp số liệu", "Agencies that report the figures")
    names = [_in(name, pen.lang) for name in office.recipients]
    lines = [f"- {name};" for name in names]
    lines.append(f"- {providers}: {', '.join(agencies)};")
    lines.append(pen.say("- Lưu: VT.", "- Archives."))
    first = paragraph(run(pen.say("Nơi nhận:", "Recipients:")), "RecipientsHead", "<w:keepNext/>")
    return first + "".join(paragraph(run(line), "Recipients", "<w:keepNext/>") for line in lines)


def _signature(pen: Pen, office: Office) -> str:
    signer = blank("signer", pen.say("Chức vụ", "Position"), _in(office.signer, pen.lang).upper())
    name = blank("name", pen.say("Họ và tên", "Name"), pen.say("(Họ và tên)", "(Name)"))
    return paragraph(signer, "Signature") + paragraph(
        name, "Signature", '<w:spacing w:before="1500"/>'
    )


def _in(words: Bilingual, lang: Language) -> str:
    return words.vi if lang == "vi" else words.en


def _together(words: str) -> str:
    """The words with the name of the city on one line."""
    return re.sub(
        r"thành phố \S+ \S+$", lambda m: m[0].replace(" ", NBSP), words, flags=re.IGNORECASE
    )
