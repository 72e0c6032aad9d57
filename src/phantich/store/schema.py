"""Tables of the store, and what is one and the same figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phantich.errors import StoreError
from phantich.observations import KEY

if TYPE_CHECKING:
    import duckdb

VERSION: Final = 1
#: Two rows alike in these are one figure, whatever file, sheet or cell they were read from.
#: A simulated figure is never the same as a real one.
IDENTITY: Final = (*KEY, "vintage", "value", "unit", "status", "simulated")

_DDL: Final = f"""
CREATE TABLE meta (version INTEGER NOT NULL);
INSERT INTO meta VALUES ({VERSION});
CREATE TABLE loads (
    load_id INTEGER PRIMARY KEY, origin VARCHAR NOT NULL, digest VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, rows_given INTEGER NOT NULL, rows_added INTEGER NOT NULL,
    rows_known INTEGER NOT NULL, loaded_at TIMESTAMP NOT NULL, withdrawn_at TIMESTAMP
);
CREATE TABLE remarks (
    load_id INTEGER NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL,
    place VARCHAR NOT NULL, found VARCHAR NOT NULL, meaning VARCHAR NOT NULL
);
CREATE TABLE figures (
    load_id INTEGER NOT NULL, position INTEGER NOT NULL, indicator VARCHAR NOT NULL,
    component VARCHAR NOT NULL, item VARCHAR NOT NULL, area VARCHAR NOT NULL,
    period VARCHAR NOT NULL, frequency VARCHAR NOT NULL, measure VARCHAR NOT NULL,
    value DOUBLE NOT NULL, unit VARCHAR NOT NULL, status VARCHAR NOT NULL,
    source VARCHAR NOT NULL, vintage DATE NOT NULL, note VARCHAR NOT NULL,
    simulated BOOLEAN NOT NULL, starts DATE NOT NULL, ends DATE NOT NULL
);
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables in an empty file."""
    connection.execute(_DDL)


def check(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make sure that the file is a store of this version.

    Raises
    ------
    StoreError
        When it is a DuckDB file with other tables, or a store of another version.
    """
    import duckdb

    try:
        rows = connection.execute("SELECT version FROM meta").fetchall()
    except duckdb.CatalogException as error:
        raise StoreError(f"{name} is a DuckDB file, but no store of phantich") from error
    if rows != [(VERSION,)]:
        found = ", ".join(str(row[0]) for row in rows) or "none"
        raise StoreError(f"{name} is a store of version {found}; expected version {VERSION}")
