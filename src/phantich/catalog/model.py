"""The typed model of an indicator set: parts, groups, indicators and their components.

A component is one measurable quantity. Its `kind` says how it is measured, screened, told and
drawn; everything downstream branches on the kind, never on an indicator.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal[
    "price_index",
    "flow",
    "stock",
    "volume_index",
    "ratio",
    "count",
    "gauge",
    "progress",
    "rating",
    "dossier",
]
#: Whether a high value is good news, bad news or neither.
Direction = Literal["good", "bad", "neutral"]
#: SDMX letters as in `phantich.observations.PERIODS`; `I` covers «as it happens».
Frequency = Literal["H", "D", "W", "M", "Q", "S", "A", "C", "I"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]

#: Brackets at the end of a name, which may hold a further pair.
_LAST_BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)[\s.]*$")
CODE = re.compile(r"^(HP|CT)\.[A-D](\.[IVX]+)?\.\d{1,2}$|^VN\.[A-Z_]+$")


class Strict(BaseModel):
    """Frozen; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Strict):
    """A text for a reviewer: Vietnamese, and the English switch."""

    vi: Text
    en: Text


class Component(Strict):
    """One measurable quantity of an indicator.

    `forecast` is true when the component is forecast as a series; otherwise `not_forecast` gives
    the reason that the page shows. `unit_note` is present where the decision leaves the unit out.
    """

    id: Identifier
    name: Text
    name_en: Text
    unit: Text
    unit_note: str = ""
    kind: Kind
    direction: Direction
    #: Measures as they are published: ``level``, ``ytd``, ``mom``, …
    measures: tuple[str, ...] = ("level",)
    #: Ids of code lists by which the component is broken down.
    breakdowns: tuple[str, ...] = ()
    #: The item that stands for the whole.
    total: Text = "Tổng số"
    #: For a ratio: the components of the same indicator over each other.
    numerator: Identifier | None = None
    denominator: Identifier | None = None
    forecast: bool
    not_forecast: Bilingual | None = None

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.forecast == (self.not_forecast is not None):
            raise ValueError(f"{self.id}: give a reason exactly when it is not forecast")
        return self


class Indicator(Strict):
    """One line of a decision's table."""

    code: Annotated[str, Field(pattern=CODE.pattern)]
    number: Annotated[int, Field(ge=1)]
    #: The cell of the decision, word for word, markup left out.
    name: Text
    name_en: Text
    #: Agency cell as printed, and the ids of the agencies it names.
    agency: Text
    agencies: tuple[Identifier, ...]
    scope: str = ""
    frequency: Text
    frequencies: tuple[Frequency, ...]
    breakdown: str = ""
    #: Unit and method cells, where the decision's table has them.
    unit: str = ""
    method: str = ""
    note: str = ""
    components: tuple[Component, ...] = Field(min_length=1)

    @property
    def title(self) -> str:
        """The name without the brackets that end it; brackets inside the name stay."""
        return _LAST_BRACKETS.sub("", self.name).rstrip(" .")

    def component(self, component_id: str) -> Component:
        """The component with that id.

        Raises
        ------
        KeyError
            When the indicator has no such component.
        """
        for component in self.components:
            if component.id == component_id:
                return component
        raise KeyError(f"{self.code} has no component {component_id!r}")

    @model_validator(mode="after")
    def _components_fit(self) -> Self:
        ids = [component.id for component in self.components]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.code}: a component id stands twice")
        for component in self.components:
            for part in (component.numerator, component.denominator):
                if part is not None and part not in ids:
                    raise ValueError(f"{self.code}/{component.id}: no component {part!r}")
        return self


class Group(Strict):
    """Indicators that share a brief; a part without groups has one, named as the part."""

    code: Text
    name: Text
    name_en: Text
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class Part(Strict):
    """Part A, B, C or D of a decision."""

    letter: Text
    name: Text
    name_en: Text
    groups: tuple[Group, ...] = Field(min_length=1)


class Decision(Strict):
    """The legal act that a set comes from."""

    number: Text
    status: Literal["draft", "in force", "reference"]
    issuer: Text
    replaces: str = ""
    source: Text
    note: str = ""


class IndicatorSet(Strict):
    """One dated indicator set: a city's, or the national reference tables."""

    id: Literal["haiphong", "cantho", "vietnam"]
    prefix: Literal["HP", "CT", "VN"]
    name: Text
    name_en: Text
    #: The area that stands for the whole.
    area: Text
    valid_from: dt.date
    valid_to: dt.date | None = None
    decision: Decision
    parts: tuple[Part, ...] = Field(min_length=1)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups in the decision's order."""
        return tuple(group for part in self.parts for group in part.groups)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in the decision's order."""
        return tuple(i for group in self.groups for i in group.indicators)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [indicator.code for indicator in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"{self.id}: codes stand twice: {', '.join(twice)}")
        return self
