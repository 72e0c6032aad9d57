"""One indicator as the store knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from phantich.catalog import Component, Indicator
from phantich.catalog.codelists import code_list
from phantich.catalog.data import code_list_ids
from phantich.errors import UsageError
from phantich.sources.names import canonical_area, canonical_item, whole_area
from phantich.store import Store
from phantich.store.queries import Day, Names, Simulated
from phantich.workbench import html
from phantich.workbench.series import to_series

if TYPE_CHECKING:
    import pandas as pd

    from phantich.seasonal import Arguments


class View:
    """An indicator, or one component of it, with its figures.

    Where a method takes a `component`, that of the view is meant unless another is named, and the
    indicator's first when the view is of the whole indicator. `as_of` is the workbench's unless
    given.
    """

    def __init__(
        self,
        store: Store,
        indicator: Indicator,
        component: Component | None,
        as_of: Day,
        simulated: Simulated,
    ) -> None:
        self.indicator = indicator
        self._store = store
        self._chosen = component
        self._as_of = as_of
        self._simulated: Simulated = simulated

    @property
    def component(self) -> Component:
        """The component that is meant when none is named."""
        return self._chosen or self.indicator.components[0]

    def __repr__(self) -> str:
        code = self.indicator.code + (f"/{self._chosen.id}" if self._chosen else "")
        ids = ", ".join(c.id for c in self.indicator.components)
        return f"<{code} {self.indicator.title}: {ids}>"

    def _repr_html_(self) -> str:
        rows = self.coverage().to_dict("records") if self._store.path.exists() else []
        return html.indicator_html(self.indicator, rows)

    def series(
        self,
        component: str | None = None,
        item: str | None = None,
        area: str | None = None,
        measure: str | None = None,
        unit: str | None = None,
        frequency: str | None = None,
        as_of: Day = None,
    ) -> pd.Series[float]:
        """One series; see `phantich.workbench.series.to_series` for its index and ``attrs``.

        Parameters
        ----------
        item, area
            Name, code or alias; the component's total and the set's own area unless given.
        measure
            ``level`` unless given; where there is no level, the first measure that the component
            publishes and the store has.
        unit
            The catalogue's unit unless given, where figures can be converted to it.
        frequency
            The most frequent that there are figures of, unless given.

        Raises
        ------
        UsageError
            When there is no such figure; says what there is.

        Examples
        --------
        >>> db["VN.CPI"].series(item="Giáo dục", measure="yoy")              # doctest: +SKIP
        """
        chosen = self._component(component)
        place = self._area(area)
        member = self._item(chosen, item)
        rows = self._rows(chosen, member, place, measure, frequency, as_of)
        if rows.empty:
            raise UsageError(self._nothing(chosen, f"{member}|{place}|{measure or '*'}"))
        wanted = measure or _first(("level", *chosen.measures), rows["measure"])
        rows = rows[rows["measure"] == wanted]
        letter = frequency or _first("HDWMQSACI", rows["frequency"])
        return to_series(rows[rows["frequency"] == letter].reset_index(drop=True), chosen, unit)

    def adjusted(
        self,
        component: str | None = None,
        item: str | None = None,
        area: str | None = None,
        measure: str | None = None,
        as_of: Day = None,
        **options: Unpack[Arguments],
    ) -> pd.DataFrame:
        """Seasonally adjusted series; see `phantich.workbench.adjusted.adjusted`.

        Examples
        --------
        >>> db["HP.A.V.1"].adjusted(item="Dệt")                              # doctest: +SKIP
        """
        from phantich.workbench.adjusted import adjusted

        return adjusted(self, component, item, area, measure, as_of, **options)

    def frame(
        self,
        component: str | None = None,
        item: Names = None,
        area: Names = None,
        measure: Names = None,
        as_of: Day = None,
    ) -> pd.DataFrame:
        """Rows in the tidy schema, of all components unless one is chosen; empty where none is.

        Unlike `series` it restricts nothing by itself: every item, area and measure is there
        unless one, or several, are named.
        """
        ids = self._component(component).id if component or self._chosen else None
        return self._store.query(
            self.indicator.code,
            component=ids,
            item=item,
            area=area,
            measure=measure,
            as_of=as_of or self._as_of,
            simulated=self._simulated,
        )

    def items(self, component: str | None = None) -> list[str]:
        """Items that there are figures of: the total first, then as in the code lists."""
        chosen = self._component(component)
        return _in_order(
            self.frame(chosen.id)["item"], [chosen.total, *_members(chosen.breakdowns)]
        )

    def areas(self, component: str | None = None) -> list[str]:
        """Areas that there are figures of: the set's own first, then as in the code lists."""
        lists = ("provinces", "communes_haiphong", "communes_cantho")
        known = [whole_area(self.indicator.code), *_members(lists)]
        return _in_order(self.frame(component)["area"], known)

    def vintages(
        self,
        period: str,
        component: str | None = None,
        item: str | None = None,
        area: str | None = None,
        measure: str | None = None,
    ) -> pd.DataFrame:
        """How a figure was revised: a row a vintage and measure, with the change on the one before.

        Columns: measure, vintage, value, unit, status, source, and ``revision``, the difference
        to the vintage before where both are in one unit.
        """
        chosen = self._component(component)
        rows = self._store.query(
            self.indicator.code,
            component=chosen.id,
            item=self._item(chosen, item),
            area=self._area(area),
            measure=measure,
            period_from=period,
            period_to=period,
            as_of=self._as_of,
            vintages="all",
            simulated=self._simulated,
        )
        rows = rows[rows["period"] == period]
        table = rows[["measure", "vintage", "value", "unit", "status", "source"]].copy()
        table["revision"] = table.groupby(["measure", "unit"])["value"].diff()
        return table.reset_index(drop=True)

    def coverage(self) -> pd.DataFrame:
        """What figures there are (see `phantich.workbench.coverage`)."""
        from phantich.workbench.coverage import coverage

        return coverage(self.frame())

    def _rows(
        self,
        component: Component,
        item: str,
        area: str,
        measure: str | None,
        frequency: str | None,
        as_of: Day,
    ) -> pd.DataFrame:
        return self._store.query(
            self.indicator.code,
            component=component.id,
            item=item,
            area=area,
            measure=measure,
            frequency=frequency,
            as_of=as_of or self._as_of,
            simulated=self._simulated,
        )

    def _component(self, component_id: str | None) -> Component:
        if component_id is None:
            return self.component
        try:
            return self.indicator.component(component_id)
        except KeyError:
            ids = ", ".join(c.id for c in self.indicator.components)
            raise UsageError(
                f"{self.indicator.code} has no component {component_id!r}: {ids}"
            ) from None

    def _item(self, component: Component, text: str | None) -> str:
        return component.total if text is None else canonical_item(component, text) or text

    def _area(self, text: str | None) -> str:
        code = self.indicator.code
        return whole_area(code) if text is None else canonical_area(code, text) or text

    def _nothing(self, component: Component, asked: str) -> str:
        rows = self.frame(component.id)
        name = f"{self.indicator.code}/{component.id}"
        if rows.empty:
            return f"the store has no figures of {name}"
        keys = rows[["item", "area", "measure"]].drop_duplicates()
        there = ["|".join(key) for key in keys.itertuples(index=False, name=None)]
        more = f" and {len(there) - 5} more" if len(there) > 5 else ""
        return f"no figures of {name} for {asked}; there are {', '.join(there[:5])}{more}"


def _first(preferred: tuple[str, ...] | str, there: pd.Series[str]) -> str:
    known = set(there)
    return next((name for name in preferred if name in known), min(known))


def _members(list_ids: tuple[str, ...]) -> list[str]:
    return [n for i in list_ids if i in code_list_ids() for n in code_list(i).names]


def _in_order(there: pd.Series[str], known: list[str]) -> list[str]:
    """Distinct values in the order of `known`, others behind them by name."""
    order = {name: position for position, name in reversed(list(enumerate(known)))}
    return sorted(set(there), key=lambda name: (order.get(name, len(order)), name))
