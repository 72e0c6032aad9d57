"""What a table is about, by its title: sheet names and table numbers mean nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from phantich.sources.gso.text import fold

#: Kind → pattern of the folded title without number; the first that fits is taken.
_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("cpi_by_month", r"chi so gia tieu dung.*(cac thang|12 thang|theo thang|hang thang)"),
    ("cpi", r"chi so gia tieu dung|gia tieu dung,? chi so gia vang|consumer price"),
    ("terms_of_trade", r"ty gia thuong mai|ty gia xuat|terms of trade"),
    (
        "price_material",
        r"chi so gia (mua )?(vao )?(nguyen|vat tu|nguyen,? nhien)|gia nguyen.*vat lieu",
    ),
    ("price_export", r"chi so gia.*xuat khau|export price"),
    ("price_import", r"chi so gia.*nhap khau|import price"),
    ("price_transport", r"chi so (gia )?(cuoc )?van tai|chi so gia.*(cuoc|van tai)"),
    ("price_producer", r"chi so gia.*(san xuat|ban (san pham )?cua nguoi san xuat)|producer price"),
    ("price_other", r"chi so gia"),
    ("inventory", r"chi so (tieu thu|ton kho)|ton kho"),
    ("labour_industry_province", r"(su dung )?lao dong.*(cong nghiep).*dia phuong"),
    ("labour_industry", r"(su dung )?lao dong.*cong nghiep"),
    (
        "iip_province",
        r"chi so (gia tri )?(san xuat|phat trien).*cong nghiep.*(dia phuong|tinh|thanh pho)",
    ),
    ("iip", r"chi so (san xuat|phat trien).*cong nghiep|index of industrial production"),
    (
        "industrial_products",
        r"san pham.*(cong nghiep|chu yeu)(?!.*nong nghiep)|san luong.*cong nghiep",
    ),
    ("industrial_output_value", r"gia tri san xuat (nganh )?(cong nghiep|cn)|san xuat cong nghiep"),
    ("enterprises_summary", r"(chi tieu|tinh hinh).*doanh nghiep(?!.*(giai the|ngung))"),
    ("enterprises_return", r"doanh nghiep.*(quay tro lai|tro lai hoat dong)"),
    ("enterprises_dissolved", r"doanh nghiep.*giai the"),
    ("enterprises_suspended", r"doanh nghiep.*(tam ngung|ngung|tam dung)"),
    ("enterprises_new", r"doanh nghiep.*(thanh lap moi|dang ky|thanh lap)"),
    ("social_investment", r"von dau tu.*toan xa hoi|dau tu phat trien"),
    ("fdi", r"dau tu (truc tiep )?(cua )?nuoc ngoai|dau tu truc tiep|foreign (direct )?investment"),
    ("investment_nsnn", r"von dau tu|von.*ngan sach|dau tu xay dung|dau tu.*ngan sach"),
    ("visitors", r"khach (quoc te|nuoc ngoai|du lich)|visitors"),
    ("retail", r"tong muc|ban le|retail|luu chuyen hang hoa"),
    ("services_trade", r"(xuat|nhap).*khau.*dich vu|export.*services"),
    ("exports", r"xuat khau|exports?\b"),
    ("imports", r"nhap khau|imports?\b"),
    ("transport", r"van tai|van chuyen|luan chuyen|transport"),
    ("post_telecom", r"buu chinh|vien thong|thue bao"),
    ("agri_value", r"gia tri san xuat.*(nong|lam|thuy|thuy san)"),
    ("gdp", r"tong san pham|gdp|gross domestic"),
    ("unemployment", r"that nghiep|thieu viec lam"),
    ("labour", r"lao dong|viec lam|luc luong"),
    ("rice_province", r"lua.*(dia phuong|tinh)|dien tich.*nang suat.*lua"),
    ("agri_progress", r"(tien do )?san xuat nong.*nghiep.*(den )?(ngay|15)|tien do"),
    ("forestry", r"lam nghiep|rung"),
    ("fishery", r"thuy san"),
    ("livestock", r"chan nuoi|gia suc"),
    (
        "crops",
        r"lua|vu (dong|he|mua|thu)|cay (hang|lau) nam|dien tich|trong trot|cay trong|nang suat",
    ),
    ("disasters", r"thien tai|bao lu|lu lut|lut bao"),
    ("education", r"giao duc|hoc sinh|truong|giao vien|dai hoc|mam non"),
    ("poverty", r"ngheo|thieu doi"),
    ("health", r"y te|benh"),
    ("population", r"dan so"),
    ("housing_census", r"nha o|ho gia dinh|tong dieu tra"),
    ("social_environment", r"xa hoi|moi truong|trat tu"),
)
_COMPILED: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NUMBER: Final = re.compile(r"^(bieu (so )?)?\d{1,2}[a-z]?\s*[.:)]\s*")
_CONTINUED: Final = re.compile(r"\(?\s*(tiep theo|continued|cont\.?)\s*\)?")
_QUARTERS: Final = re.compile(r"\bcac quy\b|\bquarters\b")
_QUARTERLY: Final = frozenset(
    {
        "iip",
        "industrial_products",
        "investment_nsnn",
        "exports",
        "imports",
        "visitors",
        "retail",
        "transport",
        "services_trade",
    }
)


def bare_title(title: str) -> str:
    """The folded title without its number and without «(Tiếp theo)».

    >>> bare_title("3. (Tiếp theo) Chỉ số giá")
    'chi so gia'
    """
    return _CONTINUED.sub("", _NUMBER.sub("", fold(title))).strip()


@lru_cache(maxsize=4096)
def kind_of(title: str) -> str:
    """Kind of the table with that title; ``other`` when none fits.

    A table of several quarters gets the ending ``_quarterly`` where a monthly one exists.

    >>> kind_of("8. Xuất khẩu tháng 7 năm 2002"), kind_of("30. Hàng hóa nhập khẩu các quý năm 2024")
    ('exports', 'imports_quarterly')
    """
    bare = bare_title(title)
    for kind, pattern in _COMPILED:
        if pattern.search(bare):
            quarterly = kind in _QUARTERLY and _QUARTERS.search(bare)
            return f"{kind}_quarterly" if quarterly else kind
    return "other"
