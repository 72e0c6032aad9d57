"""Models by the names that a command line takes."""

from __future__ import annotations

from typing import Final

from phantich.errors import UsageError
from phantich.forecast.protocol import Forecaster, Origin

#: Our own: name → members of the combination; none for those that stand alone.
OWN: Final[dict[str, tuple[str, ...]]] = {
    "combined": (),
    "airline": (),
    "theta": ("theta",),
    "ets": ("ets",),
    "ces": ("ces",),
    "ces-full": ("ces-full",),
    "ar": ("ar",),
    "growth": ("growth",),
    "naive": (),
}
OTHERS: Final = (
    "sarimax",
    "sarimax-tet",
    "sm-ets",
    "sm-theta",
    "ucm",
    "prophet",
    "prophet-tet",
    "x13",
    "x13-auto",
)
NAMES: Final = (*OWN, *OTHERS)
DEFAULT: Final = "combined"


def model(
    name: str = DEFAULT,
    *,
    tet: bool = True,
    breaks: tuple[str, ...] = (),
    origin: Origin = "panel",
) -> Forecaster:
    """The model of a name.

    Parameters
    ----------
    name
        One of `NAMES`.
    tet
        Whether the Vietnamese calendar may enter; a name that ends in ``-tet`` needs it.
    breaks
        Months of a lasting change of level; our own models alone know them.
    origin
        See `phantich.forecast.protocol.Origin`.

    Examples
    --------
    >>> model("theta").name
    'theta'
    """
    if name not in NAMES:
        raise UsageError(f"no model {name!r}; there are {', '.join(NAMES)}")
    if name in OTHERS or name == "naive":
        if breaks:
            raise UsageError(f"--break is for our own models, not for {name}")
        return _other(name, tet, origin)
    from phantich.forecast.airline import Airline
    from phantich.forecast.combination import Combined

    if name == "airline":
        return Airline(tet=tet, breaks=breaks, origin=origin)
    if name == "combined":
        return Combined(tet=tet, breaks=breaks, origin=origin)
    return Combined(OWN[name], tet=tet, breaks=breaks, origin=origin, name=name)


def _other(name: str, tet: bool, origin: Origin) -> Forecaster:
    from phantich.forecast.naive import SeasonalNaive
    from phantich.forecast.peers import PEERS
    from phantich.forecast.single import Single

    if name == "naive":
        return SeasonalNaive(origin=origin)
    method, wants = PEERS[name]
    return Single(name, method, tet and wants, origin)
