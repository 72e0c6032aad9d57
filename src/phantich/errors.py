"""Errors that name the place, what was found, what was expected and what to do.

PhantichError
├── DataError      the input holds one or more faults, all reported at once
├── StoreError     the vintage store cannot be opened, written or read as asked
└── UsageError     the call itself does not make sense (unknown code, option, name)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class PhantichError(Exception):
    """Base of every error that phantich raises on purpose; its text is fit for a user."""


class UsageError(PhantichError):
    """The call does not make sense: an unknown code, name or option."""


class StoreError(PhantichError):
    """The vintage store cannot be opened, written or read as asked."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the input.

    Parameters
    ----------
    where
        The place, from the outside in: ``"form.xlsx, sheet Thu, cell D7"`` or ``"row 12"``.
    found
        What stands there.
    expected
        What should stand there.
    remedy
        What the reader of the message can do about it.
    """

    where: str
    found: str
    expected: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: found {self.found}, expected {self.expected}"
        return f"{text}; {self.remedy}" if self.remedy else text


class DataError(PhantichError):
    """The input holds faults; every one of them is in ``faults``."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults]
        head = f"{source}: {len(lines)} fault{'s' if len(lines) != 1 else ''}"
        super().__init__(lines[0] if len(lines) == 1 else "\n  ".join([head, *lines]))
