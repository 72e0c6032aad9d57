"""phantich: analysis and forecasting for the executive indicator sets of two Vietnamese cities.

>>> import phantich as pt
>>> db = pt.open()                                   # doctest: +SKIP
>>> db["HP.A.II.1"].series()                         # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phantich.errors import DataError, PhantichError, StoreError, UsageError

if TYPE_CHECKING:
    from phantich.workbench import open  # noqa: A004

__version__ = "0.1.0"
__all__ = ["DataError", "PhantichError", "StoreError", "UsageError", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Load the workbench only when it is asked for, so that importing phantich stays cheap."""
    if name == "open":
        from phantich import workbench

        return workbench.open
    raise AttributeError(f"module 'phantich' has no attribute {name!r}")
