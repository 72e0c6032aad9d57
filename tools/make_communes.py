"""Write the commune lists of the two cities from the data of the package `vietnamadminunits`.

    python tools/make_communes.py

The package (MIT) holds the units of the 2025 reform: codes of Decision 19/2025/QĐ-TTg, names,
centroids in degrees and areas in km². The kind of a unit is taken from its full name, since the
package's own column of kinds is wrong for four units of these cities. The names' spelling with and
without tones differs between some units (Cẩm Giang, Cẩm Giàng), so English names keep them.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from importlib.resources import files
from pathlib import Path

from phantich.files import write_text

CODES = Path(__file__).resolve().parents[1] / "src" / "phantich" / "catalog" / "codes"
CITIES = {"communes_haiphong": "31", "communes_cantho": "92"}
#: Kind of unit → what its name begins with in short, and its English.
KINDS = {"xã": ("X.", "commune"), "phường": ("P.", "ward"), "đặc khu": ("ĐK.", "special zone")}
COLUMNS = ("code", "name", "name_en", "aliases", "kind", "lat", "lon", "area_km2")


def commune_rows(province: str) -> list[dict[str, str]]:
    """One row a commune of the province with that code, in order of commune code."""
    data = files("vietnamadminunits").joinpath("data", "dataset.db")
    with sqlite3.connect(f"file:{data}?mode=ro", uri=True) as connection:
        units = connection.execute(
            "SELECT wardCode, ward, wardShort, wardLat, wardLon, wardAreaKm2, wardAlias"
            " FROM admin_units WHERE provinceCode = ? ORDER BY wardCode",
            (province,),
        ).fetchall()
    shorts = Counter(unit[2] for unit in units)
    return [_row(*unit, unique=shorts[unit[2]] == 1) for unit in units]


def _row(
    code: str,
    name: str,
    short: str,
    lat: float,
    lon: float,
    area: float,
    also: str | None,
    *,
    unique: bool,
) -> dict[str, str]:
    kind = next(k for k in KINDS if name.casefold().startswith(f"{k} "))
    letter, english = KINDS[kind]
    aliases = [f"{letter} {short}", f"UBND {kind} {short}", *json.loads(also or "[]")]
    if unique:
        aliases.insert(0, short)
    values = (code, name, f"{short} {english}", "|".join(aliases), kind)
    return dict(zip(COLUMNS, (*values, f"{lat:.6g}", f"{lon:.6g}", f"{area:g}"), strict=True))


def table(province: str) -> str:
    """The CSV file of a province."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(commune_rows(province))
    return target.getvalue()


def main() -> None:
    """Write both files."""
    for list_id, province in CITIES.items():
        write_text(CODES / f"{list_id}.csv", table(province))


if __name__ == "__main__":
    main()
