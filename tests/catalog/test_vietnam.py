"""The national reference set against what the workbooks' readings call their totals."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from phantich.catalog import find_component, indicator_set
from phantich.observations import is_measure

#: Kind of table in the reference → component whose total it gives.
TOTALS = {
    "exports": "VN.EXPORTS/exports",
    "imports": "VN.IMPORTS/imports",
    "retail": "VN.RETAIL/retail",
    "visitors": "VN.VISITORS/visitors",
    "investment_nsnn": "VN.INVESTMENT/investment",
    "industrial_output_value": "VN.INDUSTRIAL_OUTPUT/output_value",
    "fdi": "VN.FDI/fdi_new",
    "iip": "VN.IIP/iip",
}


def test_every_measure_of_a_component_is_one_of_the_schema() -> None:
    for indicator in indicator_set("vietnam").indicators:
        for component in indicator.components:
            assert all(is_measure(m) for m in component.measures), component.id


def test_groups_have_their_letter() -> None:
    groups = indicator_set("vietnam").groups
    assert [group.code for group in groups][:6] == [f"VN.{letter}" for letter in "ABCDEF"]
    assert groups[0].indicators[0].code == "VN.CPI"


@pytest.mark.shared
def test_totals_are_called_as_in_the_reference(shared: Path) -> None:
    with (shared / "gso" / "reference" / "national_series.csv").open(encoding="utf-8") as source:
        found = {(row["table_kind"], row["item"]) for row in csv.DictReader(source)}
    named = {
        (kind, find_component(code)[1].total)
        for kind, code in TOTALS.items()
        if kind in {kind for kind, _ in found}
    }
    assert named <= found
    assert len(named) >= 6
