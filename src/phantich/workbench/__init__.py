"""The face for exploring: open the store, search the catalogue, look at series.

>>> import phantich as pt
>>> db = pt.open()                                                  # doctest: +SKIP
>>> db.search("thu ngân sách")                                      # doctest: +SKIP
>>> db["HP.A.II.1"].series(measure="ytd", as_of="2026-03-31")       # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path

from phantich.store import Store
from phantich.store.queries import Day, Simulated
from phantich.workbench.database import Workbench
from phantich.workbench.view import View

__all__ = ["View", "Workbench", "open"]


def open(  # noqa: A001 - reads well as phantich.open
    store: Path | str | None = None,
    as_of: Day = None,
    simulated: Simulated = "fallback",
) -> Workbench:
    """Open the workbench.

    Parameters
    ----------
    store
        The store's file; ``$PHANTICH_STORE`` or ``data/store/phantich.duckdb`` in the project
        unless given. The catalogue can be searched without one.
    as_of
        Day whose knowledge everything is read with; a call may name another.
    simulated
        ``fallback`` takes simulated figures only where there is no real one.
    """
    return Workbench(Store(store), as_of, simulated)
