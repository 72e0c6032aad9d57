"""The files of one edition: pages in both languages, Word, Excel, facts and notebook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phantich.brief import Content, dump, load
from phantich.brief.correction import corrected
from phantich.brief.digest import digest
from phantich.brief.faces import Faces
from phantich.brief.page import page
from phantich.brief.reface import refaced
from phantich.brief.reviewed import review_lines
from phantich.brief.sources import day
from phantich.brief.tracing import check_page
from phantich.catalog.model import Bilingual
from phantich.language import Language
from phantich.runs.editions import (
    FACTS,
    REVIEW,
    Edition,
    ReviewLog,
    check_writable,
    editions,
    last_released,
    locked,
)
from phantich.runs.entries import Entry, entry_of
from phantich.runs.publish import publish, withdraw

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

#: Endings of the files that a reader is offered beside the page.
_OFFERED = (".docx", ".xlsx")


@dataclass(frozen=True, slots=True)
class Fitted:
    """An edition that is ready to be put in its place."""

    edition: Edition
    content: Content
    notebook: NotebookNode
    #: The reviews that its pages tell of.
    log: ReviewLog
    files: dict[str, bytes]

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file; as recorded where the edition is left as it is."""
        if not self.files:
            return self.log.files
        return {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}

    @property
    def entry(self) -> Entry:
        """What an index says of it."""
        return entry_of(self.content, documents(self.edition), self.edition.stem)


def documents(edition: Edition) -> tuple[str, ...]:
    """Names of the files that a page offers."""
    return tuple(f"{edition.stem}{ending}" for ending in _OFFERED)


def draft(folder: Path, notebook: NotebookNode, content: Content) -> Fitted:
    """The edition that a run makes of new facts.

    Where the newest released edition has the same facts, it is that edition, and there is nothing
    to write. Where it has others, a correction is begun, which says what differs.
    """
    released = last_released(folder, content.group)
    edition = Edition(folder, content.group)
    if released is not None:
        known = load(released.path(FACTS))
        if digest(known) == digest(content):
            return Fitted(released, known, notebook, released.log(), {})
        edition = Edition(folder, content.group, released.number + 1)
        content = corrected(content, known)
        notebook = refaced(notebook, Faces(content))
    return fitted(edition, notebook, content, edition.log())


def fitted(edition: Edition, notebook: NotebookNode, content: Content, log: ReviewLog) -> Fitted:
    """All files of an edition."""
    import nbformat

    book: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    files = {
        **_office(edition, content),
        f"{edition.stem}{FACTS}": dump(content).encode("utf-8"),
        f"{edition.stem}.ipynb": book.encode("utf-8"),
        **pages(edition, notebook, content, log),
    }
    return Fitted(edition, content, notebook, log, files)


def again(edition: Edition, content: Content, log: ReviewLog) -> Fitted:
    """The edition as it is, with pages that tell of the reviews."""
    notebook = _notebook(edition)
    names = [*documents(edition), f"{edition.stem}{FACTS}", f"{edition.stem}.ipynb"]
    files = {name: (edition.folder / name).read_bytes() for name in names}
    files |= pages(edition, notebook, content, log)
    return Fitted(edition, content, notebook, log, files)


def released(edition: Edition, content: Content, log: ReviewLog) -> Fitted:
    """The edition as it is released: all its files from the facts that were approved."""
    final = content.model_copy(
        update={"edition": "released", "number": edition.number, "reviews": log.reviews}
    )
    return fitted(edition, refaced(_notebook(edition), Faces(final)), final, log)


def _notebook(edition: Edition) -> NotebookNode:
    import nbformat

    read: NotebookNode = nbformat.read(edition.path(".ipynb"), as_version=4)  # type: ignore[no-untyped-call]
    return read


def put(new: Fitted) -> None:
    """Put an edition in its place, with the reviews that came in meanwhile.

    Raises
    ------
    ReleasedError
        When the edition has been released meanwhile.
    """
    edition = new.edition
    with locked(edition.folder):
        if new.files:
            check_writable(edition.folder, edition.stem)
            log = edition.log()
            told = new.files
            if log != new.log:
                told = told | pages(edition, new.notebook, new.content, log)
            publish(edition.folder, edition.stem, told | reviews(edition, log))
        for later in editions(edition.folder, edition.group):
            if later.number > edition.number:
                withdraw(edition.folder, later.stem)


def reviews(edition: Edition, log: ReviewLog) -> dict[str, bytes]:
    """The file of the reviews by its name; nothing while there are none."""
    if not log.reviews:
        return {}
    text = log.model_dump_json(indent=1, exclude_defaults=True) + "\n"
    return {f"{edition.stem}{REVIEW}": text.encode("utf-8")}


def take_away(folder: Path, group: str) -> None:
    """Take away the draft of a group; a released edition stays, and so do reviews."""
    with locked(folder):
        found = editions(folder, group)
        if not found or not found[-1].log().released:
            withdraw(folder, found[-1].stem if found else group)


def _office(edition: Edition, content: Content) -> dict[str, bytes]:
    """The brief as Word and Excel files, by file name."""
    from phantich.brief import excel, word

    faces = Faces(content)
    return {
        f"{edition.stem}.docx": word.render(faces),
        f"{edition.stem}.xlsx": excel.render(faces),
    }


def pages(
    edition: Edition, notebook: NotebookNode, content: Content, log: ReviewLog
) -> dict[str, bytes]:
    """The pages by file name, Vietnamese and English, every numeral in them traced."""
    vi, en = f"{edition.stem}.html", f"{edition.stem}.en.html"
    faces: tuple[tuple[Language, str, str, str], ...] = (
        ("vi", vi, en, "index.html"),
        ("en", en, vi, "index.en.html"),
    )
    facts = digest(content)
    made = {}
    for lang, name, other, index in faces:
        html = page(
            notebook,
            lang,
            title=_title(content, lang),
            foot=_foot(content, lang),
            other=other,
            index=index,
            edition=content.edition,
            documents=documents(edition),
            reviews=review_lines(content, log.reviews, lang, facts),
            corrects=_corrects(edition, lang),
        )
        check_page(html, content, lang)
        made[name] = html.encode("utf-8")
    return made


def _corrects(edition: Edition, lang: Language) -> str:
    """Address of the page of the edition before."""
    if edition.number == 1:
        return ""
    before = Edition(edition.folder, edition.group, edition.number - 1)
    return f"{before.stem}{'' if lang == 'vi' else '.en'}.html"


def _title(content: Content, lang: Language) -> str:
    name, area = _in(content.name, lang), _in(content.area, lang)
    return f"{name}, {area}, {content.when.plain(lang)}"


def _in(words: Bilingual, lang: Language) -> str:
    return words.vi if lang == "vi" else words.en


def _foot(content: Content, lang: Language) -> str:
    when = day(content.data_as_of, lang) if content.data_as_of else "…"
    words = ("Bản phát hành", "Released") if content.edition == "released" else ("Dự thảo", "Draft")
    if lang == "vi":
        return f"{content.group} · {content.decision} · Số liệu đến ngày {when} · {words[0]}"
    return f"{content.group} · {content.decision} · Figures as of {when} · {words[1]}"
