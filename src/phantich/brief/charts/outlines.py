"""Outlines of a drawing in few bytes: relative coordinates on a grid, letters left out."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"([MLQCz])|(-?\d+(?:\.\d+)?(?:e-?\d+)?)")
#: Points that each command takes.
_POINTS: Final = {"M": 1, "L": 1, "Q": 2, "C": 3}


def shrink(outline: str, steps: int) -> str:
    """A path of absolute M, L, Q, C and z in relative coordinates on a grid.

    Every point is rounded to the grid from its own place, so that errors do not add up. A line
    without a length is left out, unless it begins there: with round ends it is a dot.

    Parameters
    ----------
    outline
        The ``d`` of a path as matplotlib writes it.
    steps
        Steps of the grid in a unit: 10 keeps one decimal.

    Examples
    --------
    >>> shrink("M 10 20 L 30 20 L 30.26 10 z", 10)
    'm10,20h20l.3-10z'
    """
    written: list[str] = []
    at = start = (0, 0)
    before = ""
    for command, points in _commands(outline):
        if command == "z":
            written.append("z")
            at, before = start, "z"
            continue
        placed = [(round(x * steps), round(y * steps)) for x, y in points]
        moved = [number for x, y in placed for number in (x - at[0], y - at[1])]
        at = placed[-1]
        if command == "M":
            start = at
        letter, numbers = _straight(command, moved)
        if letter in "hvl" and not any(numbers) and before != "m":
            continue
        told = _joined([_short(n / steps) for n in numbers])
        bare = letter == before and not told.startswith("-") and letter != "m"
        written.append(("," if bare else "" if letter == before != "m" else letter) + told)
        before = letter
    return "".join(written)


def _straight(command: str, moved: list[int]) -> tuple[str, list[int]]:
    """A line along an axis needs one number."""
    if command == "L" and moved[1] == 0:
        return "h", moved[:1]
    if command == "L" and moved[0] == 0:
        return "v", moved[1:]
    return command.lower(), moved


def _commands(outline: str) -> list[tuple[str, list[tuple[float, float]]]]:
    found: list[tuple[str, list[float]]] = []
    for letter, number in _TOKEN.findall(outline):
        if letter:
            found.append((letter, []))
        else:
            found[-1][1].append(float(number))
    return [
        (letter, list(zip(numbers[::2], numbers[1::2], strict=True))[: _POINTS.get(letter, 0)])
        for letter, numbers in found
    ]


def _joined(numbers: list[str]) -> str:
    result = numbers[0]
    for number in numbers[1:]:
        result += number if number.startswith("-") else f",{number}"
    return result


def _short(number: float) -> str:
    """Digits without what can be left out.

    Examples
    --------
    >>> _short(0.5), _short(-0.25), _short(3.0)
    ('.5', '-.25', '3')
    """
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"-0", ""} else text
