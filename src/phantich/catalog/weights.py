"""Weights of the consumer price index: dated parameters with a reference, never constants."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError, model_validator

from phantich.catalog.codelists import code_list
from phantich.catalog.data import read_yaml
from phantich.catalog.model import Strict, Text
from phantich.errors import DataError, Fault, UsageError

if TYPE_CHECKING:
    from pathlib import Path

#: Printed weights have two decimals: eleven of them may miss 100 by this much.
_TOLERANCE = 0.06


class Weights(Strict):
    """Weights in per cent of one area and base year, by canonical group name.

    `weights` holds the groups that make up the total (their sum is 100) and may hold items
    inside a group (whose sum is then the group's weight).
    """

    area: Text
    base_year: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    reference: Text
    note: str = ""
    weights: dict[str, float]

    def of(self, name: str) -> dict[str, float]:
        """Weights of the members that make up `name`, by canonical name."""
        parts = code_list("cpi_groups").children(name, self.valid_from)
        return {part: self.weights[part] for part in parts if part in self.weights}

    @property
    def groups(self) -> dict[str, float]:
        """Weights of the groups that make up the total."""
        return self.of("Chỉ số giá tiêu dùng")

    @model_validator(mode="after")
    def _sums_fit(self) -> Self:
        groups = code_list("cpi_groups")
        unknown = [name for name in self.weights if name not in groups.names]
        if unknown:
            raise ValueError(f"no CPI group {', '.join(unknown)}")
        lacking = set(groups.children("Chỉ số giá tiêu dùng", self.valid_from)) - set(self.weights)
        if lacking:
            raise ValueError(f"no weight for {', '.join(sorted(lacking))}")
        if abs(sum(self.groups.values()) - 100) > _TOLERANCE:
            raise ValueError(f"the weights sum to {sum(self.groups.values()):g}, not to 100")
        return self


def cpi_weights(on: dt.date, area: str = "Việt Nam", path: Path | None = None) -> Weights:
    """Weights in force in an area on a day.

    Parameters
    ----------
    on
        Any day of the month that the index is for.
    area
        ``Việt Nam`` or a city.
    path
        File of the city's own weights in the form of ``codes/cpi_weights.yaml``, looked up before
        the built-in ones.

    Raises
    ------
    UsageError
        When no weights of that area and day are known. The national weights of base 2024 and the
        cities' weights are not public; a city enters its own.
    DataError
        When the weights in the file do not hold together.

    Examples
    --------
    >>> cpi_weights(dt.date(2024, 12, 1)).groups["Giáo dục"]
    6.17
    """
    for weights in (*(_read(path) if path else ()), *built_in()):
        ended = weights.valid_to is not None and on > weights.valid_to
        if weights.area == area and weights.valid_from <= on and not ended:
            return weights
    raise UsageError(
        f"no CPI weights of {area} for {on:%Y-%m}: weights of base 2024 and of cities are not"
        " public; enter them in a file in the form of catalog/codes/cpi_weights.yaml"
    )


@cache
def built_in() -> tuple[Weights, ...]:
    """All weights that come with the project."""
    return _parse(read_yaml("cpi_weights"))


def _read(path: Path) -> tuple[Weights, ...]:
    import yaml

    try:
        return _parse(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        faults = [
            Fault(".".join(map(str, e["loc"])) or "weights", e["msg"], "eleven groups, sum 100")
            for e in error.errors()
        ]
        raise DataError(str(path), faults) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError) as error:
        raise UsageError(f"{path} cannot be read as CPI weights: {error!r}") from error


def _parse(content: dict[str, Any]) -> tuple[Weights, ...]:
    """Weights by canonical name; a file may give codes or aliases."""
    groups = code_list("cpi_groups")
    result = []
    for entry in content["weights"]:
        named = {groups.resolve(str(g)) or str(g): w for g, w in entry["weights"].items()}
        result.append(Weights.model_validate({**entry, "weights": named}))
    return tuple(result)
