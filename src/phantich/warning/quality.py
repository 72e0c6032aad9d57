"""Errors of reporting, looked for before anything else; a finding goes to the reporter.

Each test compares the figure with what the reporter may have meant, by the forecast from the past:

- **missing**: the series has figures, this period has none, and it had one a season ago;
- **sign**: negative where no figure ever was, and far off; or of the unexpected sign, and usual
  with the other;
- **copied**: the value of a year before, digit for digit, where chance hardly gives it;
- **zero**: nothing where no figure ever was zero or less, and far off;
- **unit**: far off as it is, and usual after ×10^k;
- **cumulative**: far off, and usual after the months since January are taken away;
- **repeated**: the value of the period before, digit for digit, where chance hardly gives it:
  P ≈ step in which the series is given × density of the forecast;
- **transposed**: far off, and much likelier with two neighbouring digits changed round. It is a
  suggestion only: ten figures in a hundred have such a neighbour;
- **identity**, **revision**: it does not agree with the figures that it belongs to, or was revised
  more than usual (`phantich.warning.identities`), where the table has their columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning import tails
from phantich.warning.digits import step_of, transpositions
from phantich.warning.identities import failing
from phantich.warning.intake import Grid
from phantich.warning.residual import Residuals
from phantich.warning.slips import CLEAR, FAR, KINDS, USUAL, chance_of, units

VERSION: Final = "1.0"
#: Codes of `findings`, 0 where nothing was found; the first that fits is told.
CAUSES: Final = (
    "", "missing", "sign", "unit", "cumulative", "repeated", "identity", "revision", "zero",
    "copied",
)  # fmt: skip
#: A figure of the wrong sign, turned round, lies within TURNED standard deviations.
TURNED: Final = 0.8
#: Chance of a coincidence below which a repeated value is told.
COINCIDENCE: Final = 0.05
#: One figure in RARELY at most has two digits changed round.
RARELY: Final = 100
_LOOK_BACK: Final = 12
#: Share of living series that makes a period the common end.
COMMON: Final = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Errors found among the figures judged; arrays ``(series, periods)``.

    `codes` are places in `CAUSES`, 0 for none; `powers` the power of ten of a slip of the unit;
    `chances` how likely a figure without the error looks as much like it, NaN where the p of its
    residual is all that is known.
    """

    codes: NDArray[np.int64]
    powers: NDArray[np.int64]
    chances: Floats


def findings(
    grid: Grid,
    found: Residuals,
    judged: NDArray[np.bool_],
    implied: Mapping[str, Floats] | None = None,
) -> Findings:
    """Errors of reporting; of several that fit a figure the first of `CAUSES` is told, of a slip of
    the unit and a cumulative the one that comes nearer to what was expected.

    `implied` is what `phantich.warning.identities` says that figures should be.
    """
    codes = np.zeros(grid.values.shape, dtype=np.int64)
    chances = np.full(grid.values.shape, np.nan)
    unit = units(grid, found, judged)
    nothing = np.full(grid.values.shape, np.nan)
    with np.errstate(invalid="ignore"):
        summed, chance, distance = _cumulative(grid, found)
        closer = distance < np.abs(found.score_of(grid.values / 10.0**unit.powers))
        tests = (
            (missing(grid), np.zeros(grid.values.shape)),
            _wrong_sign(grid, found),
            (unit.hit & ~(summed & closer), unit.chances),
            (summed, chance),
            _repeated(grid, found, judged, 1),
            *((hit, nothing) for hit in failing(grid.values, implied or {})),
            (_zero(grid.values, found), nothing),
            _copied(grid, found, judged),
        )
    for code, (hit, chance) in enumerate(tests, start=1):
        fresh = hit & (codes == 0) & judged
        codes[fresh] = code
        chances[fresh] = chance[fresh]
    return Findings(codes, np.where(codes == CAUSES.index("unit"), unit.powers, 0), chances)


def missing(grid: Grid) -> NDArray[np.bool_]:
    """Periods without the figure that was due.

    Due is a period up to a year after the last figure, unless its place in the season had no figure
    a season and two seasons ago either (offices that skip a month), or most of the last season
    lacks.
    """
    there = np.isfinite(grid.values)
    periods = np.arange(there.shape[1])
    latest = np.maximum.accumulate(np.where(there, periods, -1), axis=1)
    season = grid.season
    alive = (latest >= 0) & (periods - latest <= max(season, 4))
    skipped = alive.copy()
    for back in (season, 2 * season):
        lag = np.ones_like(there)
        lag[:, back:] = there[:, :-back] if back < there.shape[1] else there[:, :0]
        skipped &= ~lag
    begun = np.cumsum(there, axis=1)
    sums = np.concatenate([np.zeros((len(there), 1), dtype=np.int64), begun], axis=1)
    reach = max(season, 6)
    last = np.maximum(periods - reach, 0)
    lately = sums[:, periods] - sums[:, last]
    sparse = (begun >= 2) & (lately < reach / 3) & (periods - latest > 1)
    found: NDArray[np.bool_] = ~there & alive & ~skipped & ~sparse
    return found


def _wrong_sign(grid: Grid, found: Residuals) -> tuple[NDArray[np.bool_], Floats]:
    values = grid.values
    impossible = found.logs[:, None] & (values < 0) & (found.score < -FAR)
    foretold = found.expected / found.spread
    clear = ~found.logs[:, None] & (np.abs(foretold) > CLEAR) & (np.sign(values) * foretold < 0)
    meant = found.score_of(-values)
    hit = impossible | (clear & (np.abs(meant) < TURNED) & (np.abs(found.score) > FAR))
    chance = KINDS * chance_of(found, meant, scale=-1.0)
    return hit, np.where(impossible, np.nan, chance)


def _zero(values: Floats, found: Residuals) -> NDArray[np.bool_]:
    never = np.cumsum(values <= 0, axis=1) == 1
    hit: NDArray[np.bool_] = found.logs[:, None] & (values == 0) & never & (found.score < -FAR)
    return hit


def _cumulative(grid: Grid, found: Residuals) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Where it was found, its chance, and how far off the month lies then."""
    if grid.frequency not in ("M", "Q"):
        nothing = np.full(grid.values.shape, np.nan)
        return np.zeros(grid.values.shape, dtype=bool), nothing, nothing
    so_far = _year_to_date(grid)
    score = found.score_of(grid.values - so_far)
    level = found.logs[:, None] & (so_far > 0)
    far = found.score > np.maximum(2.5, np.abs(score) + 1)
    hit: NDArray[np.bool_] = level & far & (np.abs(score) < USUAL)
    return hit, KINDS * chance_of(found, score, add=so_far), np.abs(score)


def _year_to_date(grid: Grid) -> Floats:
    """Sum of the periods since January before each one; NaN where one of them lacks."""
    years = np.asarray(grid.periods.year)
    sums = np.zeros(grid.values.shape)
    for at in range(1, len(years)):
        if years[at] == years[at - 1]:
            sums[:, at] = sums[:, at - 1] + grid.values[:, at - 1]
    return sums


def _repeated(
    grid: Grid, found: Residuals, judged: NDArray[np.bool_], lag: int
) -> tuple[NDArray[np.bool_], Floats]:
    """Figures that equal the one `lag` periods before where chance hardly gives it."""
    values = grid.values
    same = np.zeros(values.shape, dtype=bool)
    same[:, lag:] = np.abs(values[:, lag:] - values[:, :-lag]) <= 1e-9 * np.abs(values[:, lag:])
    chance = np.full(values.shape, np.nan)
    for row, at in zip(*np.nonzero(same & judged), strict=True):
        chance[row, at] = _coincidence(values[row, : at + 1], found, row, at, lag)
    hit: NDArray[np.bool_] = chance < COINCIDENCE
    return hit, chance


def _copied(
    grid: Grid, found: Residuals, judged: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], Floats]:
    """The figure of the same month or quarter a year ago."""
    if grid.frequency not in ("M", "Q") or grid.values.shape[1] <= grid.season:
        return np.zeros(grid.values.shape, dtype=bool), np.full(grid.values.shape, np.nan)
    return _repeated(grid, found, judged, grid.season)


def _coincidence(values: Floats, found: Residuals, row: int, at: int, lag: int) -> float:
    """Chance that a figure equals that of `lag` before: step × density, or how often it did."""
    past = values[:-1][np.isfinite(values[:-1])]
    if len(past) < _LOOK_BACK or not np.isfinite(found.spread[row, at]):
        return 1.0
    recent = values[:-1][-3 * _LOOK_BACK - lag :]
    pairs = recent[lag:] - recent[:-lag]
    pairs = pairs[np.isfinite(pairs)]
    often = float((pairs == 0).mean()) if len(pairs) else 0.0
    step = step_of(float(value) for value in past[-_LOOK_BACK:])
    width = found.spread[row, at] * (abs(found.expected[row, at]) if found.logs[row] else 1.0)
    return max(often, 0.4 * step / max(float(width), 1e-300))


def transposed(value: float, row: int, at: int, found: Residuals) -> float:
    """The figure with two neighbouring digits changed round that was meant, or NaN.

    It is named where it is so much likelier than the printed one (density of the forecast, shared
    among all its neighbours) that it may be meant although at most one figure in `RARELY` has
    digits changed round.
    """
    candidates = transpositions(value)
    given = np.array([[value, *candidates]])
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.log(np.maximum(given, 0)) if found.logs[row] else given
    scores = (scale[0] - found.centre[row, at]) / found.spread[row, at]
    likely = tails.density(scores, found.share[row, at], found.size[row, at])
    if not candidates or not np.isfinite(likely[0]):
        return float("nan")
    best = int(np.nanargmax(likely[1:]))
    enough = likely[1 + best] / len(candidates) > RARELY * likely[0]
    return candidates[best] if enough else float("nan")


def due_ends(grid: Grid) -> NDArray[np.int64]:
    """Place of the last period of each series that is judged, with a figure or late.

    It is the series' own last row, or the end of the axis where that was declared, or where three
    in four of the series that had a row in the last year have one there: then the others are late.
    Series that end here and there (separate records in one file) are not late.
    """
    end = grid.values.shape[1] - 1
    alive = grid.ends >= end - max(grid.season, 4)
    common = grid.newest or (grid.ends[alive] == end).sum() >= COMMON * alive.sum()
    found: NDArray[np.int64] = np.where(alive & common, end, grid.ends)
    return found
