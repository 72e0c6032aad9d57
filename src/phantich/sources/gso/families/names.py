"""Canonical names of what flow tables break down by: from the code lists, then known spellings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from phantich.catalog.codelists import CodeList, code_list
from phantich.catalog.spelling import key
from phantich.sources.gso.families.areas import area_of, is_province
from phantich.sources.gso.tcvn3 import other_reading
from phantich.sources.gso.text import clean, fold, strip_mark

#: Canonical name → other spellings in the tables. Ministries go by their full names of the time.
_SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "Khu vực kinh tế trong nước": ("Khu vực trong nước", "KV kinh tế trong nước",
                                   "Khu vực KT trong nước"),
    "Khu vực có vốn đầu tư nước ngoài": (
        "Khu vực có vốn đầu tư NN", "Khu vực có vốn ĐTNN", "Khu vực có vốn ĐTTTNN",
        "Khu vực có vốn đầu tư trực tiếp nước ngoài", "KV có vốn đầu tư trực tiếp nước ngoài",
        "KV có vốn đầu tư nước ngoài",
    ),
    "Bộ Nông nghiệp và Phát triển nông thôn": ("Bộ NN và PTNT", "Bộ NN & PTNT", "Bộ NN PTNT",
                                               "Bộ Nông nghiệp và PTNT", "Bộ NN và PTNN"),
    "Bộ Giao thông vận tải": ("Bộ GTVT", "Bộ Giao thông - Vận tải"),
    "Bộ Giáo dục và Đào tạo": ("Bộ Giáo dục - Đào tạo", "Bộ GD và ĐT", "Bộ GD và Đào tạo"),
    "Bộ Văn hóa, Thể thao và Du lịch": ("Bộ VH, TT và DL", "Bộ Văn hóa Thể thao và Du lịch"),
    "Bộ Văn hóa và Thông tin": ("Bộ Văn hóa - Thông tin",),
    "Bộ Khoa học và Công nghệ": ("Bộ Khoa học Công nghệ", "Bộ KH và CN"),
    "Bộ Tài nguyên và Môi trường": ("Bộ TN và MT", "Bộ Tài nguyên Môi trường"),
    "Bộ Thông tin và Truyền thông": ("Bộ TT và TT", "Bộ Thông tin Truyền thông"),
    "Bộ Công Thương": (),
    "Vốn ngân sách Nhà nước cấp tỉnh": ("Vốn ngân sách NN cấp tỉnh", "Vốn NSNN cấp tỉnh"),
    "Vốn ngân sách Nhà nước cấp huyện": ("Vốn ngân sách NN cấp huyện", "Vốn NSNN cấp huyện"),
    "Vốn ngân sách Nhà nước cấp xã": ("Vốn ngân sách NN cấp xã", "Vốn NSNN cấp xã"),
    "Thăm thân nhân": ("Thăm thân",),
    "Công việc": ("Đi công việc",),
    "Du lịch": ("Du lịch, nghỉ ngơi",),
    "Mục đích khác": ("Các mục đích khác",),
    "Khách sạn, du lịch": (),
    "Dịch vụ lưu trú, ăn uống": ("Dịch vụ lưu tró, ăn uống",),
    "Đức": ("CHLB Đốc",),
    "Quần đảo Channel": ("Channel Islands", "Channel"),
    "Tây Ấn thuộc Anh": ("British West Indies",),
    "Thủ công mỹ nghệ": ("Thủ công MN",),
    "Hóa chất và sản phẩm hóa chất": ("Hóa chất và SP hóa chất",),
    "Sản phẩm nội thất từ chất liệu khác gỗ": ("SP nội thất từ chất liệu khác gỗ",),
    "Công nghiệp nặng": ("Công nghiệp năng",),
    "Nông, lâm nghiệp": ("Nông lâm nghiệp",),
    "Giao thông, vận tải, bưu điện": ("Giao thông, vận tải và bưu điện",
                                      "Giao thông vận tải và bưu điện"),
    "Văn hóa, y tế, giáo dục": ("Văn hóa, y tế và giáo dục", "Văn hóa, Ytế, Giáo dục"),
    "Tài chính, ngân hàng": ("Tài chính và ngân hàng",),
    "Xây dựng văn phòng, căn hộ": ("XD Văn phòng, Căn hộ",),
    "Xây dựng hạ tầng khu chế xuất, khu công nghiệp": (
        "Xây dựng hạ tầng KCX-KCN", "Xây dựng hạ tầng KCN-KCX", "Xây dựng KCN, KCX",
        "Xây dựng khu công nghiệp, KCX", "Xây dựng cơ sở hạ tầng KCN",
    ),
}  # fmt: skip
#: A vowel pair whose tone mark newer spelling puts on the second letter: ``hoá``, ``thuỷ``.
_LATE_TONE: Final = re.compile(r"(?<![qQ])([ouOU])([àáảãạèéẻẽẹỳýỷỹỵ])(?![a-zà-ỹ])")
_EARLY: Final = {
    pair + toned: early + plain
    for pair, earlies in (("o", "òóỏõọ"), ("O", "ÒÓỎÕỌ"), ("u", "ùúủũụ"), ("U", "ÙÚỦŨỤ"))
    for plain, toneds in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ"))
    for early, toned in zip(earlies, toneds, strict=True)
}
_LEAD: Final = re.compile(
    r"^(?:[-–+•*]+\s*|\(?[IVX]{1,4}[.)]\s*|[A-Z][.)]\s+|\d{1,2}[.)]\s*"
    r"|(?:trong đó|tđ)\s*[:.]?\s+)+",
    re.IGNORECASE,
)
#: Raised brackets of footnote marks: ``⁽*⁾``.
_RAISED: Final = str.maketrans("⁽⁾", "()")
_SHORT: Final = (
    (re.compile(r"^SX\b"), "Sản xuất"),
    (re.compile(r"\bSX\b"), "sản xuất"),
    (re.compile(r"^SP\b"), "Sản phẩm"),
    (re.compile(r"\bSP\b"), "sản phẩm"),
)
_COMMA: Final = re.compile(r"\s*,\s*(?=\S)")
_HYPHEN: Final = re.compile(r"(?<=\w)(?:- | -)(?=\w)")


@lru_cache(maxsize=16384)
def item_name(label: str, *lists: str) -> str:
    """Canonical name of the item that a row label names.

    The code lists `lists` are asked in turn, then the known spellings; what neither knows keeps its
    printed name, tidied (no numbering, bullet or footnote mark; one place for the tone mark).

    Examples
    --------
    >>> item_name("Bộ NN và PTNT"), item_name("- Hàng hoá khác"), item_name("Malaixia", "countries")
    ('Bộ Nông nghiệp và Phát triển nông thôn', 'Hàng hóa khác', 'Malaysia')
    """
    name = tidy(label)
    for reading in (name, _in_full(name), tidy(other_reading(label))):
        for list_id in lists:
            if (known := _in_list(reading, list_id)) is not None:
                return known
        if (spelling := _known().get(key(reading))) is not None:
            return spelling
    return name


@lru_cache(maxsize=16384)
def province_of(label: str) -> str:
    """Canonical name of the province that a label names, or ``""`` (see `areas.area_of`)."""
    for reading in (label, other_reading(label)):
        area = area_of(reading)
        if is_province(area):
            return area
    return _folded("provinces").get(_letters(label), "")


@lru_cache(maxsize=16384)
def tidy(label: str) -> str:
    """The label without numbering, bullet and footnote mark, in sentence case.

    >>> tidy("- Hàng hoá khác(*)"), tidy("MẶT HÀNG CHỦ YẾU"), tidy("I-ta-li-a")
    ('Hàng hóa khác', 'Mặt hàng chủ yếu', 'I-ta-li-a')
    """
    plain = clean(label).translate(_RAISED)
    text = _LEAD.sub("", strip_mark(plain)[0]).strip(" :;,.")
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters):
        text = text.lower()
    text = _LATE_TONE.sub(lambda m: _EARLY.get(m[0], m[0]), text)
    text = _HYPHEN.sub(" - ", _COMMA.sub(", ", text))
    return text[:1].upper() + text[1:]


def _in_full(name: str) -> str:
    """The name with the office's abbreviations written out: ``SX sản phẩm``, ``SP từ gỗ``."""
    for pattern, full in _SHORT:
        name = pattern.sub(full, name)
    return name


def _in_list(name: str, list_id: str) -> str | None:
    found = _list(list_id).resolve(name)
    return found if found is not None else _folded(list_id).get(_letters(name))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))


@cache
def _folded(list_id: str) -> dict[str, str]:
    """Names of a list by their bare letters, where these mean one member: ``ẤnĐộ``, ``Uc``."""
    owners: dict[str, set[str]] = {}
    for member in _list(list_id).members:
        for text in (member.name, member.name_en, *member.aliases):
            owners.setdefault(_letters(text), set()).add(member.name)
    return {text: names.pop() for text, names in owners.items() if len(names) == 1}


@cache
def _known() -> dict[str, str]:
    return {key(text): name for name, others in _SPELLINGS.items() for text in (name, *others)}


@cache
def _list(list_id: str) -> CodeList:
    return code_list(list_id)
