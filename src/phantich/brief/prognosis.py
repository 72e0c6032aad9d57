"""The forecast of a group as a notebook opens it: every component that can be forecast."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from phantich.brief.brief import Brief, founded, looking_ahead
from phantich.brief.faces import Face
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Edition
from phantich.brief.sheets import Sheet, sheets_of
from phantich.catalog import SetId
from phantich.store import Store


class Prognosis(Brief):
    """The forecast of one group from one month on.

    Examples
    --------
    >>> page = Prognosis.open("haiphong", "HP.A.II", "2026-10")       # doctest: +SKIP
    >>> print(page.outlook_section())                                 # doctest: +SKIP
    """

    @classmethod
    def open(
        cls,
        city: SetId,
        group: str,
        month: str,
        *,
        as_of: str | None = None,
        store: str | None = None,
        benchmarks: Mapping[str, str] | None = None,
        edition: Edition = "draft",
        at: str | None = None,
    ) -> Prognosis:
        """As `phantich.brief.Brief.open`, with every component that can be forecast."""
        source = Store(store, at)
        try:
            content = founded(source, city, group, month, as_of, benchmarks)
            return cls(foretold(source, content, edition))
        finally:
            source.close()

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Tables of the components that are forecast, in the order of the decision."""
        return sheets_of(self.content)

    def forecast_section(self) -> Face:
        """Every forecast with its bands, as tables."""
        said = "\n".join(sheet.name.plain() for sheet in self.sheets)
        return self._face("prognosis.html.j2", said, sheets=self.sheets)


def foretold(store: Store, content: Content, edition: Edition = "draft") -> Content:
    """The content with an outlook for every component instead of one for each indicator."""
    told = looking_ahead(store, content, edition, every=True)
    return told.model_copy(update={"kind": "forecast"})
