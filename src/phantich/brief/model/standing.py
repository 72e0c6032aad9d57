"""Where each indicator stands against its target, and which reports are missing."""

from __future__ import annotations

from typing import Literal

from phantich.catalog.model import Bilingual, Strict, Text

#: Where an indicator stands: against the path of past years to its target, or against a limit.
Standing = Literal[
    "met", "ahead", "on_path", "behind", "no_path", "within", "over", "under",
    "no_target", "no_figure",
]  # fmt: skip


class Light(Strict):
    """Where an indicator stands against its target, judged on one of its components.

    `reached` and `expected` are ids of facts: what was reached of the target, and what past years
    had reached by then.
    """

    indicator: Text
    #: Name of the component it is judged on; empty where there is no target.
    component: Bilingual | None = None
    status: Standing
    reached: str = ""
    expected: str = ""


class Report(Strict):
    """Figures that are due from an agency and not there, or there in part."""

    indicator: Text
    agencies: tuple[Bilingual, ...]
    period: Text
    due: Text
    #: Components without a figure; all of them where nothing was reported.
    missing: tuple[Bilingual, ...]
    partly: bool
    #: Id of the fact that says how many days late it is; empty where it is not due yet.
    late: str = ""
