"""English names of what the tables break down by → the canonical Vietnamese ones.

The code lists know an English name of each member; the spellings of the office's own English
editions stand here. A label that neither knows has no Vietnamese name and is reported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from phantich.catalog.codelists import code_list
from phantich.sources.gso.text import fold

#: Kind of table → the code lists of its labels; kinds that are not here are not read in English.
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "cpi": (),
    "iip": ("vsic_divisions",),
    "retail": ("retail_groups", "ownership"),
    "exports": ("export_goods",),
    "imports": ("import_goods",),
    "investment_nsnn": ("provinces",),
    "fdi": ("provinces", "countries"),
    "visitors": ("countries",),
}
#: Canonical or printed Vietnamese name → other English names, parted by a bar.
_NAMES: Final = {
    "Toàn ngành công nghiệp": "Whole industry|Total industry|Entire industry|All industries",
    "Khai khoáng": "Mining|Mining & quarrying",
    "Sản xuất và phân phối điện": "Production and distribution of electricity|Electricity",
    "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải":
        "Water supply, sewerage, waste management and remediation activities|Water supply",
    "Khai thác dầu thô và khí đốt tự nhiên": "Extraction of crude oil and natural gas",
    "Sản xuất, chế biến thực phẩm": "Manufacture of food products|Food production",
    "Khu vực kinh tế trong nước": "Domestic economic sector|Domestic sector",
    "Khu vực có vốn đầu tư nước ngoài":
        "Foreign direct investment sector|FDI sector|Foreign investment sector|Foreign invested "
        "sector|Foreign invested economic sector|Foreign direct invested sector|Foreign investment"
        " economic sector",
    "Kinh tế nhà nước": "State|State economic sector|State owned sector",
    "Kinh tế ngoài nhà nước": "Non-state|Non-state economic sector",
    "Tập thể": "Collective|Collective sector",
    "Tư nhân": "Private|Private sector",
    "Cá thể": "Household|Individual|Households",
    "Hỗn hợp": "Mixed",
    "Bán lẻ hàng hóa": "Retail sales of goods|Retail sale of goods|Trade|Goods retail",
    "Khách sạn, nhà hàng": "Hotels and restaurants|Hotel and restaurant",
    "Dịch vụ lưu trú, ăn uống": "Accommodation and catering service|Accommodation and food service"
        "|Accommodation, food and beverage service|Accommodation, catering service",
    "Du lịch lữ hành": "Tourism|Tourism service|Travelling|Travel service",
    "Dịch vụ khác": "Other services|Services|Service",
    "Trung ương": "Central|Central government|Central level|Central management|Managed by central",
    "Địa phương": "Local|Local government|Local level|Local management|Managed by local",
    "Vốn ngân sách Nhà nước cấp tỉnh": "Provincial level|Provincial budget|Province level"
        "|State budget capital at provincial level|State budget at provincial level",
    "Vốn ngân sách Nhà nước cấp huyện": "District level|District budget"
        "|State budget capital at district level|State budget at district level",
    "Vốn ngân sách Nhà nước cấp xã": "Commune level|Communal level|Commune budget"
        "|State budget capital at commune level|State budget at commune level",
    "Bộ Giao thông vận tải": "Ministry of Transport|Ministry of Transportation",
    "Bộ Nông nghiệp và Phát triển nông thôn": "Ministry of Agriculture and Rural Development|MARD",
    "Bộ Nông nghiệp và Môi trường": "Ministry of Agriculture and Environment",
    "Bộ Y tế": "Ministry of Health|Ministry of Public Health",
    "Bộ Giáo dục và Đào tạo": "Ministry of Education and Training",
    "Bộ Xây dựng": "Ministry of Construction",
    "Bộ Văn hóa, Thể thao và Du lịch": "Ministry of Culture, Sports and Tourism",
    "Bộ Văn hóa và Thông tin": "Ministry of Culture and Information",
    "Bộ Công Thương": "Ministry of Industry and Trade",
    "Bộ Công nghiệp": "Ministry of Industry",
    "Bộ Thủy sản": "Ministry of Fishery|Ministry of Fisheries",
    "Bộ Tài nguyên và Môi trường": "Ministry of Natural Resources and Environment",
    "Bộ Thông tin và Truyền thông": "Ministry of Information and Communications",
    "Bộ Khoa học và Công nghệ": "Ministry of Science and Technology",
    "Đường không": "Airways|By air|Air|By airways",
    "Đường biển": "Waterways|Seaways|By sea|Sea|By waterways|By ship",
    "Đường bộ": "Roadways|Road|By road|Land|By land|By roadways",
    "Du lịch": "Tourism|Pleasure|Travelling",
    "Công việc": "Business|On business",
    "Thăm thân nhân": "Visiting relatives|Visit relatives",
    "Mục đích khác": "Other purposes|Others",
    "Châu Á": "Asia", "Châu Âu": "Europe", "Châu Mỹ": "America|Americas",
    "Châu Phi": "Africa", "Châu Đại Dương": "Oceania|Australia and Oceania",
    "Hàn Quốc": "Republic of Korea|Korea Republic|Korea, Republic of|Korea Rep.|South Korea|Korea",
    "Trung Quốc": "China|PR China|P.R. China|Mainland China|China, PR",
    "Hoa Kỳ": "United States|USA|US|United States of America|America (USA)",
    "Nga": "Russia|Russian Federation|Russian Fed.",
    "Đài Loan": "Taiwan|Taiwan (China)|China Taiwan",
    "Hồng Kông": "Hong Kong|Hong Kong SAR (China)|Hong Kong (China)|Hongkong",
    "Lào": "Laos|Lao PDR|Lao People's Democratic Republic",
    "Vương quốc Anh": "United Kingdom|UK|U.K.|England|Great Britain",
    "Quần đảo Virgin thuộc Anh": "British Virgin Islands|BritishVirginIslands|B.V.I",
    "Dầu thô": "Crude oil|Oil crude", "Hàng hóa khác": "Other goods|Other commodities",
    "Thủy sản": "Fishery products|Aquatic products|Fishery product|Seafood|Marine products",
    "Rau quả": "Vegetables and fruits|Fruits and vegetables|Fruit and vegetables",
    "Hạt tiêu": "Pepper|Peppercorn", "Lạc": "Groundnut|Groundnuts|Peanut|Peanuts",
    "Sắn và sản phẩm của sắn": "Cassava and products of cassava|Cassava and its products",
    "Xăng dầu": "Petroleum|Petroleum oil|Petroleum products|Petrol and oil|Petroleum oil refined",
    "Sản phẩm chất dẻo": "Plastic articles|Articles of plastic",
    "Túi xách, ví, va li, mũ, ô dù":
        "Handbags, purses, suitcases, headgear and umbrellas|Handbags, purses, suit-cases, headgear"
        " and umbrellas|Bags, purses, suitcases, headgear and umbrellas",
    "Gỗ và sản phẩm gỗ": "Wood and wooden products|Wood and products of wood",
    "Hàng dệt, may": "Textile and garment|Textiles, garments|Textile, garment|Garments",
    "Giày dép": "Footwear|Footwears", "Sản phẩm gốm sứ": "Ceramics|Ceramic and porcelain products",
    "Sản phẩm mây tre, cói, thảm":
        "Bamboo and rattan products|Rattan, bamboo, sedge products and carpets|Articles of rattan,"
        " bamboo, rush and carpet",
    "Sắt thép": "Iron and steel|Iron, steel|Steel",
    "Sản phẩm từ sắt thép": "Iron and steel products|Iron, steel products",
    "Điện tử, máy tính và linh kiện":
        "Electronic goods, computers and their parts|Computers, electronic products and parts|"
        "Electronics, computers and their parts|Electronic, computers and their parts|"
        "Electronic parts, computers and their parts",
    "Điện thoại các loại và linh kiện":
        "Phones all of kinds and their parts|Telephones and their parts|Phones and parts|Phones of "
        "all kinds and their parts|Telephones, mobile phones and parts thereof",
    "Máy ảnh, máy quay phim và linh kiện": "Still image, video cameras and parts thereof",
    "Máy móc, thiết bị, dụng cụ, phụ tùng khác":
        "Machinery, instruments, accessories|Machinery, equipment, tools and spare parts|"
        "Machinery, equipment, tools, instruments|Machine, equipment, tools and instruments|"
        "Other machinery, equipment, tools and spare parts|Machinery, instrument and accessory",
    "Dây điện và cáp điện": "Electrical wires and cables|Electric wire and cable",
    "Phương tiện vận tải và phụ tùng":
        "Means of transport and equipment|Transport means and spare parts|"
        "Means of transport and spare parts|Means of transport, parts and accessories",
    "Sữa và sản phẩm sữa": "Milk and milk products|Milk and its products|Dairy products",
    "Ngô": "Corn|Maize", "Lúa mỳ": "Wheat", "Đậu tương": "Soybean|Soybeans|Soya bean",
    "Tân dược": "Medicaments|Medicament|Pharmaceutical products|Western medicine",
    "Phân bón": "Fertilizer|Fertilizers|Fertiliser", "Bông": "Cotton|Raw cotton",
    "Vải": "Textile fabrics|Fabric|Fabrics|Textiles fabrics", "Sợi dệt": "Yarn|Textile yarn",
    "Thuốc trừ sâu": "Insecticides|Insecticides and materials|Pesticide",
    "Ô tô": "Automobiles|Cars|Automobile|Motor vehicles", "Xe máy": "Motorcycles|Motorbikes",
}  # fmt: skip
_NUMBERING: Final = re.compile(r"^[-+*\s]*(?:\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)]\s+)?")
#: Rows that structure a table, by a word of theirs.
_HEADS: Final = re.compile(r"^(phan theo|mat hang chu yeu|tong|trong do|ca nuoc|chi so)")
_WORD: Final = re.compile(r"[a-z0-9&]+")


def vietnamese_label(label: str, kind: str) -> str | None:
    """The label's Vietnamese name in a table of that kind; None when no list knows it.

    >>> vietnamese_label("Cashew nut", "exports"), vietnamese_label("Viet Nam dong", "exports")
    ('Hạt điều', None)
    """
    if not label.isascii() or _HEADS.match(fold(label)):
        return label
    name = _NUMBERING.sub("", label.lower())
    return _names(LISTS[kind.removesuffix("_quarterly")]).get(_words(name))


def is_name(text: str) -> bool:
    """Whether a text is an English name that some list knows, and no header."""
    return any(_words(text) in _names(lists) for lists in LISTS.values())


@cache
def _names(lists: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """English names, as words, where they mean one thing; the lists' own names come first."""
    found: dict[tuple[str, ...], str] = {}
    for list_id in lists:
        for member in code_list(list_id).members:
            for text in (member.name, member.name_en, *member.aliases):
                if text.isascii():
                    found.setdefault(_words(text), member.name)
    for name, texts in _NAMES.items():
        for text in texts.split("|"):
            found.setdefault(_words(text), name)
    return found


def _words(text: str) -> tuple[str, ...]:
    """Words of a name that matter, in the singular.

    >>> _words("Wood and products of wood"), _words("Electric wires and cables")
    (('wood', 'product', 'wood'), ('electric', 'wire', 'cable'))
    """
    words = _WORD.findall(text.lower().replace("-", " ").replace("'", ""))
    return tuple(_singular(word) for word in words if word not in {"and", "the", "of", "in", "&"})


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word
