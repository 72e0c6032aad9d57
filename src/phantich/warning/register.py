"""The register of flags: what is open, what people said of it, how far each rule can be trusted.

A flag is not repeated while one of its series and rule family is open; it closes after `CLOSES`
periods judged without a finding, and is raised again before that only when it is graver. What
people say of a flag is kept with it; a rule of which they confirm too little is demoted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from phantich import files
from phantich.errors import UsageError
from phantich.warning.flag import SEVERITIES, Acknowledgement, Flag, Severity, Verdict
from phantich.warning.order import ending
from phantich.warning.trust import Precision, precision

#: Normal periods after which a flag is closed.
CLOSES: Final = 2
_OPEN: Final = frozenset({"new", "acknowledged", "explained"})


@dataclass(slots=True)
class _Entry:
    """A flag, the last period in which it was found, and the normal periods judged since."""

    flag: Flag
    found: str
    quiet: list[str] = field(default_factory=list)


def _goes_on(before: Flag, flag: Flag) -> bool:
    """Whether a finding continues another: of one rule, or a surprise that lasts."""
    if before.series != flag.series:
        return False
    lasts = {before.rule, flag.rule} == _MODELS and before.direction == flag.direction
    return before.rule == flag.rule or lasts


#: The two rules that judge one forecast.
_MODELS: Final = frozenset({"residual", "sustained"})


def _renew(entry: _Entry, flag: Flag) -> None:
    """Give an entry the newest numbers; what it is and what people said of it stays."""
    old = entry.flag
    if ending(flag.period) >= ending(old.period):
        entry.flag = flag.with_(
            opened=old.opened or old.period, state=old.state, acknowledgement=old.acknowledgement
        )


def _before(normal: Mapping[str, list[str]], flag: Flag) -> list[str]:
    """Normal periods of the flag's series that ended before its own."""
    return [p for p in normal.get(flag.series, []) if ending(p) < ending(flag.period)]


def _not_after(entry: _Entry, flag: Flag) -> bool:
    return ending(entry.flag.period) <= ending(flag.period)


class Register:
    """Flags by id, in the order in which they were raised.

    Examples
    --------
    >>> one = Flag(series="a", period="2026-09", frequency="M", rule="residual", version="1.0",
    ...     severity="watch")
    >>> register = Register()
    >>> [len(register.record([flag], [("a", flag.period)]))
    ...     for flag in (one, one.with_(period="2026-10"))]
    [1, 0]
    """

    def __init__(self, entries: Iterable[_Entry] = ()) -> None:
        self._entries = {entry.flag.flag_id: entry for entry in entries}

    @classmethod
    def load(cls, path: Path) -> Self:
        """The register of a file; an empty one where there is none."""
        if not path.exists():
            return cls()
        given = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            _Entry(Flag.from_dict(e["flag"]), e["found"], list(e["quiet"])) for e in given["flags"]
        )

    def save(self, path: Path) -> None:
        """Write the register in one step; the same flags give the same bytes."""
        given = [
            {"flag": entry.flag.to_dict(), "found": entry.found, "quiet": entry.quiet}
            for entry in self._entries.values()
        ]
        text = json.dumps({"flags": given}, ensure_ascii=False, indent=1) + "\n"
        files.write_text(path, text)

    def as_of(self, day: str) -> Register:
        """The register without what people said after a day."""

        def known(flag: Flag) -> Flag:
            said = flag.acknowledgement
            if said is None or said.on <= day:
                return flag
            return flag.with_(acknowledgement=None, state="new")

        entries = self._entries.values()
        return Register(_Entry(known(e.flag), e.found, list(e.quiet)) for e in entries)

    @property
    def flags(self) -> list[Flag]:
        """All flags, the oldest first."""
        return [entry.flag for entry in self._entries.values()]

    def open(self) -> list[Flag]:
        """The flags that are not closed, gravest first."""
        found = [flag for flag in self.flags if flag.state in _OPEN]
        return sorted(found, key=lambda flag: -SEVERITIES.index(flag.severity))

    def find(self, flag_id: str) -> Flag:
        """The flag of that id, or of the id that begins so.

        Raises
        ------
        UsageError
            When there is none, or more than one.
        """
        found = [key for key in self._entries if key.startswith(flag_id)]
        if len(found) != 1 or not flag_id:
            what = "no flag" if not found else f"{len(found)} flags"
            raise UsageError(f"{what} {flag_id!r}; ids are printed by phantich flags list")
        return self._entries[found[0]].flag

    def record(self, found: Iterable[Flag], judged: Iterable[tuple[str, str]]) -> list[Flag]:
        """Take in the findings of one run; return the flags that are new.

        Parameters
        ----------
        found
            Findings, of one period or of several in order of time.
        judged
            Series and period of everything that was judged, with or without a finding.
        """
        given = sorted(found, key=lambda flag: ending(flag.period))
        hits = {(flag.series, flag.period) for flag in given}
        normal: dict[str, list[str]] = {}
        for series, period in sorted(set(judged) - hits, key=lambda pair: ending(pair[1])):
            normal.setdefault(series, []).append(period)
        new = []
        for flag in given:
            self._rest(flag.series, _before(normal, flag))
            if self._raise(flag):
                new.append(flag)
        for series, periods in normal.items():
            self._rest(series, periods)
        return new

    def _raise(self, flag: Flag) -> bool:
        """Whether the flag is new; else it belongs to one that is open."""
        if flag.flag_id in self._entries:
            _renew(self._entries[flag.flag_id], flag)
            return False
        for entry in self._entries.values():
            if _goes_on(entry.flag, flag) and entry.flag.state in _OPEN and _not_after(entry, flag):
                entry.found, entry.quiet = max(entry.found, flag.period, key=ending), []
                if _rank(flag.severity) <= _rank(entry.flag.severity):
                    if entry.flag.rule == flag.rule or flag.p_value <= entry.flag.p_value:
                        _renew(entry, flag)
                    return False
                entry.flag = entry.flag.with_(state="closed")
        self._entries[flag.flag_id] = _Entry(flag, flag.period)
        return True

    def _rest(self, series: str, periods: list[str]) -> None:
        """Count normal periods of a series; close what has had enough of them."""
        for entry in self._entries.values():
            if entry.flag.series != series or entry.flag.state not in _OPEN:
                continue
            later = {period for period in periods if ending(period) > ending(entry.found)}
            entry.quiet = sorted(set(entry.quiet) | later, key=ending)
            if len(entry.quiet) >= CLOSES:
                entry.flag = entry.flag.with_(state="closed")

    def acknowledge(self, flag_id: str, verdict: Verdict, by: str, on: str, note: str = "") -> Flag:
        """Keep what a person says of a flag; a later word replaces an earlier one.

        ``false`` and ``planned`` close the flag, ``true`` and ``data_error`` leave it open until
        the series is normal again.

        Raises
        ------
        UsageError
            When there is no such flag.
        """
        flag = self.find(flag_id)
        state = "closed" if verdict == "false" else "acknowledged"
        if verdict == "planned":
            state = "explained"
        told = Acknowledgement(verdict, by, on, note)
        changed = flag.with_(acknowledgement=told, state=state)
        self._entries[flag.flag_id].flag = changed
        return changed

    def precision(self) -> list[Precision]:
        """What people said of each rule that has flags."""
        return precision(self.flags)

    def demoted(self, flags: Iterable[Flag]) -> list[Flag]:
        """The flags, those of demoted rules as information only."""
        distrusted = {entry.rule for entry in self.precision() if entry.demoted}
        return [
            flag.with_(severity="info", state="suppressed") if flag.rule in distrusted else flag
            for flag in flags
        ]


def register_path(store: Path) -> Path:
    """Where the register of a store lies: beside it.

    Examples
    --------
    >>> register_path(Path("data/phantich.duckdb")).name
    'phantich.flags.json'
    """
    return store.with_name(f"{store.stem}.flags.json")


def _rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)
