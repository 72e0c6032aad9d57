"""Row labels: name, unit and role of what stands at the left of a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from phantich.sources.gso.families.areas import area_of
from phantich.sources.gso.text import clean, fold, strip_mark

#: Words that a unit is made of, folded; what stands in brackets is a unit only if all are.
_UNIT_WORDS: Final = frozenset(
    re.split(
        " ",
        "% %o 1.000 100 1000 an bao be bo cai cay chai chiec co con cot cuon dia diem dn "
        "doanh doi dong du gai giao gio giuong ha hanh hk hk.km ho hoc hop kg khach km kw kwh "
        "lan lao lit lop luot m m2 m3 mang may met mw nam ngan nghiep nghin ngoi nguoi "
        "nhan-khau nu phong phu qua quyen sinh so ste ta tan tan.km thue to trai tram trang "
        "trieu truong tuoi ty usd vien vnd vu ‰",
    )
)
_UNIT_NAMES: Final = {
    "dn": "doanh nghiệp",
    "hoc sinh": "học sinh",
    "nghin usd": "nghìn USD",
    "trieu usd": "triệu USD",
    "ty usd": "tỷ USD",
    "ti dong": "tỷ đồng",
    "%o": "‰",
}
_BRACKETED: Final = re.compile(r"\s*\(([^()]*)\)")
_NUMBERING: Final = re.compile(
    r"^(?:\(?[IVX]{1,4}[.)\-]\s*|[A-Z][.)]\s*|[a-z]\.\s+|[A-Z]\s*-\s+|[a-z]\)\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s*[-.)]\s*)"
    r"(?=\D)"
)
#: A label that is nothing but a unit begins with its scale: «A. NGHÌN TẤN».
_SCALED: Final = re.compile(r"(nghin|ngan|trieu|ty|1[. ]?000) ")
_BULLET: Final = re.compile(r"^[-–+•*]+\s*")
_SUBSET: Final = re.compile(r"^(trong\s*[đd][óo]|tđ|of which)\s*[:,;]?\s*", re.IGNORECASE)
_SPLIT: Final = re.compile(
    r"^(chia ra|chia theo|phan theo|phan chia|bao gom|gom)\b|\b(mot so|cac) (dia phuong|tinh)\b"
)
_TOTALS: Final = frozenset(
    {
        "tong so",
        "tong cong",
        "tong",
        "chi so chung",
        "ty le chung",
        "toan nganh cong nghiep",
        "toan nganh che bien che tao",
        "chung",
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a row's label says.

    `name` is the label without numbering, bullet, footnote mark and unit, in sentence case when
    it is printed in capitals; `heading` marks numbering or capitals, `bullet` a dash or plus,
    `divider` a line such as «Phân theo ngành» that names nothing, `subset` a «Trong đó:» before
    the name, `total` a line that stands for the whole.
    """

    name: str
    unit: str
    area: str
    heading: bool
    bullet: bool
    divider: bool
    subset: bool
    total: bool


@lru_cache(maxsize=32768)
def read_label(text: str) -> Label:
    """Take a label apart.

    Examples
    --------
    >>> read_label("II. LUÂN CHUYỂN (Triệu tấn.km)").name, read_label("- Diện tích (Nghìn ha)").unit
    ('Luân chuyển', 'nghìn ha')
    >>> read_label("Trong đó: Đồng bằng sông Cửu Long").area, read_label("Cà phê (Nhân)").name
    ('Đồng bằng sông Cửu Long', 'Cà phê (Nhân)')
    """
    body = clean(text)
    body, mark = strip_mark(body)
    while mark:
        body, mark = strip_mark(body)
    stripped = body if area_of(body) else _NUMBERING.sub("", body)
    numbered = stripped != body
    body, bulleted = _without(_BULLET, stripped)
    body, subset = _without(_SUBSET, body)
    body, bulleted_inside = _without(_BULLET, body)
    body, unit = _take_unit(body)
    body = strip_mark(body.strip(" :;,"))[0]
    capitals = _is_capitals(body)
    if capitals:
        body = body[:1] + body[1:].lower()
    folded = re.sub(r"[^a-z ]+", " ", fold(body))
    folded = " ".join(folded.split())
    area = area_of(body) if body else ""
    return Label(
        name=body[:1].upper() + body[1:],
        unit=unit,
        area=area,
        heading=numbered or capitals,
        bullet=bulleted or bulleted_inside,
        divider=(subset and not body) or _SPLIT.match(folded) is not None,
        subset=subset,
        total=folded in _TOTALS,
    )


def is_continuation(text: str) -> bool:
    """Whether the text goes on a label that began in the row above: a small first letter.

    Lines printed in a capital font look small, too; a total and an area never go on anything.
    """
    body = clean(text)
    if not body or not (body[0].islower() or body[0] == "("):
        return False
    label = read_label(body)
    return not (label.total or label.area or label.divider) and not is_unit(body.strip("() "))


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether the text is made of the words of units only.

    >>> is_unit("Nghìn HK"), is_unit("Triệu tấn.km"), is_unit("Búp tươi"), is_unit("Cơ cấu - %")
    (True, True, False, False)
    """
    words = re.findall(r"[^\s/;,]+", fold(text).replace("nhan khau", "nguoi"))
    return bool(words) and all(word in _UNIT_WORDS for word in words)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """Canonical form of a printed unit: small first letter, one spelling.

    >>> unit_of("Nghìn HK"), unit_of("DN"), unit_of("1.000 tấn"), unit_of("Tỉ đồng"), unit_of("USD")
    ('nghìn HK', 'doanh nghiệp', 'nghìn tấn', 'tỷ đồng', 'USD')
    """
    body = clean(text).strip("() .:")
    body = re.sub(r"^(1[.\s]?000|ngn\S*n)\s+", "nghìn ", body, flags=re.IGNORECASE)
    if (known := _UNIT_NAMES.get(fold(body))) is not None:
        return known
    if _is_capitals(body):
        return body.lower().replace("hk", "HK").replace("usd", "USD")
    return body[:1].lower() + body[1:] if body[1:2].islower() else body


def _take_unit(body: str) -> tuple[str, str]:
    """The label without a bracketed unit, and the unit."""
    for match in _BRACKETED.finditer(body):
        inside = match.group(1).strip()
        if is_unit(inside):
            return body[: match.start()] + body[match.end() :], unit_of(inside)
    if is_unit(body) and _SCALED.match(fold(body)):
        return "", unit_of(body)
    return body, ""


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    rest = pattern.sub("", text, count=1)
    return rest, rest != text


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)
