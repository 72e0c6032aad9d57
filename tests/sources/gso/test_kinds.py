"""What tables are about, against a person's survey of every sheet."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from phantich.sources.gso.cells import read_sheets
from phantich.sources.gso.kinds import bare_title, kind_of
from phantich.sources.gso.tables import find_tables

#: (survey's kind, ours) of sheets where ours is as right or better, with the reason.
ACCEPTED = {
    ("junk_or_empty", ""): "no table of figures in it",
    ("other", ""): "a single word, no table",
    ("retail", ""): "an empty template",
    ("fishery", "agri_value"): "output value of fishing at constant prices",
    ("enterprises_other", "labour"): "changes of employment in industrial enterprises",
}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("8. XuÊt khÈu", "other"),
        ("8. Xuất khẩu tháng 7 năm 2002", "exports"),
        ("3. (Tiếp theo) Một số sản phẩm chủ yếu của ngành công nghiệp", "industrial_products"),
        ("Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước", "investment_nsnn"),
        ("22. Vốn đầu tư phát triển toàn xã hội thực hiện", "social_investment"),
        ("24. Đầu tư nước ngoài vào Việt Nam được cấp phép", "fdi"),
        ("3. Chỉ số giá trị sản xuất công nghiệp trên địa bàn một số tỉnh", "iip_province"),
        ("36. Chỉ số giá xuất khẩu hàng hóa(*)", "price_export"),
        ("28. Hàng hóa xuất khẩu các quý năm 2024", "exports_quarterly"),
        ("31. Xuất, nhập khẩu dịch vụ", "services_trade"),
        ("48. Một số chỉ tiêu xã hội - môi trường", "social_environment"),
        ("Ghi chú", "other"),
    ],
)
def test_kind_of(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_bare_title() -> None:
    assert bare_title("12. (TIẾP THEO) Hàng hóa") == "hang hoa"


@pytest.mark.shared
@pytest.mark.slow
def test_every_sheet_is_what_the_survey_says(shared: Path) -> None:
    with (shared / "gso" / "reference" / "survey.csv").open(encoding="utf-8") as source:
        survey = {(r["file"], r["sheet_decoded"]): r["table_kind"] for r in csv.DictReader(source)}
    seen, wrong = 0, []
    for path in sorted((shared / "gso" / "workbooks").iterdir()):
        for sheet in read_sheets(path):
            expected = survey[path.name, sheet.name]
            tables = find_tables(sheet, path.name)
            kind = kind_of(tables[0].title) if tables else ""
            seen += 1
            if kind != expected and (expected, kind) not in ACCEPTED:
                wrong.append((path.name, sheet.name, expected, kind))
    assert wrong == []
    assert seen == len(survey)
