"""What differs between two sets of facts: figures that are new, gone, changed or relabelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from phantich.brief.model.facts import Fact

Kind = Literal["changed", "new", "gone", "relabelled"]
#: What may differ where the value is the same.
_LABELS: Final = ("status", "vintage", "source", "note", "rule", "inputs")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not the same on both sides; None on the side that lacks it."""

    kind: Kind
    before: Fact | None
    now: Fact | None

    @property
    def fact(self) -> Fact:
        """The figure as it is now; as it was where it is gone."""
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def size(self) -> float | None:
        """The value now less the value before, in the unit of both; None where there is none."""
        if self.before is None or self.now is None or self.before.unit != self.now.unit:
            return None
        # Decimal, so that 16.27 less 17.72 is -1.45 and not its binary neighbour.
        return float(Decimal(repr(self.now.value)) - Decimal(repr(self.before.value)))

    @property
    def percent(self) -> float | None:
        """The size in per cent of the value before; None where that is zero."""
        if self.size is None or self.before is None or not self.before.value:
            return None
        return 100 * self.size / abs(self.before.value)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what differs in a figure that stands on both sides."""
        before, now = self.before, self.now
        if before is None or now is None:
            return ()
        names = ("value", "unit", *_LABELS)
        return tuple(name for name in names if getattr(before, name) != getattr(now, name))


def differences(before: Mapping[str, Fact], now: Mapping[str, Fact]) -> Iterator[Difference]:
    """Figures of `now` that are new or other than in `before`, in their order; then those gone.

    A figure is the same when its id is the same. It is changed when its value or unit is another
    one, and relabelled when only status, vintage, source, note or rule is. Values are compared
    exactly.
    """
    for key, fact in now.items():
        was = before.get(key)
        if was is None:
            yield Difference("new", None, fact)
        elif (was.value, was.unit) != (fact.value, fact.unit):
            yield Difference("changed", was, fact)
        elif any(getattr(was, name) != getattr(fact, name) for name in _LABELS):
            yield Difference("relabelled", was, fact)
    for key, fact in before.items():
        if key not in now:
            yield Difference("gone", fact, None)
