"""What became of the briefs of a month: one small file, from which the index is made."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from phantich import files
from phantich.catalog import SETS, SetId, indicator_set
from phantich.observations import PERIODS
from phantich.runs.alarms import Alarms
from phantich.runs.entries import Entry
from phantich.runs.plan import KINDS, Kind

#: Name of the record in a month's folder.
RECORD = "run.json"


class Outcome(BaseModel):
    """What became of one job: its entry in the index, or where and why it failed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    city: SetId
    group: str
    kind: Kind = "brief"
    month: str
    ok: bool
    #: Where it failed, and what was said.
    cell: int | None = None
    message: str = ""
    entry: Entry | None = None
    #: Hash of what it was made from (`phantich.runs.identity`), and of each of its files.
    identity: str = ""
    alarms: Alarms = Alarms()
    files: dict[str, str] = {}

    @property
    def key(self) -> tuple[SetId, str, Kind]:
        """What a record holds one outcome of."""
        return self.city, self.group, self.kind


class Record(BaseModel):
    """The outcomes of a month in the order of the sets and their groups."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: str
    outcomes: tuple[Outcome, ...] = ()

    def with_outcomes(self, new: list[Outcome]) -> Record:
        """The record with the newest outcome of each group."""
        newest = {o.key: o for o in (*self.outcomes, *new)}
        order = {
            (city, group.code): place
            for city in SETS
            if any(o.city == city for o in newest.values())
            for place, group in enumerate(indicator_set(city).groups)
        }
        ranked = sorted(
            (o for o in newest.values() if (o.city, o.group) in order),
            key=lambda o: (KINDS.index(o.kind), SETS.index(o.city), order[o.city, o.group]),
        )
        return Record(month=self.month, outcomes=tuple(ranked))

    def of(self, kind: Kind) -> tuple[Outcome, ...]:
        """The outcomes of one kind."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)


def read_record(folder: Path, month: str) -> Record:
    """The record in a month's folder; an empty one where there is none or it is damaged."""
    try:
        return Record.model_validate_json((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError, UnicodeDecodeError):
        return Record(month=month)


def recorded_months(out: Path) -> list[str]:
    """Months with a record in `out`, oldest first."""
    return sorted(p.parent.name for p in out.glob(f"*/{RECORD}") if _is_month(p.parent.name))


def _is_month(name: str) -> bool:
    return PERIODS["M"].fullmatch(name) is not None


def write_record(folder: Path, record: Record) -> None:
    """Write the record in one step."""
    files.write_text(
        folder / RECORD, record.model_dump_json(indent=1, exclude_defaults=True) + "\n"
    )
