"""What a reviewer does with the brief of a group and month: approve, query, release.

A review is about facts: it holds their digest, and counts as long as the brief has the same ones.
Review, pages and index change together, while nobody else can write the month's folder; a process
that is killed leaves the state before or the one after (see `phantich.runs.publish`).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from phantich.brief import Content, load
from phantich.brief.digest import digest
from phantich.brief.model.editions import Review
from phantich.errors import PhantichError, UsageError
from phantich.files import sha256
from phantich.runs.editions import (
    FACTS,
    Edition,
    ReleasedError,
    ReviewLog,
    editions,
    locked,
)

if TYPE_CHECKING:
    from phantich.runs.fitting import Fitted

Action = Literal["approve", "query", "release"]
#: Letters of a name and of a comment.
_NAME: Final = 200
_COMMENT: Final = 2000
#: Digits of a digest that tell it from others.
SHORT: Final = 12


class ReviewError(PhantichError):
    """A review cannot be given: the facts are others than those reviewed, or nobody approved."""


@dataclass(frozen=True, slots=True)
class Given:
    """A review as it was recorded, and the edition that it is of."""

    edition: Edition
    review: Review


def review(
    folder: Path,
    group: str,
    action: Action,
    by: str,
    comment: str = "",
    facts: str = "",
    at: dt.datetime | None = None,
) -> Given:
    """Record a review of the newest edition of a group, and tell of it on its pages.

    Parameters
    ----------
    folder
        The month's folder, ``reports/2026-10``.
    by, comment
        Who reviews, and what they say; a query has to say something.
    facts
        The first digits of the digest of the facts that were reviewed, as the foot of the page
        prints it. Needed where the facts have changed since an earlier review.
    at
        When; now unless given.

    Raises
    ------
    UsageError
        When there is no such brief, or a name or comment is missing or too long.
    ReviewError
        When the facts are others than those reviewed; for a release also when nobody approved
        them or a query stands.
    ReleasedError
        When the edition was released before.
    """
    from phantich.runs.publish import recover

    _check_words(action, by, comment)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}; make the brief with phantich run")
    with locked(folder):
        recover(folder)
        edition, log = _open(folder, group)
        content = load(edition.path(FACTS))
        known = digest(content)
        _check_facts(edition, log, known, action, facts)
        if action == "release":
            _check_approved(edition, log, known)
        when = (at or dt.datetime.now().astimezone()).isoformat(timespec="seconds")
        new = Review(action=action, by=_line(by), at=when, facts=known, comment=_line(comment))
        _publish(edition, content, log, new)
    return Given(edition, new)


def altered(edition: Edition, log: ReviewLog) -> list[str]:
    """Names of files of a released edition that are gone or are not as they were released."""
    paths = {edition.folder / name: expected for name, expected in log.files.items()}
    return [p.name for p, known in paths.items() if not p.is_file() or sha256(p) != known]


def _check_words(action: Action, by: str, comment: str) -> None:
    if not _line(by):
        raise UsageError("--by names the reviewer")
    if len(by) > _NAME or len(comment) > _COMMENT:
        raise UsageError(f"--by takes {_NAME} letters at most, --comment {_COMMENT}")
    if action == "query" and not _line(comment):
        raise UsageError("--comment says what is asked")


def _line(text: str) -> str:
    """The text on one line without control characters, marks of direction among them."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())


def _open(folder: Path, group: str) -> tuple[Edition, ReviewLog]:
    found = editions(folder, group)
    if not found:
        raise UsageError(f"there is no brief of {group} in {folder}; make it with phantich run")
    edition = found[-1]
    log = edition.log()
    if log.released:
        last = log.reviews[-1]
        raise ReleasedError(
            f"{edition.stem} was released by {last.by} at {last.at}; phantich run begins a "
            "correction when figures differ"
        )
    return edition, log


def _check_facts(edition: Edition, log: ReviewLog, known: str, action: Action, facts: str) -> None:
    """That the facts are those that the reviewer saw."""
    if facts and (len(facts) < SHORT or set(facts.lower()) - set("0123456789abcdef")):
        raise UsageError(f"--facts takes {SHORT} or more digits of the hash at the page's foot")
    if facts and not known.startswith(facts.lower()):
        raise ReviewError(
            f"{edition.stem}: the figures have changed; reviewed were {facts[:SHORT]}, the brief "
            f"now has {known[:SHORT]}; look at {edition.path('.html')} again"
        )
    if facts or action == "query" or not log.reviews or log.reviews[-1].facts == known:
        return
    last = log.reviews[-1]
    again = "approve them again" if action == "release" else f"say --facts {known[:SHORT]}"
    raise ReviewError(
        f"{edition.stem}: the figures have changed since {last.by} reviewed them at {last.at} "
        f"(then {last.facts[:SHORT]}, now {known[:SHORT]}); look at {edition.path('.html')} "
        f"again and {again}"
    )


def _check_approved(edition: Edition, log: ReviewLog, known: str) -> None:
    state = log.state(known)
    if state == "approved":
        return
    if state == "queried":
        asked = [r for r in log.reviews if r.action == "query"][-1]
        raise ReviewError(
            f"{edition.stem}: {asked.by} asked at {asked.at}: {asked.comment}; it can be released "
            "once it is approved after that"
        )
    raise ReviewError(f"{edition.stem}: nobody has approved it; phantich review approve does")


def _publish(edition: Edition, content: Content, log: ReviewLog, new: Review) -> None:
    from phantich.runs import fitting
    from phantich.runs.publish import publish

    reviews = ReviewLog(reviews=(*log.reviews, new))
    if new.action == "release":
        made = fitting.released(edition, content, reviews)
        reviews = reviews.model_copy(update={"files": made.hashes})
    else:
        made = fitting.again(edition, content, reviews)
    publish(edition.folder, edition.stem, made.files | fitting.reviews(edition, reviews))
    _tell(made)


def _tell(made: Fitted) -> None:
    """Bring the month's record and indexes up to date."""
    from phantich.runs.index import write_index, write_top
    from phantich.runs.record import Outcome, read_record, write_record

    folder, content = made.edition.folder, made.content
    record = read_record(folder, content.month)
    known = [o for o in record.of("brief") if o.group == content.group]
    outcome = (
        known[-1]
        if known
        else Outcome(city=content.city, group=content.group, month=content.month, ok=True)
    )
    told = {"ok": True, "entry": made.entry, "files": made.hashes, "cell": None, "message": ""}
    write_record(folder, record.with_outcomes([outcome.model_copy(update=told)]))
    write_index(folder.parent, content.month)
    write_top(folder.parent)
