"""Several loads on their way into the store, published together."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from phantich.store import loading
from phantich.store.loading import Kind, LoadReport, RemarkLike
from phantich.store.writing import WorkingCopy

if TYPE_CHECKING:
    import pandas as pd


class Batch:
    """Loads on their way into the store (see `Store.batch`)."""

    def __init__(self, path: Path, publish_every: float, timeout: float) -> None:
        self._path = path
        self._publish_every = publish_every
        self._timeout = timeout
        self._copy: WorkingCopy | None = None
        self._changed = False

    def load(
        self,
        observations: pd.DataFrame,
        origin: str,
        digest: str,
        kind: Kind,
        remarks: Iterable[RemarkLike] = (),
        validated: bool = False,
    ) -> LoadReport:
        """Append one load: whole, or not at all.

        A row is new when no load that is not withdrawn holds a row of the same key, vintage,
        value, unit and status; where it was read does not matter.

        Parameters
        ----------
        observations
            Figures in the tidy schema.
        origin, digest
            Name of the file, or a label, and the SHA-256 of its content.
        kind
            Way in.
        remarks
            What the reader remarked.
        validated
            Whether the frame comes from `phantich.observations.validate` as it is.

        Raises
        ------
        DataError
            When the observations are not valid.
        """
        table = loading.prepare(observations, origin, validated)
        report, written = loading.append(
            self._working_copy().connection, table, (origin, digest, kind), remarks
        )
        self._note(written)
        return report

    def withdraw(self, load_id: int) -> None:
        """Mark a load as withdrawn (see `Store.withdraw`)."""
        loading.withdraw(self._working_copy().connection, load_id)
        self._note(True)

    def publish(self) -> None:
        """Show readers what was written so far, and let another writer in."""
        copy, self._copy = self._copy, None
        changed, self._changed = self._changed, False
        if copy is None:
            return
        if changed:
            copy.publish()
        else:
            copy.discard()

    def _working_copy(self) -> WorkingCopy:
        if self._copy is None:
            self._copy = WorkingCopy(self._path, self._timeout)
        return self._copy

    def _note(self, written: bool) -> None:
        self._changed = self._changed or written
        if self._copy and time.monotonic() - self._copy.opened > self._publish_every:
            self.publish()
