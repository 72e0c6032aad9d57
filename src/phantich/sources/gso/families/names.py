"""Canonical names of what flow tables break down by, where no code list has them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Final

from phantich.catalog.codelists import CodeList, code_list, code_list_ids, key
from phantich.sources.gso.families.labels import read_label

#: Spelling of the tables → canonical name. Ministries go by their full names of the time.
_SPELLINGS: Final = {
    "Khu vực kinh tế trong nước": ("Khu vực trong nước", "KV kinh tế trong nước"),
    "Khu vực có vốn đầu tư nước ngoài": (
        "Khu vực có vốn đầu tư NN",
        "Khu vực có vốn ĐTNN",
        "Khu vực có vốn đầu tư trực tiếp nước ngoài",
    ),
    "Bộ Nông nghiệp và Phát triển nông thôn": ("Bộ NN và PTNT", "Bộ NN & PTNT", "Bộ NN PTNT"),
    "Bộ Giao thông vận tải": ("Bộ GTVT", "Bộ Giao thông - Vận tải"),
    "Bộ Giáo dục và Đào tạo": ("Bộ Giáo dục - Đào tạo", "Bộ GD và ĐT", "Bộ Giáo dục Đào tạo"),
    "Bộ Văn hóa, Thể thao và Du lịch": ("Bộ VH, TT và DL", "Bộ Văn hóa Thể thao và Du lịch"),
    "Bộ Văn hóa và Thông tin": ("Bộ Văn hóa - Thông tin", "Bộ Văn hóa Thông tin"),
    "Bộ Khoa học và Công nghệ": ("Bộ Khoa học Công nghệ", "Bộ KH và CN"),
    "Bộ Tài nguyên và Môi trường": ("Bộ TN và MT", "Bộ Tài nguyên Môi trường"),
    "Bộ Thông tin và Truyền thông": ("Bộ TT và TT", "Bộ Thông tin Truyền thông"),
    "Bộ Công Thương": ("Bộ Công thương",),
    "Bộ Y tế": (),
    "Bộ Xây dựng": (),
    "Vốn ngân sách Nhà nước cấp tỉnh": ("Vốn ngân sách NN cấp tỉnh", "Vốn NSNN cấp tỉnh"),
    "Vốn ngân sách Nhà nước cấp huyện": ("Vốn ngân sách NN cấp huyện", "Vốn NSNN cấp huyện"),
    "Vốn ngân sách Nhà nước cấp xã": ("Vốn ngân sách NN cấp xã", "Vốn NSNN cấp xã"),
    "Thăm thân nhân": ("Thăm thân",),
    "Mục đích khác": ("Các mục đích khác",),
    "Khách sạn, nhà hàng": ("Khách sạn nhà hàng",),
}
#: A vowel pair whose tone mark newer spelling puts on the second letter: ``hoá``, ``thuỷ``.
_LATE_TONE: Final = re.compile(r"(?<![qQ])(o|u|O|U)([àáảãạèéẻẽẹỳýỷỹỵ])(?![a-zà-ỹ])")
_EARLY: Final = {
    pair + toned: early + plain
    for pair, earlies in (("o", "òóỏõọ"), ("O", "ÒÓỎÕỌ"), ("u", "ùúủũụ"), ("U", "ÙÚỦŨỤ"))
    for plain, toneds in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ"))
    for early, toned in zip(earlies, toneds, strict=True)
}


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
    name = read_label(label).name
    for list_id in lists:
        members = _list(list_id)
        if members is not None and (known := members.resolve(name)) is not None:
            return known
    return _known().get(key(name)) or early_tone(name)


def in_list(label: str, list_id: str, on: dt.date | None = None) -> str | None:
    """Canonical name in a code list, None when the list does not have it."""
    members = _list(list_id)
    return members.resolve(read_label(label).name, on) if members is not None else None


def early_tone(text: str) -> str:
    """The text with the tone mark where official spelling has it: ``hóa``, ``thủy``.

    >>> early_tone("Hàng hoá, thuỷ sản, quý")
    'Hàng hóa, thủy sản, quý'
    """
    return _LATE_TONE.sub(lambda m: _EARLY.get(m[0], m[0]), text)


@cache
def _known() -> dict[str, str]:
    return {key(text): name for name, others in _SPELLINGS.items() for text in (name, *others)}


@cache
def _list(list_id: str) -> CodeList | None:
    return code_list(list_id) if list_id in code_list_ids() else None
