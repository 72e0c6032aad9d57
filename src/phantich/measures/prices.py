"""All published comparisons of prices at once, from levels or from links alone."""

from __future__ import annotations

from phantich.measures.comparisons import AverageMethod, compare_levels, span_average
from phantich.measures.index_series import FixedBase, PeriodOnPeriod
from phantich.measures.panel import Floats, Panel


def price_comparisons(
    panel: Panel, method: AverageMethod = "gso", base: str | None = None
) -> dict[str, Floats]:
    """Comparisons of levels by measure, index form, each of the panel's shape.

    Those of `phantich.measures.comparisons.compare_levels`, ``quarter_average`` of months, and
    ``vs_base`` on the mean of `base`, a period or a year, if that is given.

    Raises
    ------
    UsageError
        When the base lies outside the series.
    """
    found = {}
    if base is not None:
        found["vs_base"] = FixedBase(panel).rebase(base).panel.values
    found |= compare_levels(panel, method)
    if panel.frequency == "M":
        found["quarter_average"] = span_average(panel.values, panel.first_season, 3, 12, method)
    return found


def link_comparisons(
    panel: Panel, method: AverageMethod = "gso", base: str | None = None
) -> dict[str, Floats]:
    """The same from links alone: indices of each period on the one before.

    A link that lacks makes those comparisons missing that span it. Averages by ``hicp`` and
    ``vs_base`` need levels: the former reach back from the newest period to the newest gap, the
    latter both ways from the base, which lies within one stretch without gaps or is missing.

    Raises
    ------
    UsageError
        When the base lies outside the series.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> links = Panel(pd.Index(["a"]), np.full((1, 12), 100.2), start=54 * 12)
    >>> round(float(link_comparisons(links)["yoy"][0, -1]), 4)
    102.4266
    """
    series = PeriodOnPeriod(panel)
    found = {}
    if base is not None:
        found["vs_base"] = series.chain(at=base).rebase(base).panel.values[:, 1:]
    found["yoy"] = series.cumulate(panel.seasons)
    if panel.seasons > 1:
        found["qoq" if panel.frequency == "Q" else "mom"] = panel.values
        found["vs_december"] = series.since_year_end()
        found["ytd_average"] = series.average_to_date()
    if panel.frequency == "M":
        found["quarter_average"] = series.span_average()
    if method == "hicp":
        newest = panel.starts[-1:].strftime("%Y-%m")
        levels = price_comparisons(
            series.chain(at=newest[0] if len(newest) else None).panel, method
        )
        found |= {n: x[:, 1:] for n, x in levels.items() if n.endswith("_average")}
    return found
