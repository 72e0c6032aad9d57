"""Outbreaks in the counts of a city's store, as flags with the names and floors of their series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from phantich.catalog.breaks import break_months
from phantich.warning.counts import MINIMUM_COUNT, judge_counts
from phantich.warning.fdr import q_values
from phantich.warning.flag import Flag
from phantich.warning.series import Series, counted, negative
from phantich.warning.severity import floor_of, graded


def outbreak_flags(
    series: Mapping[str, Series], table: pd.DataFrame, months: int
) -> Iterator[Flag]:
    """Counts judged by their own rule; q of the batch of each period.

    Parameters
    ----------
    series
        Those of one city by their name in the table.
    table
        Columns ``unique_id, ds, y, period``, one row a figure, dated in the last month of its
        period. A negative count is an error of the report and tells nothing about the events.
    months
        How many of the newest are judged.
    """
    wrong = table["y"] < 0
    for name, period in table.loc[wrong, ["unique_id", "period"]].to_numpy():
        yield negative(series[str(name)], str(period))
    breaks = break_months(next(iter(series.values())).area)
    found = judge_counts(table.assign(y=table["y"].mask(wrong)), months, breaks)
    found = found.merge(table[["unique_id", "ds", "period"]], on=["unique_id", "ds"])
    found["q_value"] = found.groupby("period")["p_value"].transform(
        lambda p: q_values(p.to_numpy(float))
    )
    seen = found[(found["y"] >= MINIMUM_COUNT) & found["p_value"].notna()]
    for row in seen.to_dict("records"):
        one = series[str(row["unique_id"])]
        flag = counted(one, {str(key): value for key, value in row.items()})
        told = graded(flag, floor_of(one.indicator.code, one.component.id, "count"))
        if told is not None:
            yield told
