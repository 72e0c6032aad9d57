"""Tracing Word and Excel files as they are read back: all of a good one, what is wrong in a bad."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from phantich.brief import Brief, dump, excel, word
from phantich.brief.office import repack
from phantich.brief.tracing_office import trace_excel, trace_word
from phantich.cli import main
from tests.brief.office_files import parts


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_numeral_of_both_files_is_traced(mixed: Brief, lang: Any) -> None:
    document = trace_word(word.render(mixed, lang), mixed, lang)
    assert document.untraced == []
    assert document.facts >= 30
    book = trace_excel(excel.render(mixed, lang), mixed, lang)
    assert book.untraced == []
    # Every fact in the long sheet, and those in the tables once more.
    assert book.facts > len(mixed.content.facts)


def test_a_changed_or_added_number_in_word_is_found(mixed: Brief) -> None:
    package = word.render(mixed)
    text = parts(package)["word/document.xml"].decode("utf-8")
    shown = re.search(r'w:val="Figure"/>[^>]*</w:rPr><w:t xml:space="preserve">([\d.,]+)<', text)
    assert shown is not None
    changed = text.replace(f">{shown[1]}<", f">{shown[1]}7<", 1)
    found = trace_word(repack(package, {"word/document.xml": changed.encode()}), mixed, "vi")
    assert len(found.untraced) == 1
    assert f"{shown[1]}7" in found.untraced[0]
    added = text.replace("Điểm chính", "Điểm chính: 17 nhóm", 1)
    found = trace_word(repack(package, {"word/document.xml": added.encode()}), mixed, "vi")
    assert found.untraced == ["'17' in 'Điểm chính: 17 nhóm'"]


@pytest.mark.parametrize("sheet", ["Bảng 1", "so_lieu"])
def test_a_changed_number_in_excel_is_found(mixed: Brief, sheet: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel.render(mixed)))
    column = 3 if sheet == "Bảng 1" else 10
    cell = book[sheet].cell(2, column)
    cell.value = cell.value * 1.001
    changed = io.BytesIO()
    book.save(changed)
    (found,) = trace_excel(changed.getvalue(), mixed, "vi").untraced
    assert float(found.split(" for ")[0]) == pytest.approx(cell.value)


def test_the_command_prints_a_row_a_face_and_the_share(
    mixed: Brief, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "HP.A.II.facts.json").write_text(dump(mixed.content), encoding="utf-8")
    assert main(["trace", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert [line.split()[:3] for line in said.out.splitlines()[1:]] == [
        ["HP.A.II", face, lang] for lang in ("vi", "en") for face in ("docx", "xlsx")
    ]
    assert said.err.startswith("100.00 % of ")
    (tmp_path / "HP.A.II.html").write_text("<p>có 8 nhóm tăng</p>", encoding="utf-8")
    assert main(["trace", str(tmp_path), "--format", "json"]) == 1
    assert "phantich: HP.A.II html vi: '8' in 'có 8 nhóm tăng'" in capsys.readouterr().err
    assert main(["trace", str(tmp_path / "none")]) == 2
