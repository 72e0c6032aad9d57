"""Rows of `phantich warn --counts`: the count rule told in the columns of `screen`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from phantich.warning.counts import ALARM_P, MINIMUM_COUNT, VERSION, judge_counts
from phantich.warning.flag import Flag, effect_of
from phantich.warning.intake import period_labels
from phantich.warning.screen import COLUMNS
from phantich.warning.severity import INFO_P, severity_of

#: Numbers of two weeks that are unusual together.
_SPELL: Final = ("together", "together_expected", "together_hi")


def count_rows(
    table: pd.DataFrame, last: int | None = 1, breaks: Sequence[str] = ()
) -> pd.DataFrame:
    """One row a count judged (`phantich.warning.counts.judge_counts`), with `COLUMNS`.

    ``flag`` is true below `ALARM_P`; a missing count is a finding of quality.
    """
    dated = table.assign(ds=pd.to_datetime(table["ds"]))
    found = judge_counts(dated, last, breaks)
    labels, frequency = period_labels(found["ds"], dated["ds"])
    records = found.to_dict("records")
    told = [_flag(*place) for place in zip(records, labels, [frequency] * len(labels), strict=True)]
    found["flag"] = [flag is not None and flag.severity != "info" for flag in told]
    found["severity"] = ["" if flag is None else flag.severity for flag in told]
    found["rule"] = ["" if flag is None else flag.rule for flag in told]
    found["text_vi"] = ["" if flag is None else flag.text_vi for flag in told]
    found["text_en"] = ["" if flag is None else flag.text_en for flag in told]
    return found[list(COLUMNS)]


def _flag(row: dict[Hashable, Any], label: str, frequency: str) -> Flag | None:
    y, p_value, expected = float(row["y"]), float(row["p_value"]), float(row["expected"])
    if np.isnan(y):
        return Flag(
            series=str(row["unique_id"]),
            period=label,
            frequency=frequency,
            rule="quality",
            version=VERSION,
            severity="warning",
            template="quality_missing",
            expected=expected,
            cause="missing",
        )
    if not (p_value < INFO_P and y >= MINIMUM_COUNT):
        return None
    effect, effect_pct = effect_of(y, expected)
    level = severity_of(p_value) or "info"
    spell = {name: float(row[name]) for name in _SPELL if np.isfinite(row[name])}
    return Flag(
        series=str(row["unique_id"]),
        period=label,
        frequency=frequency,
        rule="counts",
        version=VERSION,
        severity=level if p_value < ALARM_P else "info",
        direction="up",
        template="counts_together" if spell else "",
        observed=y,
        expected=expected,
        lo=float(row["lo"]),
        hi=float(row["hi"]),
        score=float(row["score"]),
        p_value=p_value,
        effect=effect,
        effect_pct=effect_pct,
        evidence=dict(spell),
    )
