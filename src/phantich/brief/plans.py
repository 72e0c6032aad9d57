"""What plans are called: budgets have estimates («dự toán»), everything else has plans."""

from __future__ import annotations

from typing import Final

from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: Shares of a plan, in the order in which a sentence tells them.
SHARES: Final = ("pct_plan:council", "pct_plan:central", "pct_plan", "pct_plan:scenario")
#: Breakdowns of what a budget law estimates.
_BUDGET: Final = frozenset({"revenue_items", "expenditure_items", "tax_items"})
_GIVERS: Final[dict[str, tuple[str, str]]] = {
    "council": (" Hội đồng nhân dân thành phố giao", " assigned by the People's Council"),
    "central": (" Trung ương giao", " assigned centrally"),
}
_SHORT_GIVERS: Final[dict[str, tuple[str, str]]] = {
    "council": (" HĐND giao", ", People's Council"),
    "central": (" Trung ương giao", ", central"),
}
_SCENARIO: Final = text("kịch bản tăng trưởng", "the growth scenario")


def plan_name(subject: Subject, measure: str) -> Text:
    """The plan of a measure inside a sentence: «dự toán năm Trung ương giao».

    `measure` is a plan or a share of one; what stands behind the colon says whose it is.
    """
    giver = measure.partition(":")[2]
    if giver == "scenario":
        return _SCENARIO
    vi, en = _GIVERS.get(giver, ("", ""))
    word_vi, word_en = _word(subject)
    return text(f"{word_vi} năm{vi}", f"the annual {word_en}{en}")


def plan_head(subject: Subject, measure: str) -> Text:
    """The same as the head of a column: «Dự toán năm HĐND giao»."""
    vi, en = _SHORT_GIVERS.get(measure.partition(":")[2], ("", ""))
    word_vi, word_en = _word(subject)
    return text(f"{word_vi.capitalize()} năm{vi}", f"Annual {word_en}{en}")


def plan_share(subject: Subject) -> Fact | None:
    """The month's share of the first plan that there is one of."""
    return subject.first_fact(*SHARES)


def _word(subject: Subject) -> tuple[str, str]:
    budget = _BUDGET & set(subject.main.breakdowns)
    return ("dự toán", "estimate") if budget else ("kế hoạch", "plan")
