"""The coverage report: every indicator of the sets, its state and the reason."""

from __future__ import annotations

import json
from pathlib import Path

from phantich.brief import assemble, dump
from phantich.catalog import indicator_set
from phantich.runs.coverage import write_coverage
from phantich.runs.record import Outcome, Record
from phantich.store import Store


def test_every_indicator_of_the_set_is_listed_with_a_state_and_a_reason(
    tmp_path: Path, store: Store
) -> None:
    content = assemble(store, "haiphong", "HP.A.II", "2024-07")
    (tmp_path / "HP.A.II.facts.json").write_text(dump(content), encoding="utf-8")
    outcomes = (
        Outcome(city="haiphong", group="HP.A.I", month="2024-07", ok=False, message="no"),
        Outcome(city="haiphong", group="HP.A.II", month="2024-07", ok=True),
    )
    path = write_coverage(tmp_path, Record(month="2024-07", outcomes=outcomes))
    report = json.loads(path.read_text(encoding="utf-8"))["sets"]["haiphong"]
    rows = {row["code"]: row for row in report["rows"]}
    assert list(rows) == [i.code for i in indicator_set("haiphong").indicators]
    assert report["indicators"] == len(rows) == 109
    assert report["counts"] == {"measured": 1, "awaiting": 108, "no_series": 0}
    revenue = rows["HP.A.II.1"]
    assert (revenue["state"], revenue["newest"], revenue["origin"]) == (
        "measured",
        "2024-07",
        "real",
    )
    assert rows["HP.A.II.2"]["reason"]["vi"] == "cơ quan báo cáo chưa cung cấp số liệu"
    assert rows["HP.A.I.1"]["reason"]["en"] == "the group's brief failed"
    assert rows["HP.D.6"]["reason"]["vi"] == "bản tin của nhóm chưa được lập"
    assert all(row["reason"]["vi"] and row["reason"]["en"] for row in rows.values())


def test_an_indicator_of_documents_alone_is_no_series(tmp_path: Path, store: Store) -> None:
    content = assemble(store, "haiphong", "HP.D", "2024-07")
    (tmp_path / "HP.D.facts.json").write_text(dump(content), encoding="utf-8")
    record = Record(
        month="2024-07",
        outcomes=(Outcome(city="haiphong", group="HP.D", month="2024-07", ok=True),),
    )
    path = write_coverage(tmp_path, record)
    rows = json.loads(path.read_text(encoding="utf-8"))["sets"]["haiphong"]["rows"]
    maps = next(row for row in rows if row["code"] == "HP.D.6")
    assert maps["state"] == "no_series"
    assert maps["reason"]["vi"].startswith("là hồ sơ, tài liệu, không phải chuỗi số")


def test_every_group_has_its_parameters_and_every_indicator_a_group() -> None:
    root = Path(__file__).resolve().parents[2]
    for city, indicators in (("haiphong", 109), ("cantho", 35), ("vietnam", None)):
        groups = indicator_set(city).groups  # type: ignore[arg-type]
        files = {path.stem for path in (root / "params" / city).glob("*.yaml")}
        assert files == {group.code for group in groups}
        if indicators is not None:
            assert sum(len(group.indicators) for group in groups) == indicators
