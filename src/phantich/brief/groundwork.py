"""What the brief and the forecast of a group have in common, made once where a run makes both.

The run names a folder of its own in the environment, which it takes away at its end. Whoever comes
first leaves there what the other one needs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from phantich import files
from phantich.brief.model.content import Content
from phantich.store import Store
from phantich.warning.register import register_path

#: Environment: the folder.
FOLDER: Final = "PHANTICH_GROUNDWORK"


def groundwork(store: Store, asked: Mapping[str, object], make: Callable[[], Content]) -> Content:
    """What `make` makes, or made when the same was asked for in this run.

    A file is named by what it depends on: what was asked for, and the files of the store and of
    the register as they lie there. One that cannot be read counts as none. Code and versions are
    the same throughout a run. Without a folder in the environment nothing is kept.

    Parameters
    ----------
    asked
        What `make` reads from the store; JSON must have its types.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return make()
    path = Path(folder) / _name(store, asked)
    with suppress(OSError, ValueError):
        return Content.model_validate_json(path.read_bytes())
    content = make()
    # Figures that came in meanwhile may be in it; then it is not what its name says.
    if path.name == _name(store, asked):
        with suppress(OSError):
            files.write_text(path, content.model_dump_json(exclude_defaults=True))
    return content


def _name(store: Store, asked: Mapping[str, object]) -> str:
    at = store.at and store.at.isoformat()
    places = [str(store.path.resolve()), _stamp(store.path), _stamp(register_path(store.path))]
    text = json.dumps([*places, at, asked], sort_keys=True, ensure_ascii=False)
    return f"{hashlib.sha256(text.encode()).hexdigest()}.json"


def _stamp(path: Path) -> list[int]:
    """What tells two states of a file that is only ever replaced; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_ino, found.st_mtime_ns, found.st_size]
