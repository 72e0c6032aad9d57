"""All rules for any long table, one row a figure judged.

Order: errors of reporting first (`quality`), which block the rest; then the residual of the
forecast, and the lasting change. The p of a figure is the smaller of the two rules'; q is
Benjamini–Hochberg's of the batch of its period; severity follows from p, q and the floor of what
matters (`grades`). A `warning` of the residual needs the second, unlike forecaster to agree;
company in its batch makes no finding of a figure that alone would be none (p ≥ .01). A finding is
not flagged again while the one before it is open; what was known before the run and adds nothing is
listed only (`ongoing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning import quality, tails
from phantich.warning.fdr import q_values
from phantich.warning.flag import Flag, effect_of
from phantich.warning.grades import LEVELS, RULES, grades, list_what_is_known, need_agreement
from phantich.warning.intake import Grid
from phantich.warning.ongoing import LOOK_BACK, open_since
from phantich.warning.residual import Residuals, in_crisis, residuals
from phantich.warning.severity import WATCH_P, Floor
from phantich.warning.sustained import Sustained, sustained

VERSION: Final = "1.0"
#: What a statistic of lasting change is divided by before it is taken to the tail: its maximum over
#: several patterns is that much larger than one surprise.
MAXIMUM: Final = 1.13
COLUMNS: Final = (
    "unique_id", "ds", "y", "expected", "lo", "hi", "score", "p_value", "flag", "severity", "rule",
    "text_vi", "text_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """A grid judged; arrays ``(series, periods)``.

    `judged` says which figures were; `rule` is 0 none, 1 quality, 2 residual, 3 sustained;
    `severity` a place in `SEVERITIES` + 1, 0 for none; `since` the place where a finding began that
    was open when the figure came, −1 for none; `flagged` whether it is shown now.
    """

    grid: Grid
    residuals: Residuals
    lasting: Sustained
    judged: NDArray[np.bool_]
    cause: NDArray[np.int64]
    power: NDArray[np.int64]
    p_value: Floats
    q_value: Floats
    rule: NDArray[np.int64]
    severity: NDArray[np.int64]
    since: NDArray[np.int64]
    flagged: NDArray[np.bool_]


def screen(
    grid: Grid,
    last: int | None = 1,
    floor: Floor | None = None,
    implied: Mapping[str, Floats] | None = None,
    breaks: Sequence[str] = (),
) -> Screened:
    """Judge the last periods of every series of a grid, each by its own past.

    Parameters
    ----------
    last
        How many of the newest periods of the grid are judged; None judges all.
    floor
        What an effect must reach to matter.
    implied
        What identities say that figures should be (`phantich.warning.identities`).
    breaks
        First months with another content, such as another territory, ``YYYY-MM``: nothing is said
        of them, and what they jump by is no part of season or scale.
    """
    periods = np.arange(len(grid.periods))
    ends = quality.due_ends(grid)
    begins = np.zeros_like(ends) if last is None else np.maximum(grid.ends - last + 1, 0)
    asked = _due(grid) & (periods >= begins[:, None] - LOOK_BACK) & (periods <= ends[:, None])
    judged = asked & (periods >= begins[:, None])
    made = residuals(grid, None if last is None else periods < begins[:, None], breaks)
    lasting = sustained(made.score, made.gain, in_crisis(grid.periods))
    errors = quality.findings(grid, made, asked, implied)
    p_lasting = tails.p_values(lasting.score / MAXIMUM, made.share, made.size)
    p_value = np.where(asked, np.fmin(made.p_value, p_lasting), np.nan)
    wrong = errors.codes > 0
    p_value[wrong] = np.fmin(made.p_value, errors.chances)[wrong]
    with np.errstate(invalid="ignore"):
        since = open_since(asked & ~wrong & (p_value < WATCH_P))
        rule = np.where(np.isfinite(p_value), np.where(p_lasting < made.p_value, 3, 2), 0)
    rule[wrong] = 1
    cause = np.where(judged, errors.codes, 0)
    for whole, nothing in ((p_value, np.nan), (rule, 0), (since, -1)):
        whole[~judged] = nothing
    q_value = np.full(p_value.shape, np.nan)
    for at in periods:
        q_value[:, at] = q_values(p_value[:, at])
    severity = grades(grid, made, p_value, q_value, cause, floor or Floor())
    need_agreement(grid, made, rule, severity)
    list_what_is_known(made, rule, severity, since)
    flagged = severity >= 1 + LEVELS.index("watch")
    flagged &= open_since(flagged) < 0
    return Screened(
        grid, made, lasting, judged, cause, errors.powers, p_value, q_value, rule, severity, since,
        flagged,
    )  # fmt: skip


def _due(grid: Grid) -> NDArray[np.bool_]:
    """Figures there are, and figures that lack up to a year after a series' last one."""
    return np.isfinite(grid.values) | quality.missing(grid)


def flag_at(screened: Screened, row: int, at: int) -> Flag:
    """The record of one figure judged."""
    return next(flags_at(screened, [(row, at)]))


def flags_at(screened: Screened, places: Iterable[tuple[int, int]]) -> Iterator[Flag]:
    """The records of some figures judged, by series and period, in the order asked."""
    grid, made = screened.grid, screened.residuals
    expected, (lo, hi) = made.expected, made.bounds()
    for row, at in places:
        figures = (float(part[row, at]) for part in (grid.values, expected, lo, hi))
        yield _record(screened, row, at, *figures)


def _record(
    screened: Screened, row: int, at: int, observed: float, expected: float, lo: float, hi: float
) -> Flag:
    grid, made = screened.grid, screened.residuals
    number = int(screened.rule[row, at])
    cause = quality.CAUSES[screened.cause[row, at]]
    score = made.score[row, at] if number != 3 else screened.lasting.score[row, at]
    effect, effect_pct = effect_of(observed, expected)
    evidence: dict[str, float | str] = {}
    if number == 3:
        evidence["months"] = float(screened.lasting.periods[row, at])
    if cause == "unit":
        evidence["power"] = float(screened.power[row, at])
    if number in (2, 3):
        meant = quality.transposed(observed, row, at, made)
        if np.isfinite(meant):
            cause, evidence["meant"] = "transposed", meant
    return Flag(
        series=str(grid.ids[row]),
        period=grid.label(at),
        frequency=grid.frequency,
        rule=RULES[number] or "residual",
        version=VERSION,
        severity=LEVELS[max(int(screened.severity[row, at]) - 1, 0)],
        direction="none" if not np.isfinite(effect) else ("up" if effect > 0 else "down"),
        template="quality_missing" if cause == "missing" else "",
        observed=observed,
        expected=expected,
        lo=lo,
        hi=hi,
        score=float(score),
        p_value=float(screened.p_value[row, at]),
        q_value=float(screened.q_value[row, at]),
        effect=effect,
        effect_pct=effect_pct,
        cause=cause,
        evidence=evidence,
    )


def rows(screened: Screened) -> pd.DataFrame:
    """One row a figure judged, with `COLUMNS`, in the order of the series and of time.

    ``flag`` is true from the severity ``watch`` on, where no flag of the series is open already;
    ``severity`` and ``rule`` are empty where nothing was found. ``score`` of a missing figure is
    NaN. Texts are those of the flags' records.
    """
    grid, made = screened.grid, screened.residuals
    lo, hi = made.bounds()
    expected = made.expected
    places = np.nonzero(screened.judged)
    row, at = places
    number, severity = screened.rule[places], screened.severity[places]
    score = np.where(number == 3, screened.lasting.score[places], made.score[places])
    texts = [("", "")] * len(row)
    for place in np.flatnonzero(severity):
        spot = row[place], at[place]
        flag = _record(
            screened, *spot, float(grid.values[spot]), float(expected[spot]), float(lo[spot]),
            float(hi[spot]),
        )  # fmt: skip
        begun = int(screened.since[spot])
        if begun >= 0 and flag.rule != "quality":
            flag = flag.with_(opened=grid.labels[begun])
        texts[place] = (flag.text_vi, flag.text_en)
    found = severity > 0
    return pd.DataFrame(
        {
            "unique_id": np.asarray(grid.ids)[row],
            "ds": grid.stamps[at],
            "y": grid.values[places],
            "expected": expected[places],
            "lo": lo[places],
            "hi": hi[places],
            "score": score,
            "p_value": screened.p_value[places],
            "flag": screened.flagged[places],
            "severity": np.where(found, np.array(("", *LEVELS))[severity], ""),
            "rule": np.where(found, np.array(RULES)[number], ""),
            "text_vi": [vi for vi, _ in texts],
            "text_en": [en for _, en in texts],
        }
    )
