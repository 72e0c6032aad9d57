"""Making the facts of a forecast: each names its rule and the figure that it continues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from phantich.brief.derived.lookup import DERIVED
from phantich.brief.model.facts import Fact, fact_id

if TYPE_CHECKING:
    from phantich.measures.panel import Floats
    from phantich.seasonal.result import Note

#: Ends of the bands in the order of ascending quantiles.
ENDS: Final = ("low95", "low80", "middle", "high80", "high95")
#: Between the languages of a remark.
REMARK: Final = " | "
#: Which measure a forecast of a measure is.
_NAMES: Final = {"level": "forecast", "yoy": "forecast_yoy"}


class Mint:
    """Facts of one component's outlook, as new and as real as the figure they continue.

    Bands of what is counted are rounded to `whole` numbers.
    """

    def __init__(self, newest: Fact | None, whole: bool = False) -> None:
        self.newest, self.whole = newest, whole
        self.facts: dict[str, Fact] = {}

    def bands(
        self,
        periods: Sequence[str],
        quantiles: Floats,
        measure: str,
        rule: str,
        base: Fact | None = None,
    ) -> list[dict[str, Fact]]:
        """Five facts a period: the middle and both ends of both bands."""
        name = _NAMES.get(measure, measure)
        return [
            self.band(values, name, period, rule, base)
            for period, values in zip(periods, quantiles, strict=True)
        ]

    def band(
        self, values: Floats, name: str, period: str, rule: str, base: Fact | None = None
    ) -> dict[str, Fact]:
        """The five facts of one period."""
        return {
            end: self._fact(
                f"{name}:{end}",
                round(float(value)) if self.whole else float(value),
                period,
                rule,
                base,
            )
            for end, value in zip(ENDS, values, strict=True)
        }

    def one(
        self, measure: str, value: float, unit: str, rule: str, base: Fact | None = None
    ) -> Fact:
        """One fact about the forecast, of the period that it starts from."""
        assert self.newest is not None
        return self._fact(measure, float(value), self.newest.period, rule, base, unit)

    def remark(self, fact: Fact, notes: Sequence[Note]) -> None:
        """Let what a model says of its series travel with a forecast, Vietnamese | English."""
        if notes:
            said = REMARK.join("; ".join(n.text(lang) for n in notes) for lang in ("vi", "en"))
            self.facts[fact.id] = fact.model_copy(update={"note": said})

    def _fact(
        self,
        measure: str,
        value: float,
        period: str,
        rule: str,
        base: Fact | None,
        unit: str | None = None,
    ) -> Fact:
        start = base or self.newest
        assert start is not None
        key = fact_id(start.indicator, start.component, start.item, start.area, period, measure)
        if key in self.facts:
            return self.facts[key]
        made = start.model_copy(
            update={
                "id": key,
                "measure": measure,
                "period": period,
                "value": value,
                "unit": start.unit if unit is None else unit,
                "status": "E",
                "source": f"{DERIVED}forecast, {rule}",
                "rule": f"forecast, {rule}",
                "inputs": (start.id,),
                "note": "",
            }
        )
        self.facts[key] = made
        return made
