"""When figures are due: by the decree for prices, by convention for the rest."""

from __future__ import annotations

import pytest

from phantich.catalog import find_indicator
from phantich.catalog.reporting import due, due_rules


@pytest.mark.parametrize(
    ("code", "period", "day", "basis"),
    [
        # Decree 13/2026/NĐ-CP: the 3rd; Decree 62/2024/NĐ-CP before it: the 6th.
        ("HP.A.I.1", "2026-01", "2026-02-03", "law"),
        ("HP.A.I.1", "2025-12", "2026-01-06", "law"),
        ("VN.CPI", "2026-12", "2027-01-03", "law"),
        ("HP.A.I.1", "2024-12", "2025-01-06", "convention"),
        ("HP.A.II.1", "2026-10", "2026-11-06", "convention"),
        ("HP.A.II.1", "2026-Q3", "2026-10-06", "convention"),
        ("HP.A.II.1", "2026-S2", "2027-01-06", "convention"),
        ("HP.A.II.1", "2025", "2026-01-06", "convention"),
    ],
)
def test_a_figure_is_due_in_the_month_after_its_period(
    code: str, period: str, day: str, basis: str
) -> None:
    found, rule = due(find_indicator(code), period)
    assert (found.isoformat(), rule.basis) == (day, basis)


def test_every_rule_names_its_reference_and_a_law_its_source() -> None:
    for rule in due_rules():
        assert rule.reference
        assert rule.source.startswith("https://") == (rule.basis == "law")
