"""Figures of the periods before, which a form prints beside its input cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.observations import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from phantich.sources.forms.layout import Form


def known_values(form: Form, store: Path | None = None) -> dict[tuple[str, ...], float]:
    """What the store knows of a form's indicators, by the key of the tidy schema.

    Two years are asked for. Without a store at the default place nothing is known; a store that is
    named must be there.

    Raises
    ------
    StoreError
        When the named store is missing or cannot be read.
    """
    from phantich.store import Store, default_path

    if store is None and not default_path().is_file():
        return {}
    year = int(form.month[:4])
    table = Store(store).query(
        sorted({line.indicator for line in form.lines}),
        period_from=f"{year - 2}-01",
        period_to=f"{year}-12",
    )
    keys = table[list(KEY)].itertuples(index=False, name=None)
    return dict(zip(keys, table["value"].astype(float).tolist(), strict=True))
