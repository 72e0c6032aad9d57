"""Areas as the office's tables name them: provinces, regions, halves of the country, the whole."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from phantich.catalog.codelists import code_list
from phantich.sources.gso.text import fold

COUNTRY: Final = "Việt Nam"
_COUNTRY_NAMES: Final = frozenset({"ca nuoc", "toan quoc", "viet nam", "chung ca nuoc"})
#: Regions by their names of the time: the office redrew them in 2007 and renamed some.
_REGIONS: Final = (
    "Miền Bắc",
    "Miền Nam",
    "Đồng bằng sông Hồng",
    "Trung du và miền núi phía Bắc",
    "Đông Bắc",
    "Tây Bắc",
    "Tây Bắc và Đông Bắc",
    "Miền núi và trung du Bắc Bộ",
    "Bắc Trung Bộ",
    "Duyên hải miền Trung",
    "Duyên hải Nam Trung Bộ",
    "Bắc Trung Bộ và Duyên hải miền Trung",
    "Tây Nguyên",
    "Đông Nam Bộ",
    "Đồng bằng sông Cửu Long",
)
_SHORT: Final = (
    (re.compile(r"^d ?b? song "), "dong bang song "),
    (re.compile(r"^dbsh$"), "dong bang song hong"),
    (re.compile(r"^(dong|tay) bac bo$"), r"\1 bac"),
    (re.compile(r"^dbscl$"), "dong bang song cuu long"),
    (re.compile(r"^d ?h (nam|mien)"), r"duyen hai \1"),
    (re.compile(r"^(tp|t p|thanh pho|tinh)( truc thuoc trung uong)? (?=\S)"), ""),
)
_BRACKETS: Final = re.compile(r"\([^)]*\)?")
_NOT_A_LETTER: Final = re.compile(r"[^a-z]+")


@lru_cache(maxsize=16384)
def area_of(label: str) -> str:
    """Canonical name of the area that a label names, or ``""``.

    What stands in brackets (footnote marks, «Đã tách tỉnh»), prefixes (``TP.``, ``Tỉnh``), tone
    marks and hyphens do not matter.

    Examples
    --------
    >>> area_of("Thành phố Hà Nội mới(*)"), area_of("Bà Rịa- Vũng Tầu"), area_of("CẢ NƯỚC")
    ('Hà Nội', 'Bà Rịa - Vũng Tàu', 'Việt Nam')
    >>> area_of("Đ.B sông Cửu Long"), area_of("Dệt")
    ('Đồng bằng sông Cửu Long', '')
    """
    key = _key(label)
    if key in _COUNTRY_NAMES:
        return COUNTRY
    return _areas().get(key, "")


def is_province(area: str) -> bool:
    """Whether the canonical name is a province or a centrally run city, of today or the past."""
    return area in code_list("provinces").names


def _key(label: str) -> str:
    text = _NOT_A_LETTER.sub(" ", fold(_BRACKETS.sub(" ", label))).strip()
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    return text


@cache
def _areas() -> dict[str, str]:
    found = {_key(name): name for name in _REGIONS}
    provinces = code_list("provinces")
    for member in provinces.members:
        for text in (member.name, member.name_en, *member.aliases):
            found.setdefault(_key(text), member.name)
    return found
