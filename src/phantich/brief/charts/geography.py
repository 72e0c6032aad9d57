"""Where the communes lie: outlines from a boundary file if there is one, else their centres."""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from phantich.brief.model.content import Content
from phantich.catalog.codelists import CodeList, code_list
from phantich.catalog.data import code_list_ids
from phantich.errors import DataError, Fault

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]

#: Folder with boundary files (GeoJSON, WGS 84), one or more for each city.
VARIABLE: Final = "PHANTICH_BOUNDARIES"
#: A unit further than so many degrees from every other one stands in an inset.
FAR: Final = 0.35


@dataclass(frozen=True)
class Unit:
    """A commune: centre and outlines in flat coordinates, in hundredths of a degree of latitude."""

    name: str
    centre: Point
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The communes of a city; `far` are those that would make the map small."""

    units: tuple[Unit, ...]
    far: frozenset[str]

    @property
    def outlined(self) -> bool:
        """Whether there are outlines."""
        return any(unit.rings for unit in self.units)

    @property
    def tall(self) -> float:
        """Height over width of what is not far out."""
        near = [u for u in self.units if u.name not in self.far]
        xs, ys = zip(*(p for u in near for r in u.rings or ((u.centre,),) for p in r), strict=True)
        return float((max(ys) - min(ys)) / (max(xs) - min(xs)))


def ground_of(content: Content, folder: Path | None = None) -> Ground | None:
    """The communes of the content's city; None where it has no list of them.

    Parameters
    ----------
    folder
        Folder with the boundary files; `VARIABLE` when None. Without either only centres are
        known.

    Raises
    ------
    DataError
        When a boundary file cannot be read.
    """
    list_id = f"communes_{content.city}"
    if list_id not in code_list_ids():
        return None
    where = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    return _ground(list_id, str(where) if where else "", _stamp(where))


def _stamp(folder: Path | None) -> tuple[tuple[str, int], ...]:
    """Names and times of the boundary files, so that a changed file is read anew."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple((p.name, p.stat().st_mtime_ns) for p in sorted(folder.glob("*.geojson")))


@cache
def _ground(list_id: str, folder: str, stamp: tuple[tuple[str, int], ...]) -> Ground:
    names = code_list(list_id)
    centres = {
        m.name: (float(m.extra["lon"]), float(m.extra["lat"]))
        for m in names.members
        if "lon" in m.extra
    }
    middle = sum(lat for _, lat in centres.values()) / len(centres)
    shrink = math.cos(math.radians(middle))

    def flat(point: Point) -> Point:
        return 100 * point[0] * shrink, 100 * point[1]

    outlines: dict[str, tuple[Ring, ...]] = {}
    for name, _ in stamp:
        outlines |= _outlines(Path(folder) / name, names)
    units = tuple(
        Unit(name, flat(c), tuple(tuple(map(flat, r)) for r in outlines.get(name, ())))
        for name, c in centres.items()
    )
    return Ground(units, _far(units))


def _far(units: tuple[Unit, ...]) -> frozenset[str]:
    found = set()
    for unit in units:
        nearest = min(math.dist(unit.centre, o.centre) for o in units if o is not unit)
        if nearest > 100 * FAR:
            found.add(unit.name)
    return frozenset(found)


def _outlines(path: Path, names: CodeList) -> dict[str, tuple[Ring, ...]]:
    """Outer rings of the features that are communes of the list.

    Codes decide where a file has them, since cities share names; a file without codes counts when
    half of its features have a name of the list.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        codes = {member.code: member.name for member in names.members}
        named = [_coded(feature, codes) for feature in features]
        if not any(named):
            named = [_called(feature, names) for feature in features]
            if 2 * sum(name is not None for name in named) < len(features):
                return {}
        pairs = zip(named, features, strict=True)
        return {name: _rings(feature["geometry"]) for name, feature in pairs if name is not None}
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        wrong = Fault(path.name, repr(error), "GeoJSON with a FeatureCollection of polygons")
        raise DataError(str(path), [wrong]) from error


def _coded(feature: dict[str, Any], codes: dict[str, str]) -> str | None:
    """The commune whose code is one of the feature's properties."""
    values = (str(value) for value in (feature.get("properties") or {}).values())
    return next((codes[value] for value in values if value in codes), None)


def _called(feature: dict[str, Any], names: CodeList) -> str | None:
    """The commune that one of the feature's properties names."""
    values = (feature.get("properties") or {}).values()
    found = (names.resolve(value) for value in values if isinstance(value, str))
    return next((name for name in found if name is not None), None)


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """Outer rings; holes are other communes, which are drawn on top."""
    shapes = geometry["coordinates"]
    polygons = shapes if geometry["type"] == "MultiPolygon" else [shapes]
    return tuple(tuple((float(x), float(y)) for x, y, *_ in p[0]) for p in polygons)


def coarse(ring: Ring, grid: float) -> Ring:
    """The ring with its points on a grid; neighbours keep their common edges.

    Small islands that fall on one point vanish.

    Examples
    --------
    >>> coarse(((0.0, 0.0), (0.1, 0.0), (2.0, 0.1), (2.0, 2.0), (0.0, 0.0)), 1.0)
    ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 0.0))
    """
    kept: list[Point] = []
    for x, y in ring:
        point = (round(x / grid) * grid, round(y / grid) * grid)
        if not kept or point != kept[-1]:
            while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
                kept.pop()
            kept.append(point)
    return tuple(kept) if len(kept) > 3 else ()


def _straight(a: Point, b: Point, c: Point) -> bool:
    """Whether b lies between a and c on a line along an axis or a diagonal."""
    cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return abs(cross) < 1e-9 and ahead > 0
