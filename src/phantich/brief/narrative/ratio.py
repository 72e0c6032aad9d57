"""Ratios: disbursement, dossiers on time, poverty; numerator and denominator, changes in points."""

from __future__ import annotations

from phantich.brief import figures
from phantich.brief.derived.turns import main_parts
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative import localities
from phantich.brief.narrative.caveats import without_before
from phantich.brief.narrative.extremes import extreme, own_territory
from phantich.brief.narrative.parts import label
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.turns import both, changes, compared, differs, named
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, sentence, text

#: Parts that are named at each end.
_NAMED = 2


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a ratio."""
    bodies = [
        lead(subject),
        gap_told(subject),
        ends(subject),
        _since(subject),
        localities.told(subject),
        without_before(subject),
        revision(subject),
    ]
    return [sentence(body) for body in bodies if body]


def lead(subject: Subject) -> Text:
    """«Tỷ lệ giải ngân tháng 10 năm 2026 đạt 71,2% (7.120/10.000 tỷ đồng), tăng …»."""
    level = subject.fact("level")
    told = [(m, differs(subject, m)) for m in ("change_before", "change_year")]
    moves = changes(subject, told)
    moves = moves or both(compared(subject, "mom", 1), compared(subject, "yoy", 1))
    if level is None:
        return text("{n} {c}", "{n} was {c}", n=named(subject), c=moves) if moves else Text()
    good = subject.main.direction == "good"
    estimate = level.status == "E"
    verb = "ước đạt" if good and estimate else "đạt" if good else "ước là" if estimate else "là"
    body = text(
        f"{{name}} {verb} {{value}}{{made}}",
        f"{{name}} was {'an estimated ' if estimate else ''}{{value}}{{made}}",
        name=named(subject),
        value=figures.amount(level, 2),
        made=made_of(subject),
    )
    return join([body, moves])


def made_of(subject: Subject) -> Text:
    """« (7.120/10.000 tỷ đồng)», where numerator and denominator are known in one unit."""
    main = subject.main
    if not (main.numerator and main.denominator):
        return Text()
    below, ratio = subject.part(main.denominator), subject.fact("level")
    if below is None or ratio is None or below.value <= 0:
        return Text()
    above = numerator_of(subject)
    if above is None:
        return Text()
    vi = en = " ({a}/{b})"
    return text(vi, en, a=figures.index_of(above), b=figures.amount(below))


def numerator_of(subject: Subject, item: str | None = None) -> Fact | None:
    """The side over the denominator that gives the ratio: of the period, or of the year to date."""
    main = subject.main
    below, ratio = subject.part(main.denominator, item=item), subject.fact("level", item)
    if below is None or ratio is None or below.value <= 0:
        return None
    sides = (subject.part(main.numerator, measure, item=item) for measure in ("level", "ytd"))
    return next((f for f in sides if f is not None and _makes(f, below, ratio)), None)


def _makes(above: Fact, below: Fact, ratio: Fact) -> bool:
    """Whether the two sides give the ratio as it is told, in one unit."""
    return above.unit == below.unit and abs(100 * above.value / below.value - ratio.value) < 0.06


def ends(subject: Subject) -> Text:
    """The parts that stand highest and lowest, where there are at least four."""
    own = main_parts(list(subject.items))
    found = [(i, f) for i in own if (f := subject.fact("level", i.name))]
    if len(found) < 2 * _NAMED:
        return Text()
    ranked = sorted(found, key=lambda pair: (-pair[1].value, pair[0].name))
    top = [_one(*pair) for pair in ranked[:_NAMED]]
    bottom = [_one(*pair) for pair in reversed(ranked[-_NAMED:])]
    return text(
        "cao nhất là {a}; thấp nhất là {b}",
        "highest: {a}; lowest: {b}",
        a=listing(top, ", ", ", "),
        b=listing(bottom, ", ", ", "),
    )


def _one(item: Item, fact: Fact) -> Text:
    return text("{n} ({v})", "{n} ({v})", n=label(item), v=figures.amount(fact, 2))


def _since(subject: Subject) -> Text:
    history = own_territory(subject, subject.series("level"))
    if subject.fact("level") is None or not history:
        return Text()
    return extreme(history, "đây là mức", "this level")
