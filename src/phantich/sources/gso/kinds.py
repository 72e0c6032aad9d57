"""What a table is about, by its title: sheet names and table numbers mean nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from phantich.sources.gso.text import fold

#: Kind → pattern of the folded title without number; the first that fits is taken.
_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("cpi_by_month", r"chi so gia tieu dung.*(cac thang|12 thang|theo thang|hang thang)"),
    ("cpi", r"chi so gia tieu dung|consumer price"),
    ("terms_of_trade", r"ty gia thuong mai|terms of trade"),
    ("price_material", r"chi so gia (mua |ban )?(vao )?(nguyen|vat tu|vat lieu)"),
    ("price_export", r"chi so gia (?!tri).*xuat khau|export price"),
    ("price_import", r"chi so gia (?!tri).*nhap khau|import price"),
    ("price_transport", r"chi so (gia )?(cuoc )?van tai|chi so gia (?!tri).*(cuoc|van tai)"),
    ("price_producer", r"chi so gia (?!tri).*san xuat|producer price"),
    ("price_other", r"chi so gia (?!tri)"),
    ("inventory", r"chi so (tieu thu|ton kho)|ton kho"),
    ("labour", r"thoi gian lao dong"),
    ("population", r"dan so"),
    ("labour_industry_province", r"chi so.*lao dong.*(cong nghiep).*dia phuong"),
    ("labour_industry", r"chi so.*lao dong.*cong nghiep"),
    ("iip_province", r"chi so (gia tri )?(san xuat|phat trien).*cong nghiep.*(dia phuong|\btinh)"),
    ("iip", r"chi so (san xuat|phat trien).*cong nghiep|industrial production"),
    ("agri_value", r"gia tri san xuat.*(nong|lam|thuy)"),
    ("agri_progress", r"san xuat nong.*(ngay|thang|quy|nam \d{4})|gieo trong|tien do"),
    ("crops", r"cay (cong nghiep|hang|lau|an qua)|vu (dong|he|mua|thu)|luong thuc"),
    ("industrial_products", r"san pham.*(cong nghiep|chu yeu)|industrial products"),
    ("industrial_output_value", r"gia tri san xuat (nganh )?(cong nghiep|cn)|industrial output"),
    ("enterprises_return", r"doanh nghiep.*tro lai"),
    ("enterprises_dissolved", r"doanh nghiep.*giai the"),
    ("enterprises_suspended", r"doanh nghiep.*(tam ngung|ngung|tam dung)"),
    ("enterprises_new", r"doanh nghiep.*(thanh lap|dang ky)"),
    ("enterprises_summary", r"(chi tieu|tinh hinh).*doanh nghiep"),
    ("social_investment", r"dau tu.*toan xa hoi"),
    ("fdi", r"dau tu (truc tiep )?(cua )?nuoc ngoai|dau tu truc tiep|foreign (direct )?investment"),
    ("investment_nsnn", r"von dau tu|von.*ngan sach|dau tu.*ngan sach|state budget"),
    ("visitors", r"khach (quoc te|nuoc ngoai|du lich)|xuat nhap canh|visitors"),
    ("retail", r"tong muc|ban le|luu chuyen hang hoa|retail"),
    ("services_trade", r"(xuat|nhap).*khau.*dich vu|(export|import).*services"),
    ("exports", r"xuat khau|\bexports?\b"),
    ("imports", r"nhap khau|\bimports?\b"),
    ("transport", r"van tai|van chuyen|luan chuyen|transport"),
    ("post_telecom", r"buu chinh|vien thong|thue bao"),
    ("fishery", r"thuy san|fish"),
    ("gdp", r"tong san pham|\bgdp\b|gross domestic"),
    ("unemployment", r"that nghiep|thieu viec lam|unemployment"),
    ("labour", r"lao dong|viec lam|thu nhap binh quan|labou?r"),
    ("rice_province", r"san xuat lua|\blua\b.*dia phuong"),
    ("forestry", r"lam nghiep|\brung\b|forest"),
    ("livestock", r"chan nuoi|gia suc|livestock"),
    ("housing_census", r"nha o|tong dieu tra"),
    ("crops", r"\blua\b|dien tich|trong trot|cay trong|nang suat"),
    ("disasters", r"thien tai|\bbao\b|\blut\b|tai nan"),
    ("social_environment", r"xa hoi.*moi truong"),
    ("education", r"giao duc|tot nghiep|hoc sinh|giao vien|dai hoc|mam non|nam hoc"),
    ("poverty", r"ngheo|thieu doi|muc song|doi song"),
    ("health", r"\by te\b|\bbenh\b"),
    ("social_environment", r"xa hoi|moi truong"),
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
