"""One module per family of tables; each says in `READERS` which kinds it reads.

A module without `READERS` serves the others.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from phantich.sources.gso.context import FamilyReader


@cache
def readers() -> dict[str, FamilyReader]:
    """Kind of table → its reader, gathered from the `READERS` of every module in this package."""
    found: dict[str, FamilyReader] = {}
    for module in pkgutil.iter_modules(__path__):
        family = import_module(f"{__name__}.{module.name}")
        for kind, reader in getattr(family, "READERS", {}).items():
            if kind in found:
                raise ValueError(f"two readers for tables of kind {kind!r}")
            found[kind] = reader
    return found
