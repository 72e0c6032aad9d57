"""The archive of published forecasts, beside the store: append-only, never made again.

Each publication is a small Parquet file in the folder ``<store>.forecasts``, named by the month it
starts from and a hash of what it says; publishing the same forecasts again adds nothing. A forecast
is the quantiles of one figure to come, with the vintage of the figures it was made from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Final

import pandas as pd

from phantich import files
from phantich.errors import DataError, Fault

#: What says which figure is forecast, from which period on, and as known on which day.
KEY: Final = (
    "indicator", "component", "item", "area", "measure", "period", "origin", "vintage", "simulated",
    "model",
)  # fmt: skip
#: Quantiles kept.
QUANTILES: Final = ("q2.5", "q10", "q50", "q90", "q97.5")
COLUMNS: Final = (*KEY, "unit", *QUANTILES, "made")


class Archive:
    """Published forecasts in one folder.

    Parameters
    ----------
    folder
        `folder_of` gives that of a store; it is made by the first publication.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, forecasts: pd.DataFrame, made: dt.datetime | None = None) -> int:
        """Keep forecasts; how many of them were not known before.

        Parameters
        ----------
        forecasts
            One row a figure forecast, with the columns of `COLUMNS` but ``made``.
        made
            Moment of publication, with a zone; now unless given.

        Raises
        ------
        DataError
            When a column lacks, or quantiles do not ascend.
        """
        _check(forecasts)
        known = self.read()
        both = [*KEY, *QUANTILES]
        rows = forecasts.loc[:, [c for c in COLUMNS if c != "made"]].drop_duplicates(both)
        if len(known):
            marked = rows.merge(known[both], on=both, how="left", indicator=True)
            rows = rows[(marked["_merge"] == "left_only").to_numpy()]
        if not len(rows):
            return 0
        moment = (made or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
        digest = hashlib.sha256(rows.to_csv(index=False).encode("utf-8")).hexdigest()[:16]
        target = self.folder / f"{rows['origin'].max()}-{digest}.parquet"
        with files.replacing(target) as path:
            rows.assign(made=moment.strftime("%Y-%m-%dT%H:%M:%SZ")).to_parquet(path, index=False)
        return len(rows)

    def read(self) -> pd.DataFrame:
        """All forecasts, each as it was first published; the order is that of their keys."""
        parts = [pd.read_parquet(path) for path in sorted(self.folder.glob("*.parquet"))]
        if not parts:
            return pd.DataFrame(columns=list(COLUMNS))
        table = pd.concat(parts, ignore_index=True).sort_values("made", kind="stable")
        table = table.drop_duplicates([*KEY, *QUANTILES])
        return table.sort_values([*KEY, "made"], ignore_index=True)


def folder_of(store: Path) -> Path:
    """Folder of the archive that stands beside a store.

    Examples
    --------
    >>> folder_of(Path("data/store/phantich.duckdb")).name
    'phantich.forecasts'
    """
    return store.with_suffix(".forecasts")


def _check(forecasts: pd.DataFrame) -> None:
    name = "forecasts"
    lacking = [c for c in COLUMNS if c not in forecasts.columns and c != "made"]
    if lacking:
        raise DataError(name, [Fault(name, f"no column {', '.join(lacking)}", "all of COLUMNS")])
    steps = forecasts[list(QUANTILES)].astype(float).diff(axis=1).iloc[:, 1:]
    wrong = (~(steps >= 0)).any(axis=1).to_numpy()
    faults = [
        Fault(f"{name}, row {row + 1}", "quantiles that do not ascend", "q2.5 ≤ … ≤ q97.5")
        for row in wrong.nonzero()[0]
    ]
    if faults:
        raise DataError(name, faults)
