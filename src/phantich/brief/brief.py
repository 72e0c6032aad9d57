"""A brief as a notebook opens it: the content of one group and month, and its faces."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from phantich import files
from phantich.brief.content import assemble
from phantich.brief.faces import Faces
from phantich.brief.model import Content
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
    ) -> Brief:
        """Assemble the content from the store; see `phantich.brief.content.assemble`.

        Parameters
        ----------
        city, group, month, as_of, benchmarks
            As there; ``latest`` is the newest month with figures of the group.
        store
            Path of the store; the project's when None.
        """
        source = Store(store)
        try:
            return cls(assemble(source, city, group, month, as_of, benchmarks))
        finally:
            source.close()

    def save(self, path: str | Path) -> None:
        """Write the facts as JSON; the same content gives the same bytes."""
        files.write_text(Path(path), dump(self.content))


def dump(content: Content) -> str:
    """The content as JSON; what is empty is left out."""
    return content.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def load(path: Path) -> Content:
    """The content that was saved at `path`."""
    return Content.model_validate_json(path.read_text(encoding="utf-8"))
