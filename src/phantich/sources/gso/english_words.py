"""Words of the office's English tables in Vietnamese: titles, headers, units, split lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from phantich.sources.gso.english_names import is_name
from phantich.sources.gso.text import clean

_Replacement: TypeAlias = "str | Callable[[re.Match[str]], str]"

_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH: Final = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_COUNTS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_COUNT: Final = rf"\b(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_QUARTERS: Final = {
    "first": "I", "second": "II", "third": "III", "fourth": "IV",
    "1": "I", "2": "II", "3": "III", "4": "IV", "i": "I", "ii": "II", "iii": "III", "iv": "IV",
}  # fmt: skip
_YEAR: Final = r"(?:19|20)\d\d(?!\d)"
#: What may stand between a period and its year: «of 2024», «, 2024», «in the year 2024», «-2024».
_OF: Final = r"[\s,/.-]*(?:\(|(?:of|in|for|the|year)\s+)*"
_PREVIOUS: Final = r"(?:the\s+)?(?:previous|prev\.?|preceding|last|prior)"


def _month_in(text: str) -> int:
    """Number of the last month that a text names."""
    return _MONTHS.index(re.findall(_MONTH, text)[-1][:3]) + 1


def _dated(said: str, text: str) -> str:
    """What is said, with the year that a text names."""
    year = re.search(_YEAR, text)
    return f" {said} năm {year[0]} " if year else f" {said} "


def _day(match: re.Match[str]) -> str:
    day = re.search(r"\d+", match[0])
    year = re.search(_YEAR, match[0])
    return f" ngày {day[0]}/{_month_in(match[0])}/{year[0]} " if day and year else match[0]


def _month(match: re.Match[str]) -> str:
    return _dated(f"tháng {_month_in(match[0])}", match[0])


def _range(match: re.Match[str]) -> str:
    return _dated(f"{_month_in(match[0])} tháng", match[0])


def _count(match: re.Match[str]) -> str:
    word = re.search(_COUNT, match[0])
    number = word[0] if word else ""
    return _dated(f"{number if number.isdigit() else _COUNTS.index(number) + 1} tháng", match[0])


def _quarter(match: re.Match[str]) -> str:
    return _dated(f"quý {_QUARTERS[match['q']]}", match[0])


#: Patterns in small letters → what they say in Vietnamese, in this order.
_PHRASES: Final[tuple[tuple[str, _Replacement], ...]] = (
    # Titles.
    (r"consumer price index(?:es)?|consumer price indices", "chỉ số giá tiêu dùng"),
    (r"gold price index", "chỉ số giá vàng"),
    (r"(?:us|u\.s\.) dollar price index", "chỉ số giá đô la Mỹ"),
    (r"core inflation(?: rate)?", "lạm phát cơ bản"),
    (r"index of industrial production|industrial production index|\biip\b",
     "chỉ số sản xuất công nghiệp"),
    (r"(?:gross |total )?retail sales? of (?:consumer )?goods and (?:revenue (?:of|from) )?"
     r"(?:consumer )?services?(?: revenues?)?|(?:total )?retail sales",
     "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ"),
    (r"(export|import)s? of services|services? (export|import)s?",
     lambda m: ("xuất" if "export" in m[0] else "nhập") + " khẩu dịch vụ"),
    (r"(?:(?:value|turnover) of )?(export|import)s?(?: (?:of goods|goods|turnover))?"
     r"|(?:goods|merchandise) (export|import)s?",
     lambda m: ("xuất" if "export" in m[0] else "nhập") + " khẩu hàng hóa"),
    (r"(?:realized |implemented |implementation of )?(?:development )?investment(?: capital)?"
     r"(?: realized| implemented)? (?:under|from|of|by|in) (?:the )?state budget"
     r"|(?:realized )?state budget investment(?: capital)?",
     "vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước"),
    (r"foreign (?:direct )?investment(?: projects)?(?: licensed)?", "đầu tư trực tiếp nước ngoài"),
    (r"(?:number of )?(?:international|foreign) (?:visitors?|tourists?|arrivals?)"
     r"(?: arrivals?)?(?: (?:to|in) viet ?nam)?", "khách quốc tế đến Việt Nam"),
    # What a column holds.
    (r"number of (?:newly )?(?:licensed )?projects|no\. of projects", "số dự án"),
    (r"capital contributions?,? ?(?:and|or|to)? ?(?:share purchases?|buy shares?)?",
     "góp vốn, mua cổ phần"),
    (r"(?:additional|supplementary|supplemental|adjusted|increased)(?: registered)? capital",
     "vốn đăng ký điều chỉnh"),
    (r"new(?:ly)?(?: registered| licensed)? capital|registered capital of new(?:ly licensed)?"
     r" projects", "vốn đăng ký cấp mới"),
    (r"registered capital", "vốn đăng ký"),
    (r"legal capital", "vốn pháp định"),
    (r"charter(?:ed)? capital", "vốn điều lệ"),
    (r"quantity|volume", "lượng"),
    (r"\bvalue\b", "trị giá"),
    (r"structure|\bshares?\b|proportion|composition", "cơ cấu"),
    (r"\baverage\b|\bmean\b", "bình quân"),
    # Units.
    (r"^\(?units?\s*:?", "đơn vị tính: "),
    (r"(?:mill?(?:ion)?s?\.?\s*(?:of )?(?:usd?|us\$|us dollars?|dollars?)\b|usd mill?(?:ion)?\.?)",
     "triệu USD"),
    (r"(?:thous(?:and)?s?\.?|1\.?000)\s*(?:usd|us dollars?|dollars?)\b", "nghìn USD"),
    (r"thous(?:and)?s?\.?\s*bill(?:ion)?s?\.?\s*(?:of )?(?:vn ?)?(?:dongs?|vnd|d)\b",
     "nghìn tỷ đồng"),
    (r"bill(?:ion)?s?\.?\s*(?:of )?(?:vn ?)?(?:dongs?|vnd)\b|(?:vnd|dong) bill(?:ion)?s?\.?",
     "tỷ đồng"),
    (r"(?:thous(?:and)?s?\.?|1\.?000)\s*(?:metric )?ton(?:ne)?s?\b", "nghìn tấn"),
    (r"(?:thous(?:and)?s?\.?|1\.?000)\s*(?:arrivals?|visitors?|persons?|people)\b",
     "nghìn lượt người"),
    (r"(?<=\()projects?(?=\))", "dự án"),
    # Time.
    (rf"\b(?:up )?to (?=\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s*\d{{1,2}}\b)"
     r"|\bas of ", " đến "),
    (rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s*{_YEAR}"
     rf"|{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}", _day),
    (rf"(?:from\s+)?\bjan(?:uary)?\.?\s*(?:-|–|to)\s*{_MONTH}(?:{_OF}{_YEAR})?", _range),
    (rf"{_MONTH}(?:\s+of)?\s+{_PREVIOUS}\s+year|\blast\s+{_MONTH}",
     lambda m: f" tháng {_month_in(m[0])} năm trước "),
    (rf"{_MONTH}(?:{_OF}{_YEAR})?", _month),
    (rf"(?:the\s+)?(?:first\s+)?{_COUNT}[\s-]*(?:first\s+)?months?\b(?:'s?)?(?:{_OF}{_YEAR})?",
     _count),
    (rf"\b(?P<q>first|second|third|fourth|iv|i{{1,3}}|[1-4](?=st|nd|rd|th))(?:st|nd|rd|th)?\s+"
     rf"quarter(?:{_OF}{_YEAR})?", _quarter),
    (rf"\b(?:quarter|q)\s*\.?\s*(?P<q>iv|i{{1,3}}|[1-4])\b(?:{_OF}{_YEAR})?", _quarter),
    (rf"(?:the\s+)?(?:same|corresponding)\s+(?:period|month|quarter)s?(?:\s+(?:of|in))?\s+"
     rf"{_PREVIOUS}\s+year|year[- ]on[- ]year|\by-?o-?y\b", " cùng kỳ năm trước "),
    (rf"(?:the\s+)?(?:same|corresponding)\s+(?:period|month|quarter)s?(?:{_OF}{_YEAR})?",
     lambda m: _dated("cùng kỳ", m[0])),
    (rf"{_PREVIOUS}\s+month", " tháng trước "),
    (rf"{_PREVIOUS}\s+quarter", " quý trước "),
    (rf"{_PREVIOUS}\s+year", " năm trước "),
    (rf"(?:the\s+)?base\s*(?:year|period)?\s*:?\s*\(?\s*(?:year\s*)?{_YEAR}\s*\)?"
     rf"|{_YEAR}\s+base(?: year| period)?", lambda m: _dated("kỳ gốc", m[0])),
    (r"(?:the\s+)?base\s*(?:year|period)", " kỳ gốc "),
    (rf"\byear\s+(?=\(?{_YEAR})", " năm "),
    # Comparison and status.
    (r"(?:as\s+)?compared\s*(?:to|with)?|in comparison (?:to|with)|\bversus\b|\bvs\.?"
     r"|\bagainst\b|\bover(?=\s+(?:the|same|previous|cùng|tháng|năm|quý))"
     r"|\bas (?:a )?(?:%|percent(?:age)?) of|%\s*of(?=\s+(?:the\s+)?(?:annual\s+)?plan)",
     " so với "),
    (r"\bannual plan|\byearly plan|\bplan(?:ned)?\b", " kế hoạch "),
    (r"\bestimat(?:ed|ion|es?)\b|\best\.", " ước tính "),
    (r"\bpreliminar(?:y|ily)\b|\bprel\.", " sơ bộ "),
    (r"\bactual\b|\bperform(?:ed|ing|ance)\b|\bimplement(?:ed|ing|ation)\b"
     r"|\breali[sz](?:ed|ation|ing)\b", " thực hiện "),
    (r"\baccumulat(?:ed|ion|ive)\b|\bcumulat(?:ed|ive)\b", " cộng dồn "),
)  # fmt: skip
#: Whole texts, in small letters, without the colon behind.
_WHOLE: Final = {
    "total": "Tổng số",
    "grand total": "Tổng số",
    "whole country": "Cả nước",
    "total value": "Tổng trị giá",
    "main items": "Mặt hàng chủ yếu",
    "main goods": "Mặt hàng chủ yếu",
    "main commodities": "Mặt hàng chủ yếu",
    "main products": "Mặt hàng chủ yếu",
    "of which": "Trong đó:",
    "arrivals": "Lượt người",
    "visitors": "Lượt người",
    "persons": "Lượt người",
}
_BY: Final = (
    (r"province|locality|localities|cities|\blocal", "một số địa phương"),
    (r"countr|territor|partner|market|nationalit", "một số nước và vùng lãnh thổ"),
    (r"means of transport|mode", "phương tiện đến"),
    (r"purpose", "mục đích"),
    (r"industr|economic activit|sector|branch", "ngành kinh tế"),
    (r"ownership", "loại hình kinh tế"),
    (r"ministr", "một số Bộ"),
)
_CONTINUED: Final = re.compile(r"\(\s*(?:continued|cont\.?|cont'd)\s*\)", re.IGNORECASE)
_TITLE_BY: Final = re.compile(
    r"\bby\s+(?:some\s+|main\s+|kinds?\s+of\s+|types?\s+of\s+)*([a-z ]+)$"
)
_FILLERS: Final = re.compile(r"\b(?:of|in|the|for|to|with|and as of|at)\b")
_COMPILED: Final = tuple((re.compile(pattern), said) for pattern, said in _PHRASES)


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """A text with the office's words in Vietnamese; what is none of them stays as it is.

    >>> said("January 2025 compared to (%)"), said("Average of 6 months 2024")
    ('tháng 1 năm 2025 so với (%)', 'bình quân 6 tháng năm 2024')
    >>> said("Same period of previous year"), said("Coffee"), said("By province")
    ('cùng kỳ năm trước', 'Coffee', 'Phân theo một số địa phương')
    """
    body = clean(text)
    indent = text[: len(text) - len(text.lstrip())]
    small = body.lower()
    if (whole := _WHOLE.get(small.rstrip(" :"))) is not None:
        return indent + whole
    if is_name(body):
        return text
    if (match := _TITLE_BY.fullmatch(small.rstrip(" :"))) and (by := _split_by(match[1])):
        return f"{indent}Phân theo {by}"
    said_so = _CONTINUED.sub(" (Tiếp theo) ", small)
    if (match := _TITLE_BY.search(said_so)) and (by := _split_by(match[1])):
        said_so = f"{said_so[: match.start()]} phân theo {by}"
    for pattern, meant in _COMPILED:
        said_so = pattern.sub(meant, said_so)
    if said_so == small:
        return text
    return indent + clean(_FILLERS.sub(" ", said_so))


def _split_by(words: str) -> str:
    return next((by for pattern, by in _BY if re.search(pattern, words)), "")
