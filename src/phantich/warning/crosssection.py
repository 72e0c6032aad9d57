"""Communes and agencies side by side: unlike their peers, and unlike themselves.

Ratios are compared on the arcsine scale, where the sampling variance is 1/(4n) whatever the ratio.
Units differ by more than sampling: lastingly (variance τ_a²) and from month to month (τ_e²). Both
are estimated from the past, so that a funnel with additive overdispersion (τ_a² + τ_e²) tells who
is unlike its peers, and the shrunken own level of each unit, with τ_e² alone, who is unlike itself.
A unit without a past has only its peers.

References
----------
Spiegelhalter (2005), Statist. Med. 24, 1185–1202: funnel plots, additive overdispersion,
winsorised z. Anscombe (1948), Biometrika 35, 246–254: the 3/8 and 3/4 of the transformation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from phantich.errors import UsageError
from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats
from phantich.warning.flag import Flag, effect_of
from phantich.warning.severity import Floor, is_material

VERSION: Final = "1.0"
#: Chances below which a unit is flagged: against itself, and against its peers.
OWN_P: Final = 0.004
PEER_P: Final = 0.001
#: Share of the most extreme units at each end that do not count in full for the spread.
_WINSOR: Final = 0.1
#: Past periods without which there is no own level, and that make one.
LEAST_PAST: Final = 6
MOST_PAST: Final = 24
#: Fewer units are no cross-section.
LEAST_UNITS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The newest period of all units; ratios in per cent, ``(units,)`` each.

    `centre` is the ratio of all together, `own` each unit's usual ratio carried to this period
    (NaN without a past), `lo` and `hi` the 95 % limits around it, `z` and `p` against itself (or
    its peers without a past); `peer_lo`, `peer_hi`, `peer_z` and `peer_p` against its peers. p
    values are two-sided; all is NaN where a unit has no figure.
    """

    ratio: Floats
    centre: float
    own: Floats
    lo: Floats
    hi: Floats
    z: Floats
    p: Floats
    peer_lo: Floats
    peer_hi: Floats
    peer_z: Floats
    peer_p: Floats

    @property
    def flagged(self) -> np.ndarray:
        """Whether a unit is unlike itself or its peers."""
        found: np.ndarray = (self.p < OWN_P) | (self.peer_p < PEER_P)
        return found


def compare_units(successes: Floats, trials: Floats) -> Comparison:
    """Judge the last period of all units against the city and against their own past.

    Parameters
    ----------
    successes, trials
        ``(units, periods)``: dossiers in time over dossiers, tasks done over tasks; NaN where a
        unit did not report. The last column is judged, the others are past.

    Raises
    ------
    UsageError
        When the shapes differ, or more succeeded than were tried.
    """
    if successes.shape != trials.shape or successes.ndim != 2:
        raise UsageError("successes and trials are tables of one shape, units by periods")
    if (successes > trials).any() or (successes < 0).any():
        raise UsageError("a ratio has 0 or more successes, and at most as many as trials")
    keep = max(successes.shape[1] - 1 - MOST_PAST, 0)
    y, n = successes[:, keep:], np.where(trials[:, keep:] > 0, trials[:, keep:], np.nan)
    y, n = np.where(np.isnan(n), np.nan, y), np.where(np.isnan(y), np.nan, n)
    place = np.arcsin(np.sqrt((y + 0.375) / (n + 0.75)))
    noise = 1 / (4 * n + 2)
    distance, error = _from_centre(place, noise)
    lasting, monthly = _spreads(distance, noise)
    level, doubt = _own_levels(distance[:, :-1], noise[:, :-1], lasting, monthly)
    now, here = distance[:, -1], noise[:, -1] + error[-1] + monthly
    z, peer_z = (now - level) / np.sqrt(doubt + here), now / np.sqrt(lasting + here)
    centre = place[:, -1] - now
    past = (~np.isnan(distance[:, :-1])).sum(axis=1) >= LEAST_PAST
    half, wide = (stats.norm.isf(0.025) * np.sqrt(part + here) for part in (doubt, lasting))
    return Comparison(
        100 * y[:, -1] / n[:, -1],
        float(over(np.asarray(np.nansum(y[:, -1])), np.asarray(np.nansum(n[:, -1])))),
        np.where(past, _ratio(centre + level), np.nan),
        _ratio(centre + level - half),
        _ratio(centre + level + half),
        z,
        2 * stats.norm.sf(np.abs(z)),
        _ratio(centre - wide),
        _ratio(centre + wide),
        peer_z,
        2 * stats.norm.sf(np.abs(peer_z)),
    )


def _from_centre(place: Floats, noise: Floats) -> tuple[Floats, Floats]:
    """Distance of each unit from the median unit of its period, and the median's variance."""
    known = (~np.isnan(place)).sum(axis=0)
    with np.errstate(invalid="ignore"):
        centre = np.array([_weighted_median(c, v) for c, v in zip(place.T, noise.T, strict=True)])
    distance = place - centre
    spread = np.array([np.nanmedian(np.abs(c)) if np.isfinite(c).any() else 0 for c in distance.T])
    # The median's variance is π/2 times that of the mean.
    return distance, np.pi / 2 * (spread / 0.6745) ** 2 / np.maximum(known, 1)


def _weighted_median(values: Floats, noise: Floats) -> float:
    """Half of the weight 1/√noise lies on either side."""
    known = np.isfinite(values)
    if not known.any():
        return float("nan")
    order = np.argsort(values[known], kind="stable")
    weight = np.cumsum(1 / np.sqrt(noise[known][order]))
    return float(values[known][order][np.searchsorted(weight, weight[-1] / 2)])


def _spreads(distance: Floats, noise: Floats) -> tuple[float, float]:
    """Variances between units (τ_a²) and between months of a unit (τ_e²), by moments.

    Without a past everything counts as lasting.
    """
    past = (~np.isnan(distance[:, :-1])).sum(axis=1)
    whole = _excess(distance[:, -1], noise[:, -1])
    if not (past >= LEAST_PAST).any():
        return whole, 0.0
    own = distance[past >= LEAST_PAST]
    errors = noise[past >= LEAST_PAST]
    counts = (~np.isnan(own[:, :-1])).sum(axis=1, keepdims=True)
    mean = np.nanmean(own[:, :-1], axis=1, keepdims=True)
    # Around its own mean a unit varies by (1 − 1/m) of its variance.
    around = (own[:, :-1] - mean) * np.sqrt(counts / (counts - 1))
    monthly = _excess(around.ravel(), errors[:, :-1].ravel())
    sampling = (np.nanmean(errors[:, :-1], axis=1) + monthly) / counts[:, 0]
    return _excess(mean[:, 0], sampling), monthly


def _excess(values: Floats, noise: Floats) -> float:
    """Variance beyond `noise`, from winsorised values: DerSimonian and Laird's moment estimate."""
    known = np.isfinite(values) & np.isfinite(noise)
    if known.sum() < LEAST_UNITS:
        return 0.0
    x, weight = values[known], 1 / noise[known]
    z = x * np.sqrt(weight)
    low, high = np.quantile(z, [_WINSOR, 1 - _WINSOR])
    # Winsorising takes away from a normal variable's variance; divided by, it is whole again.
    phi = float((np.clip(z, low, high) ** 2).mean()) / _winsorised_variance()
    total = weight.sum()
    return max(0.0, float(len(x) * (phi - 1) / (total - (weight**2).sum() / total)))


def _winsorised_variance() -> float:
    limit = float(stats.norm.isf(_WINSOR))
    inside = 1 - 2 * _WINSOR - 2 * limit * float(stats.norm.pdf(limit))
    return inside + 2 * _WINSOR * limit**2


def _own_levels(
    distance: Floats, noise: Floats, lasting: float, monthly: float
) -> tuple[Floats, Floats]:
    """Each unit's level and its variance, shrunken towards the peers (0) by what is known.

    A unit whose own mean lies further out than the peers' spread allows is shrunken less: its own
    distance then stands for the spread (limited translation, Efron and Morris 1972).
    """
    enough = (~np.isnan(distance)).sum(axis=1) >= LEAST_PAST
    weight = np.where(np.isnan(distance), 0.0, 1 / (noise + monthly))
    weight = np.where(np.isnan(weight), 0.0, weight) * enough[:, None]
    total = np.maximum(weight.sum(axis=1), 1e-12)
    mean = (weight * np.nan_to_num(distance)).sum(axis=1) / total
    spread = np.maximum(np.maximum(mean**2 - 1 / total, lasting), 1e-12)
    doubt = np.where(enough, 1 / (1 / spread + total), lasting)
    return doubt * total * mean * enough, doubt


def _ratio(place: Floats) -> Floats:
    ratio: Floats = 100 * np.sin(np.clip(place, 0, np.pi / 2)) ** 2
    return ratio


def unit_flags(
    bases: list[Flag], found: Comparison, high_is_good: bool | None, floor: Floor | None = None
) -> list[Flag]:
    """A flag for each unit that is unlike itself or its peers, on the bad side where one is known.

    Unlike both is serious, unlike itself a warning; what lies lastingly apart from its peers, or
    moved by less than matters, is only watched.

    Parameters
    ----------
    bases
        Names, area and period of each unit, in the order of the comparison.
    floor
        What an effect must reach to matter, in points and in per cent.
    """
    flags = []
    for row in np.flatnonzero(found.flagged).tolist():
        own = bool(found.p[row] < OWN_P) and bool(np.isfinite(found.own[row]))
        z = float(found.z[row] if own else found.peer_z[row])
        if high_is_good is not None and (z > 0) == high_is_good:
            continue
        both = own and found.peer_p[row] < PEER_P and z * found.peer_z[row] > 0
        expected = float(found.own[row]) if own else found.centre
        effect, per_cent = effect_of(float(found.ratio[row]), expected)
        matters = is_material(effect, per_cent, floor or Floor())
        limits = (found.lo, found.hi) if own else (found.peer_lo, found.peer_hi)
        flags.append(
            bases[row].with_(
                template="" if own else "crosssection_peers",
                severity=("serious" if both else "warning") if own and matters else "watch",
                direction="up" if z > 0 else "down",
                observed=float(found.ratio[row]),
                expected=expected,
                lo=float(limits[0][row]),
                hi=float(limits[1][row]),
                score=z,
                p_value=float(found.p[row] if own else found.peer_p[row]),
                effect=effect,
                effect_pct=per_cent,
                evidence={
                    "peers": float(np.isfinite(found.ratio).sum()),
                    "centre": found.centre,
                },
            )
        )
    return flags
