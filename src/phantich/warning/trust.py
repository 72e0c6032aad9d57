"""How far a rule can be trusted: what people said of its flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from phantich.warning.flag import RULES, Flag, Rule, Verdict

#: A rule confirmed less often than this is demoted, once so many of its flags were judged.
TRUST: Final = 0.30
LEAST_JUDGED: Final = 10
#: Verdicts that confirm a flag; ``planned`` says nothing of the rule.
CONFIRMS: Final[frozenset[Verdict]] = frozenset({"true", "data_error"})
REFUTES: Final[frozenset[Verdict]] = frozenset({"false"})


@dataclass(frozen=True, slots=True)
class Precision:
    """What people said of a rule's flags."""

    rule: Rule
    flags: int
    confirmed: int
    refuted: int

    @property
    def share(self) -> float:
        """Confirmed of those that were judged; NaN before the first."""
        judged = self.confirmed + self.refuted
        return self.confirmed / judged if judged else float("nan")

    @property
    def demoted(self) -> bool:
        """Whether the rule's flags are only listed, not sent."""
        enough = self.confirmed + self.refuted >= LEAST_JUDGED
        return enough and self.share < TRUST


def precision(flags: Iterable[Flag]) -> list[Precision]:
    """What people said of each rule that has flags, in the order of the rules.

    Examples
    --------
    >>> flag = Flag(series="a", period="2026-09", frequency="M", rule="residual", version="1.0",
    ...     severity="watch")
    >>> [(one.rule, one.flags, one.share) for one in precision([flag])]
    [('residual', 1, nan)]
    """
    given, found = list(flags), []
    for rule in RULES:
        own = [flag for flag in given if flag.rule == rule]
        said = [flag.acknowledgement.verdict for flag in own if flag.acknowledgement]
        yes, no = sum(v in CONFIRMS for v in said), sum(v in REFUTES for v in said)
        if own:
            found.append(Precision(rule, len(own), yes, no))
    return found
