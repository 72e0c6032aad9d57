"""A line of the size of a word: how a series ran, beside its figure in a table or an index."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from phantich.brief.charts import style

#: Room for the dot of the last value.
_MARGIN: Final = 3.0


def sparkline(
    values: Sequence[float | None],
    label: str = "",
    *,
    width: int = 96,
    height: int = 24,
    color: str = style.CITY,
) -> str:
    """An inline SVG of the values, the last one marked; a missing value leaves a gap.

    Parameters
    ----------
    values
        By period, the newest last; ``None`` and NaN are missing.
    label
        What a reader who does not see it is told. Without one it is decoration, hidden from
        assistive technology: the figure stands beside it.
    width, height
        In CSS pixels.

    Returns
    -------
    ``<svg …>``; empty where fewer than two values are known.

    Examples
    --------
    >>> sparkline([1.0, None])
    ''
    >>> sparkline([1.0, 3.0, 2.0], "Ba tháng").count("<path")
    1
    """
    known = {i: v for i, v in enumerate(values) if v is not None and math.isfinite(v)}
    if len(known) < 2:
        return ""
    low, high = min(known.values()), max(known.values())
    across = (width - 2 * _MARGIN) / (len(values) - 1)
    # Halves, so that the span of the largest floats is no overflow.
    span = high / 2 - low / 2

    def spot(place: int) -> tuple[str, str]:
        share = (known[place] / 2 - low / 2) / span if span else 0.5
        y = height - _MARGIN - share * (height - 2 * _MARGIN)
        return _short(_MARGIN + place * across), _short(y)

    lines = "".join(f"{'L' if i - 1 in known else 'M'}{x} {y}" for i in known for x, y in [spot(i)])
    alone = [i for i in known if i - 1 not in known and i + 1 not in known]
    dots = "".join(_dot(*spot(i), 1.2, color) for i in alone if i != max(known))
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="spark" {named} width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" focusable="false">'
        f'<path d="{lines}" fill="none" stroke="{color}" stroke-width="1.5" '
        f'stroke-linejoin="round" stroke-linecap="round"/>'
        f"{dots}{_dot(*spot(max(known)), 2.2, color)}</svg>"
    )


def _dot(x: str, y: str, radius: float, color: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius:g}" fill="{color}"/>'


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
