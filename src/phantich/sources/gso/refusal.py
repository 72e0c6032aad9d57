"""How a file that is not read is told: one fault, one line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from phantich.errors import DataError, Fault

EXPECTED: Final = "an Excel workbook (.xls or .xlsx)"


def refusal(path: Path, found: str, remedy: str, expected: str = EXPECTED) -> DataError:
    """The error for a file that is not read, to be raised: what was found, what to do.

    Examples
    --------
    >>> print(refusal(Path("a.xls"), "an empty file", "fetch the file again"))
    a.xls: found an empty file, expected an Excel workbook (.xls or .xlsx); fetch the file again
    """
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])
