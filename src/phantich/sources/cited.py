"""Real figures read off public pages, each with its address: ``data/cited/city_monthly.csv``.

They are the project's own copy, in the tidy schema; ``data/README.md`` says how they came there
and what was left out.
"""

from __future__ import annotations

from pathlib import Path

from phantich.errors import UsageError
from phantich.observations import validate
from phantich.sources.reading import Reading

#: Where the figures lie in the project.
FILE = Path("data", "cited", "city_monthly.csv")


def cited_path() -> Path:
    """The file in the project that the working directory belongs to."""
    from phantich.store import project_root

    return project_root() / FILE


def read_cited(path: Path | None = None) -> Reading:
    """The cited figures of Hải Phòng, Cần Thơ and the country.

    Raises
    ------
    UsageError
        When the file is not there.
    DataError
        When the file breaks the tidy schema, with every fault.

    Examples
    --------
    >>> reading = read_cited()                                                # doctest: +SKIP
    >>> sorted(set(reading.observations["area"]))                             # doctest: +SKIP
    ['Cần Thơ', 'Hải Phòng', 'Việt Nam']
    """
    import pandas as pd

    path = path or cited_path()
    if not path.is_file():
        raise UsageError(f"no cited figures at {path}; run this in the project's folder")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if "value" in frame:
        frame["value"] = frame["value"].map(_number).astype(object)
    return Reading(validate(frame, path.name))


def _number(text: str) -> float | str:
    """The exact number, or the text for `validate` to name."""
    try:
        return float(text)
    except ValueError:
        return text
