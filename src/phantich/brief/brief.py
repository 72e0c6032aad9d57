"""A brief as a notebook opens it: the content of one group and month, and its faces."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from phantich import files
from phantich.brief.agencies import reports
from phantich.brief.changes import changes
from phantich.brief.content import assemble
from phantich.brief.faces import Faces
from phantich.brief.groundwork import groundwork
from phantich.brief.lights import lights
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Edition
from phantich.brief.outlook import outlooks
from phantich.brief.warnings import WARNING, warnings
from phantich.catalog import SetId
from phantich.store import Store


class Brief(Faces):
    """The brief of one group and month.

    Examples
    --------
    >>> brief = Brief.open("haiphong", "HP.A.II", "2026-10")        # doctest: +SKIP
    >>> print(brief.points[0].plain())                              # doctest: +SKIP
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
    ) -> Brief:
        """Assemble the content from the store, with what an edition adds to it; see `edited`.

        Parameters
        ----------
        city, group, month, as_of, benchmarks
            See `phantich.brief.content.assemble`; ``latest`` is the newest month with figures of
            the group.
        edition
            ``draft``, or ``released`` when it has been approved.
        store
            Path of the store; the project's when None.
        at
            Moment at which the store is looked at (see `phantich.store.Store`).
        """
        source = Store(store, at)
        try:
            content = founded(source, city, group, month, as_of, benchmarks)
            return cls(looking_ahead(source, content, edition))
        finally:
            source.close()

    def save(self, path: str | Path) -> None:
        """Write the facts as JSON; the same content gives the same bytes."""
        files.write_text(Path(path), dump(self.content))


def founded(
    store: Store,
    city: SetId,
    group: str,
    month: str,
    as_of: str | None = None,
    benchmarks: Mapping[str, str] | None = None,
) -> Content:
    """What a brief and a forecast of a group have in common; see `assemble` and `situated`."""
    asked = {"city": city, "group": group, "month": month, "as_of": as_of}
    return groundwork(
        store,
        {**asked, "benchmarks": dict(benchmarks or {})},
        lambda: situated(store, assemble(store, city, group, month, as_of, benchmarks)),
    )


def edited(store: Store, content: Content, edition: Edition = "draft") -> Content:
    """The content with what its edition says about itself: `situated`, and `looking_ahead`."""
    return looking_ahead(store, situated(store, content), edition)


def situated(store: Store, content: Content) -> Content:
    """The content with where it stands.

    Where the indicators stand against their targets, what changed since the edition of the month
    before, whose figures are still missing, and what early warning found.
    """
    stand, judged = lights(content)
    changed, sizes = changes(store, content)
    late, delays = reports(store, content)
    warned = warnings(store, content)
    return content.model_copy(
        update={
            "lights": stand,
            "changes": changed,
            "reports": late,
            "flags": warned.flags,
            "doubts": warned.doubts,
            "screened": warned.screened,
            "trust": warned.trust,
            "edition_facts": judged | sizes | delays | warned.facts,
        }
    )


def looking_ahead(
    store: Store, content: Content, edition: Edition = "draft", every: bool = False
) -> Content:
    """The content with what comes next, see `phantich.brief.outlook.outlooks`."""
    ahead, expected = outlooks(store, content, every)
    known = content.edition_facts
    # Facts of warnings stand last: the hash of an edition is that of its facts in order.
    warned = {key: fact for key, fact in known.items() if fact.measure.startswith(WARNING)}
    first = {key: fact for key, fact in known.items() if key not in warned}
    told = {"edition": edition, "outlook": ahead, "edition_facts": first | expected | warned}
    return content.model_copy(update=told)


def dump(content: Content) -> str:
    """The content as JSON; what is empty is left out."""
    return content.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def load(path: Path) -> Content:
    """The content that was saved at `path`."""
    return Content.model_validate_json(path.read_text(encoding="utf-8"))
