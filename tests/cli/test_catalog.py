"""``phantich catalog``: rows, choices, formats and refusals."""

from __future__ import annotations

import csv
import io
import json

import pytest

from phantich.catalog.listing import COMPONENT_COLUMNS, INDICATOR_COLUMNS
from phantich.cli import main


def _csv(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    assert main(["catalog", *options, "--format", "csv"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return list(csv.DictReader(io.StringIO(printed.out)))


def test_both_cities_have_144_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _csv(capsys)
    assert tuple(rows[0]) == INDICATOR_COLUMNS
    # 109 in the decision of Hải Phòng, 35 in that of Cần Thơ.
    cities = [row["city"] for row in rows]
    assert (cities.count("haiphong"), cities.count("cantho")) == (109, 35)
    assert len({row["code"] for row in rows}) == 144
    parts = [row["part"] for row in rows if row["city"] == "haiphong"]
    assert [parts.count(letter) for letter in "ABCD"] == [85, 15, 2, 7]
    assert all(row["components"] and row["kinds"] and row["name_en"] for row in rows)
    assert rows == _csv(capsys, "--city", "all")


def test_no_component_lacks_unit_kind_or_direction(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _csv(capsys, "--components")
    assert tuple(rows[0]) == COMPONENT_COLUMNS
    assert all(row["unit"] and row["kind"] and row["direction"] for row in rows)
    assert all((row["forecast"] == "true") == (row["reason"] == "") for row in rows)
    named = {code for row in _csv(capsys) for code in row["components"].split("|")}
    assert {row["code"].partition("/")[2] for row in rows} == named


def test_a_city_a_group_an_indicator_a_component(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(_csv(capsys, "--city", "cantho")) == 35
    assert len(_csv(capsys, "--group", "HP.A.II")) == 5
    assert len(_csv(capsys, "--group", "CT.B")) == 9
    assert [r["code"] for r in _csv(capsys, "--group", "HP.A.X.4")] == ["HP.A.X.4"]
    deaths = _csv(capsys, "--group", "HP.A.X.4/deaths", "--components")
    assert [(r["code"], r["unit"]) for r in deaths] == [("HP.A.X.4/deaths", "người")]


def test_the_country(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _csv(capsys, "--set", "vietnam")
    assert {"VN.CPI", "VN.IIP", "VN.RETAIL", "VN.EXPORTS", "VN.FDI"} <= {r["code"] for r in rows}
    assert {r["city"] for r in rows} == {"vietnam"}


def test_search_with_and_without_accents(capsys: pytest.CaptureFixture[str]) -> None:
    typed = _csv(capsys, "--search", "độ mặn", "--city", "cantho")
    assert typed
    assert typed == _csv(capsys, "--search", "do man", "--city", "cantho")
    found = [row["code"] for row in typed]
    assert "CT.D.II.33" in found
    assert _csv(capsys, "--search", "kỳ lân") == []


def test_json_keeps_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "--group", "CT.A.I", "--format", "json"]) == 0
    text = capsys.readouterr().out
    rows = json.loads(text)
    assert rows[2]["name"] == "Chỉ số giá tiêu dùng (CPI)"
    assert "Chỉ số giá tiêu dùng" in text


def test_a_table_for_people(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["catalog", "--group", "CT.D.II", "--components"]) == 0
    out = capsys.readouterr().out
    assert "CT.D.II.33/salinity" in out
    assert "‰" in out
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--group", "HP.Z"], "no indicator 'HP.Z'"),
        (["--city", "hanoi"], "'hanoi' is not one of"),
        (["--city", "cantho", "--group", "HP.A.I"], "HP.A.I is not a group of cantho"),
        (["--city", "cantho", "--set", "vietnam"], "exclude each other"),
        (["--group", "HP.A.X.4/nothing"], "no component 'nothing'"),
        (["--search", " "], "search for a word"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--nothing"], "No such option"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalog", *options]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert printed.err.count("\n") == 1


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "--help"]) == 0
    assert "Example: phantich catalog" in capsys.readouterr().out
