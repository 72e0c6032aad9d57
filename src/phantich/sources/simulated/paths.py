"""Monthly paths: trend, slow swings, season, Tết, the shock of 2020–21, the merger, noise.

log y(t) = log level + growth · t + log season(month) + before · b(t) + after · a(t) + shock · s(t)
− log merger [before July 2025] + swing(t) + noise(t), with t in years since the reference month
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.sources.simulated.profiles import Profile
    from phantich.sources.simulated.world import World

#: Depth of the shock by month, 1 at the worst: the lockdown of April 2020, then the summer of 2021.
SHOCK = {
    "2020-02": 0.2,
    "2020-03": 0.4,
    "2020-04": 0.9,
    "2020-05": 0.4,
    "2020-06": 0.2,
    "2020-07": 0.15,
    "2020-08": 0.35,
    "2020-09": 0.2,
    "2021-02": 0.3,
    "2021-05": 0.4,
    "2021-06": 0.6,
    "2021-07": 0.85,
    "2021-08": 1.0,
    "2021-09": 0.95,
    "2021-10": 0.6,
    "2021-11": 0.4,
    "2021-12": 0.3,
    "2022-01": 0.2,
    "2022-02": 0.1,
}
#: Memory of the slow swings from month to month.
_MEMORY = 0.93


def swings(world: World, rows: int, *key: str) -> NDArray[np.float64]:
    """Stationary AR(1) paths of standard deviation 1, one a row."""
    steps = world.normals(rows, *key, "swing")
    paths = np.empty_like(steps)
    paths[:, 0] = steps[:, 0]
    fresh = np.sqrt(1 - _MEMORY**2)
    for t in range(1, steps.shape[1]):
        paths[:, t] = _MEMORY * paths[:, t - 1] + fresh * steps[:, t]
    return paths


def shock(world: World) -> NDArray[np.float64]:
    """Depth of the 2020–21 shock in each month, between 0 and 1."""
    return np.array([SHOCK.get(month, 0.0) for month in world.months])


def log_path(world: World, profile: Profile, *key: str) -> NDArray[np.float64]:
    """Logarithm of one monthly series, the formula of this module."""
    path = np.log(profile.level) + profile.growth / 100 * world.time
    path += np.log1p(np.array(profile.season) / 100)[world.month_of_year]
    path += profile.tet_before / 100 * world.tet[0] + profile.tet_after / 100 * world.tet[1]
    path += profile.shock / 100 * shock(world)
    path -= np.log(profile.merger) * ~world.merged
    path += profile.swing / 100 * swings(world, 1, *key)[0]
    noisy: NDArray[np.float64] = path + profile.noise / 100 * world.normals(1, *key, "noise")[0]
    return noisy


def shares_path(
    world: World, profile: Profile, places: NDArray[np.float64], *key: str
) -> NDArray[np.float64]:
    """Shares in per cent between the profile's bounds, one row for each of `places`.

    The logit of the position between the bounds moves by `growth` a year and swings; `growth`,
    `season`, `shock`, `swing` and `noise` are in hundredths of the logit. `places` are the logits
    in the reference month.
    """
    low, high = profile.bounds
    logit = places[:, None] + profile.growth / 100 * world.time
    logit = logit + profile.shock / 100 * shock(world)
    logit += np.array(profile.season)[world.month_of_year] / 100
    logit += profile.swing / 100 * swings(world, len(places), *key)
    logit += profile.noise / 100 * world.normals(len(places), *key, "noise")
    path: NDArray[np.float64] = low + (high - low) / (1 + np.exp(-logit))
    return path


def place(profile: Profile) -> float:
    """Logit of the position of the profile's level between its bounds."""
    low, high = profile.bounds
    share = min(max((profile.level - low) / (high - low), 0.002), 0.998)
    return float(np.log(share / (1 - share)))
