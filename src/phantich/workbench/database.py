"""The workbench: the catalogue and the store side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from phantich.catalog import find_component, find_indicator
from phantich.store import Store
from phantich.store.queries import Day, Names, Simulated, Vintages
from phantich.workbench.lookup import expand, search
from phantich.workbench.view import View

if TYPE_CHECKING:
    import pandas as pd


class Workbench:
    """What `phantich.open` gives.

    Examples
    --------
    >>> db = Workbench(Store("figures.duckdb"))
    >>> db["VN.CPI"].component.name
    'Chỉ số giá tiêu dùng'
    """

    def __init__(self, store: Store, as_of: Day = None, simulated: Simulated = "fallback") -> None:
        self.store = store
        self.as_of = as_of
        self.simulated: Simulated = simulated

    def __repr__(self) -> str:
        known = f", as known on {self.as_of}" if self.as_of else ""
        return f"<phantich workbench on {self.store.path}{known}>"

    def __getitem__(self, code: str) -> View:
        """The view of an indicator (``HP.A.II.1``) or component (``HP.A.X.4/deaths``).

        Raises
        ------
        UsageError
            When the catalogue has none of that code.
        """
        whole, slash, part = code.strip().partition("/")
        whole = whole.upper()
        if slash:
            indicator, component = find_component(f"{whole}/{part}")
            return View(self.store, indicator, component, self.as_of, self.simulated)
        return View(self.store, find_indicator(whole), None, self.as_of, self.simulated)

    def search(self, text: str) -> pd.DataFrame:
        """Components that match the words, the nearest first, in Vietnamese or English.

        Case and accents do not matter. The index is the code, fit for ``db[code]``.
        """
        import pandas as pd

        hits = search(text)
        columns = {
            "name": [hit.component.name for hit in hits],
            "name_en": [hit.component.name_en for hit in hits],
            "indicator": [hit.indicator.title for hit in hits],
            "unit": [hit.component.unit for hit in hits],
            "kind": [hit.component.kind for hit in hits],
            "frequency": [", ".join(hit.indicator.frequencies) for hit in hits],
            "area": [hit.area for hit in hits],
        }
        return pd.DataFrame(columns, index=pd.Index([hit.code for hit in hits], name="code"))

    def query(
        self,
        code: str,
        item: Names = None,
        area: Names = None,
        measure: Names = None,
        frequency: Names = None,
        period_from: str | None = None,
        period_to: str | None = None,
        as_of: Day = None,
        vintages: Vintages = "latest",
    ) -> pd.DataFrame:
        """Rows of an indicator, component, group, part or set (see `Store.query`).

        Known on the workbench's day unless `as_of` is given.

        Raises
        ------
        UsageError
            When the catalogue has no such code, or a period or day is none.

        Examples
        --------
        >>> db.query("HP.A.II", measure="ytd", period_from="2026-01")        # doctest: +SKIP
        """
        indicators, component = expand(code)
        return self.store.query(
            indicators,
            component=component,
            item=item,
            area=area,
            measure=measure,
            frequency=frequency,
            period_from=period_from,
            period_to=period_to,
            as_of=as_of or self.as_of,
            vintages=vintages,
            simulated=self.simulated,
        )

    def loads(self) -> pd.DataFrame:
        """What was loaded, one row a load, withdrawn ones too."""
        import pandas as pd

        return pd.DataFrame([asdict(load) for load in self.store.loads()]).set_index("load_id")
