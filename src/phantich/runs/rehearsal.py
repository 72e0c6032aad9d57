"""What a fork server does once for all its children: imports, and data that no page changes.

A child inherits modules, the catalogue as it was read and checked, and compiled templates; what it
changes of them stays its own, for it has its own memory.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator
from typing import Final

#: What a kernel or a job imports. Never ``matplotlib_inline``: figures would vanish without a word.
PRELOAD: Final = (
    "ctypes",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "papermill",
    "nbformat",
    "nbclient",
    "openpyxl",
    "openpyxl.packaging.extended",
    "docx",
    "duckdb",
    "numpy",
    "pandas",
    "pyarrow.pandas_compat",
    "scipy.stats",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "phantich.brief.prognosis",
    "phantich.brief.excel",
    "phantich.brief.word",
    "phantich.forecast.explained",
    "phantich.forecast.prospects",
    "phantich.measures.projects",
    "phantich.measures.ratios",
    "phantich.measures.targets",
    "phantich.measures.variation",
    "phantich.runs.work",
    "phantich.warning.group",
)


def rehearse() -> None:
    """Import, and read what every page reads.

    Data that cannot be read are left to the page that needs them, which says what is wrong.
    """
    for name in PRELOAD:
        importlib.import_module(name)
    for read in _data():
        with contextlib.suppress(Exception):
            read()


def _data() -> Iterator[Callable[[], object]]:
    """Readers that keep what they read."""
    from functools import partial

    from PIL import Image

    from phantich.brief.html import environment, style
    from phantich.catalog import SETS, indicator_set
    from phantich.catalog.breaks import all_breaks
    from phantich.catalog.codelists import code_list
    from phantich.catalog.data import code_list_ids
    from phantich.catalog.levels import all_levels
    from phantich.catalog.reporting import due_rules
    from phantich.catalog.situation import situation_sheet
    from phantich.runs.identity import code_digest, versions
    from phantich.warning.events import planned_events
    from phantich.warning.severity import floors

    yield from (partial(indicator_set, name) for name in SETS)
    yield from (partial(code_list, name) for name in code_list_ids())
    yield from (all_breaks, all_levels, due_rules, situation_sheet, planned_events, floors)
    yield from (partial(environment().get_template, n) for n in environment().list_templates())
    yield from (style, Image.preinit, code_digest, versions)
