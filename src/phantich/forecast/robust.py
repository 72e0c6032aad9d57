"""Regression that one wrong figure moves little, and how fast what it leaves fades."""

from __future__ import annotations

from typing import Final

import numpy as np

from phantich.measures.panel import Floats

#: Huber's constant: 95 % efficient where errors are normal.
_HUBER: Final = 1.345


def huber(design: Floats, values: Floats) -> Floats:
    """Huber's M-estimate by weighted least squares, from the ordinary one."""
    middle = float(np.median(values))
    apart = values - middle
    weights = np.ones(len(values))
    ridge = 1e-10 * len(values) * np.eye(design.shape[1])
    found: Floats = np.zeros(design.shape[1])
    for _ in range(15):
        weighted = design * weights[:, None]
        solved = np.linalg.solve(weighted.T @ design + ridge, weighted.T @ apart)
        found = np.asarray(solved, dtype=np.float64)
        rest = np.abs(apart - design @ found)
        scale = 1.4826 * float(np.median(rest))
        if not scale > 1e-9 * (1 + float(np.abs(apart).max())):
            break
        before, weights = weights, np.minimum(1.0, _HUBER * scale / np.maximum(rest, 1e-300))
        if np.abs(weights - before).max() < 1e-3:
            break
    found[0] += middle
    return found


def fading(rest: Floats) -> tuple[float, float]:
    """φ between 0 and 1 of the rest without its extremes, and the scale of what is new a step."""
    known = rest[np.isfinite(rest)]
    scale = 1.4826 * float(np.median(np.abs(known)))
    if not scale > 0:
        return 0.0, float(known.std())
    held = np.clip(rest, -4 * scale, 4 * scale)
    pairs = np.isfinite(held[1:]) & np.isfinite(held[:-1])
    before, after = held[:-1][pairs], held[1:][pairs]
    power = float(before @ before)
    memory = float(np.clip(before @ after / power, 0.0, 0.999)) if power > 0 else 0.0
    if not pairs.any():
        return memory, scale
    return memory, float(np.sqrt(np.mean((after - memory * before) ** 2)))
