"""What is to be made: one job a group, each with its month and its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from phantich.brief.content import LATEST, newest_month
from phantich.catalog import SETS, SetId, indicator_set
from phantich.errors import StoreError, UsageError
from phantich.observations import check_month
from phantich.runs.params import Params, read_params
from phantich.store import Store

#: A brief of a month, or a forecast from it on.
Kind = Literal["brief", "forecast"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Job:
    """One brief or forecast to be made."""

    city: SetId
    group: str
    #: Name of the group for progress and index.
    name: str
    month: str
    notebook: Path
    parameters: dict[str, Any]
    kind: Kind = "brief"

    @property
    def stem(self) -> str:
        """What the names of its files begin with, before the first dot after it."""
        return self.group if self.kind == "brief" else f"{self.group}-{self.kind}"

    @property
    def key(self) -> str:
        """Its month and stem: what no two jobs of a run have in common."""
        return f"{self.month}/{self.stem}"

    def dump(self) -> dict[str, Any]:
        """The job in types that JSON has."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**given, "notebook": str(self.notebook)}

    @classmethod
    def load(cls, given: dict[str, Any]) -> Job:
        """The job that was dumped."""
        return cls(**{**given, "notebook": Path(given["notebook"])})


def parse_cities(names: str) -> list[SetId]:
    """Sets from a list with commas.

    Raises
    ------
    UsageError
        When one of them does not exist.

    Examples
    --------
    >>> parse_cities("haiphong,cantho")
    ['haiphong', 'cantho']
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in SETS]
    if unknown or not wanted:
        named = ", ".join(unknown) or "named"
        raise UsageError(f"no city {named}; there are {', '.join(SETS)}")
    return [s for s in SETS if s in wanted]


def parse_kinds(names: str) -> list[Kind]:
    """Kinds from a list with commas.

    Raises
    ------
    UsageError
        When one of them does not exist.

    Examples
    --------
    >>> parse_kinds("brief,forecast")
    ['brief', 'forecast']
    """
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    unknown = wanted - set(KINDS)
    if unknown or not wanted:
        named = ", ".join(sorted(unknown)) or "named"
        raise UsageError(f"no kind {named}; there are {', '.join(KINDS)}")
    return [kind for kind in KINDS if kind in wanted]


def plan(
    root: Path,
    store: Store,
    cities: Sequence[SetId],
    month: str = LATEST,
    groups: Sequence[str] = (),
    as_of: str | None = None,
    kinds: Sequence[Kind] = ("brief",),
) -> list[Job]:
    """The jobs of a run; nothing is started, every parameter file is checked.

    Parameters
    ----------
    root
        Folder of the project.
    month
        ``YYYY-MM``, or ``latest``: for each city the newest month for which the store has a
        monthly figure of the city in one of the groups.
    groups
        Codes of the groups to make; all that have parameters when empty.
    kinds
        What to make of each group.

    Raises
    ------
    UsageError
        When a city, group or month does not exist.
    DataError
        With every fault of the parameter files.
    StoreError
        When ``latest`` is asked for and there are no figures.
    """
    if month != LATEST:
        check_month(month)
    found = {city: read_params(root, city) for city in cities}
    _check_groups(found, groups)
    jobs = []
    for city, files in found.items():
        wanted = [p for p in files if not groups or p.group in groups]
        if wanted:
            when = _latest(store, city, wanted, as_of) if month == LATEST else month
            # A run makes drafts; `phantich.runs.reviewing` releases them.
            given = {"as_of": as_of or "", "edition": "draft"}
            jobs += [
                _job(root, store, city, params, when, given, kind)
                for kind in kinds
                for params in wanted
            ]
    return jobs


def _check_groups(found: dict[SetId, list[Params]], groups: Sequence[str]) -> None:
    known = [params.group for files in found.values() for params in files]
    unknown = [group for group in groups if group not in known]
    if unknown:
        raise UsageError(f"no brief for {', '.join(unknown)}; there are {', '.join(known)}")


def _latest(store: Store, city: SetId, files: list[Params], as_of: str | None) -> str:
    catalogue = indicator_set(city)
    wanted = {params.group for params in files}
    codes = [i.code for g in catalogue.groups if g.code in wanted for i in g.indicators]
    month = newest_month(store, codes, catalogue.area, as_of)
    if month is None:
        raise StoreError(f"the store has no monthly figures for {', '.join(sorted(wanted))}")
    return month


def _job(
    root: Path,
    store: Store,
    city: SetId,
    params: Params,
    month: str,
    added: dict[str, str],
    kind: Kind,
) -> Job:
    names = {group.code: group.name for group in indicator_set(city).groups}
    given = {
        **params.given(),
        "city": city,
        "month": month,
        **added,
        "store": str(store.path.resolve()),
        "at": "" if store.at is None else store.at.isoformat(),
    }
    notebook = root / (params.notebook if kind == "brief" else params.forecast)
    return Job(city, params.group, names[params.group], month, notebook, given, kind)
