"""The editions of a group's brief in a month's folder, and what reviewers said of each.

The first edition's files are called after the group, ``HP.A.II.html``; those of the correction
that follows a released edition have its number behind, ``HP.A.II-2.html``. What reviewers did
stands beside them in ``HP.A.II.review.json``. An edition whose last review is a release is never
written again.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from phantich.brief.model.editions import Review
from phantich.catalog.model import Strict
from phantich.errors import DataError, Fault, PhantichError

#: What follows the stem of an edition's files.
REVIEW, FACTS, PAGE = ".review.json", ".facts.json", ".html"
#: Where an edition stands.
State = Literal["draft", "queried", "approved", "released"]


class ReleasedError(PhantichError):
    """A released edition would have been changed."""


class ReviewLog(Strict):
    """What reviewers did with one edition, oldest first."""

    reviews: tuple[Review, ...] = ()
    #: SHA-256 of the files of a released edition, by name.
    files: dict[str, str] = Field(default_factory=dict)

    @property
    def released(self) -> bool:
        """Whether the edition was released."""
        return bool(self.reviews) and self.reviews[-1].action == "release"

    def state(self, facts: str) -> State:
        """Where the edition stands while its facts have that digest.

        A review of other facts counts for nothing; a query stands until an approval of the same
        facts follows it.
        """
        if self.released:
            return "released"
        same = [review.action for review in self.reviews if review.facts == facts]
        if not same:
            return "draft"
        return "approved" if same[-1] == "approve" else "queried"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a group's brief in a folder."""

    folder: Path
    group: str
    number: int = 1

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return self.group if self.number == 1 else f"{self.group}-{self.number}"

    def path(self, suffix: str) -> Path:
        """One of its files."""
        return self.folder / f"{self.stem}{suffix}"

    @property
    def made(self) -> bool:
        """Whether there is a brief."""
        return self.path(FACTS).is_file()

    def log(self) -> ReviewLog:
        """What reviewers did with it; empty where nobody did anything.

        Raises
        ------
        DataError
            When the file is damaged: taking it for empty would let a released edition be lost.
        """
        path = self.path(REVIEW)
        try:
            return ReviewLog.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ReviewLog()
        except (ValidationError, UnicodeDecodeError) as error:
            said = " ".join(str(error).split())
            remedy = "bring the file back from a copy"
            fault = Fault(path.name, said[:200], "the reviews that phantich wrote", remedy)
            raise DataError(path.name, [fault]) from error


def editions(folder: Path, group: str) -> list[Edition]:
    """The editions of a group that exist, oldest first."""
    found = []
    for path in folder.glob(f"{group}*{FACTS}"):
        rest = path.name.removeprefix(group).removesuffix(FACTS)
        if rest == "":
            found.append(Edition(folder, group))
        elif number := re.fullmatch(r"-([2-9]|[1-9]\d+)", rest):
            found.append(Edition(folder, group, int(number[1])))
    return sorted(found, key=lambda edition: edition.number)


def groups(folder: Path) -> list[str]:
    """Groups with an edition in the folder, in the order of their codes."""
    names = (path.name.removesuffix(FACTS) for path in folder.glob(f"*{FACTS}"))
    found = (re.fullmatch(r"([\w.]+?)(-\d+)?", name) for name in names)
    return sorted({match[1] for match in found if match})


def last_released(folder: Path, group: str) -> Edition | None:
    """The newest released edition of a group."""
    released = [edition for edition in editions(folder, group) if edition.log().released]
    return released[-1] if released else None


def edition_of(folder: Path, stem: str) -> Edition:
    """The edition whose files begin with `stem`.

    Examples
    --------
    >>> edition_of(Path("reports/2026-10"), "HP.A.II-2").number
    2
    """
    numbered = re.fullmatch(r"(.+)-(\d+)", stem)
    if numbered is None:
        return Edition(folder, stem)
    return Edition(folder, numbered[1], int(numbered[2]))


def check_writable(folder: Path, stem: str) -> None:
    """Nothing, where the files of an edition may be written.

    Raises
    ------
    ReleasedError
        When it was released.
    """
    log = edition_of(folder, stem).log()
    if log.released:
        last = log.reviews[-1]
        raise ReleasedError(
            f"{stem} in {folder} was released by {last.by} at {last.at} and is never written "
            "again; phantich run begins a correction when figures differ"
        )


def released_file(path: Path) -> bool:
    """Whether a file belongs to a released edition."""
    logs = path.parent.glob(f"*{REVIEW}")
    stems = (log.name.removesuffix(REVIEW) for log in logs)
    return any(path.name in edition_of(path.parent, stem).log().files for stem in stems)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a month's folder: who else writes an edition or a review in it waits until then."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        # Closing alone would not do: a child that was started meanwhile holds the handle, too.
        fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)
