"""What a page depends on, as one hash: figures, parameters, notebook, code and versions.

A page whose hash is the same as when it was made would come out the same; it need not be made.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import distributions
from pathlib import Path

import phantich
from phantich.catalog import find_component, indicator_set
from phantich.files import sha256
from phantich.runs.plan import Job
from phantich.store import Store
from phantich.warning.register import register_path

_PACKAGE = Path(phantich.__file__).parent
#: Parameters that say where things lie, not what they are.
_PLACES = ("store", "at", "facts")


@dataclass(frozen=True)
class Surroundings:
    """What all jobs of a run have in common: the store's content, code and versions."""

    store: Store
    as_of: str | None = None

    @cached_property
    def figures(self) -> dict[str, str]:
        """Hash of the figures of each indicator, as known on the day."""
        return self.store.fingerprints(self.as_of)

    @cached_property
    def register(self) -> str:
        """Hash of what people said of flags; empty where nobody said anything."""
        path = register_path(self.store.path)
        return sha256(path) if path.is_file() else ""

    def identity(self, job: Job) -> str:
        """The hash of what a job depends on."""
        given = {name: value for name, value in job.parameters.items() if name not in _PLACES}
        inputs = {
            "kind": job.kind,
            "parameters": given,
            "notebook": sha256(job.notebook),
            "code": code_digest(),
            "versions": versions(),
            "figures": {code: self.figures.get(code, "") for code in _codes(job)},
            "register": self.register,
        }
        text = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _codes(job: Job) -> list[str]:
    """Indicators whose figures the page shows."""
    groups = [g for g in indicator_set(job.city).groups if g.code == job.group]
    own = {indicator.code for group in groups for indicator in group.indicators}
    others = job.parameters.get("benchmarks", {}).values()
    return sorted(own | {find_component(code)[0].code for code in others})


@cache
def code_digest() -> str:
    """SHA-256 over the files of the package, names and contents."""
    return digest(p for p in _PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over files of the package, names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(_PACKAGE).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Python and every installed distribution, by name."""
    found = {d.name.lower(): d.version for d in distributions() if d.name}
    return {"python": platform.python_version(), **dict(sorted(found.items()))}
