"""The example of docs/measures.md runs, on data laid out as Eurostat's."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

DOCS = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def test_the_hicp_example() -> None:
    """Twelve divisions from December 2014; the total by hand, December after December."""
    rng = np.random.default_rng(5)
    months = pd.date_range("2014-12-01", "2019-06-01", freq="MS")
    codes = [f"CP{i:02d}" for i in range(1, 13)]
    values = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, (12, len(months))), axis=1))
    prices = pd.DataFrame(
        {
            "coicop": np.repeat(codes, len(months)),
            "time": np.tile(months.strftime("%Y-%m"), 12),
            "value": values.reshape(-1),
        }
    )
    weights = {year: 1000 * rng.dirichlet(np.full(12, 5.0)) for year in range(2015, 2020)}
    item_weights = pd.DataFrame(
        [
            (code, year, w)
            for year, row in weights.items()
            for code, w in zip(codes, row, strict=True)
        ],
        columns=["coicop", "time", "value"],
    )
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, object] = {"prices": prices, "item_weights": item_weights}
    exec(compile(example, str(DOCS), "exec"), found)  # our own text, see the docstring

    index = [100.0]
    for t in range(1, len(months)):
        base = (t - 1) // 12 * 12
        relative = values[:, t] / values[:, base]
        index.append(index[base] * float(weights[months[t].year] @ relative) / 1000)
    wanted = 100 * np.array(index) / np.mean(index[1:13])
    np.testing.assert_allclose(np.asarray(found["total"]), wanted, rtol=1e-12)
    annual = np.asarray(found["annual"])
    rates = 100 * (wanted[12:] / wanted[:-12] - 1)
    np.testing.assert_allclose(annual[1:, 12:].sum(axis=0), rates, atol=1e-10)
    table = found["table"]
    assert isinstance(table, pd.DataFrame)
    assert len(table) == 13 * len(months)
