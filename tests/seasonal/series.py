"""Series that the tests of seasonal adjustment share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.seasonal import tet_regressors

#: Monthly totals of international airline passengers in thousands, 1949–1960: Box, G. E. P., &
#: Jenkins, G. M. (1976), series G; R's data set AirPassengers.
_AIRLINE = """
112 118 132 129 121 135 148 148 136 119 104 118 115 126 141 135 125 149 170 170 158 133 114 140
145 150 178 163 172 178 199 199 184 162 146 166 171 180 193 181 183 218 230 242 209 191 172 194
196 196 236 235 229 243 264 272 237 211 180 201 204 188 235 227 234 264 302 293 259 229 203 229
242 233 267 269 270 315 364 347 312 274 237 278 284 277 317 313 318 374 413 405 355 306 271 306
315 301 356 348 355 422 465 467 404 347 305 336 340 318 362 348 363 435 491 505 404 359 310 337
360 342 406 396 420 472 548 559 463 407 362 405 417 391 419 461 472 535 622 606 508 461 390 432
"""


def airline_passengers() -> pd.Series[float]:
    values = [float(word) for word in _AIRLINE.split()]
    index = pd.period_range("1949-01", periods=len(values), freq="M")
    return pd.Series(values, index, name="AirPassengers")


def simulated(
    seed: int,
    *,
    months: int = 156,
    start: str = "2012-01",
    tet: tuple[float, float] = (0.0, 0.0),
    season: float = 0.1,
    noise: float = 0.03,
) -> pd.Series[float]:
    """exp of: trend that takes steps, fixed season of that standard deviation, Tết."""
    random = np.random.default_rng(seed)
    index = pd.period_range(start, periods=months, freq="M")
    shocks = random.normal(size=months + 1) * noise
    trend = np.cumsum(shocks[1:] - 0.4 * shocks[:-1] + 0.004)
    pattern = random.normal(size=12)
    pattern = season * (pattern - pattern.mean()) / pattern.std()
    effect = tet_regressors(index).to_numpy() @ np.array(tet)
    logs = trend + pattern[np.arange(months) % 12] + effect
    return pd.Series(1000 * np.exp(logs), index, name="simulated")
