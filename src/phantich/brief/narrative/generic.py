"""What has no figures yet and why, what is old, and a sober sentence where nothing else fits."""

from __future__ import annotations

from collections.abc import Sequence

from phantich.brief import figures, periods, timeliness
from phantich.brief.agencies import agencies_of
from phantich.brief.model.facts import Fact
from phantich.brief.narrative.turns import both, compared, inside, named, on_before
from phantich.brief.sources import day
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, sentence, text
from phantich.catalog import find_indicator


def paragraph(subject: Subject) -> list[Text]:
    """Whatever measure there is of the whole, with its comparisons, and the year to date."""
    bodies = [body for body in (_period(subject), _to_date(subject)) if body]
    return [sentence(body) for body in bodies] or [sentence(_parts_only(subject))]


def _period(subject: Subject) -> Text:
    changes = both(on_before(subject), compared(subject, "yoy", 1))
    level = subject.fact("level")
    if level is not None:
        vi, en = "{n}: {x}{v}", "{n}: {x}{v}"
        x, value = figures.estimated(level), figures.amount(level, 2)
        return join([text(vi, en, n=named(subject), x=x, v=value), changes])
    if not changes:
        return Text()
    return text("{n} {c}", "{n} was {c}", n=named(subject), c=changes)


def _to_date(subject: Subject) -> Text:
    done = subject.fact("ytd")
    if done is None:
        return Text()
    span, value = periods.span(subject.period), figures.amount(done, 2)
    body = text("lũy kế {s}: {v}", "{s}: {v}", s=span, v=value)
    return join([body, compared(subject, "ytd_yoy", 1)])


def _parts_only(subject: Subject) -> Text:
    """Figures of the parts without one of the whole."""
    vi = "{n}: có số liệu theo từng chỉ tiêu, xem bảng"
    return text(vi, "{n}: figures by item, see the table", n=named(subject))


def age(subject: Subject) -> list[Text]:
    """That the figure told is older than the one that is due."""
    old = [c for c in subject.components if c.old]
    if not old:
        return []
    wanted = timeliness.due(periods.frequency(subject.period), subject.month)
    vi, en = "chưa có số liệu {p}", "figures of {p} are not there yet"
    return [sentence(text(vi, en, p=periods.name(wanted)))]


def missing(subjects: Sequence[Subject]) -> list[Text]:
    """That the month has no figures of the subjects, why, whose they are, and what is newest."""
    told = _documents([s for s in subjects if s.main.why is not None])
    late = [s for s in subjects if s.main.why is None]
    if not late:
        return told
    names = [late[0].name, *(inside(s.name) for s in late[1:])]
    newest = max((s.newest for s in late if s.newest), key=periods.end, default="")
    month = late[0].month
    letter = periods.frequency(newest) if newest else "M"
    wanted = timeliness.due(letter, month) if letter in "QSAC" else month
    body = text(
        "{names}: chưa có số liệu {month}",
        "{names}: no figures for {month} yet",
        names=listing(names),
        month=periods.name(wanted),
    )
    if newest:
        value = next((f for s in late if (f := _newest(s, newest)) is not None), None)
        shown = Text()
        if value is not None and len(late) == 1:
            shown = text(" ({v})", " ({v})", v=figures.amount(value, 2))
        vi, en = "; số liệu mới nhất là của {p}{v}", "; the newest are those of {p}{v}"
        body += text(vi, en, p=periods.name(newest), v=shown)
    return [*told, sentence(body), *_awaited(late[0])]


def _awaited(subject: Subject) -> list[Text]:
    """From whom the figures are awaited, and how late they are where a date is known."""
    content = subject.view.content
    code = subject.codes[0]
    names = [literal(a.vi, a.en) for a in agencies_of(find_indicator(code))]
    if not names:
        return []
    body = text("cơ quan cung cấp: {a}", "awaited from: {a}", a=join(names, "; "))
    report = next((r for r in content.reports if r.indicator == code), None)
    if report is None:
        return [sentence(body)]
    due = literal(f"hạn báo cáo {day(report.due, 'vi')}", f"due {day(report.due, 'en')}")
    delay = Text()
    if report.late:
        late = figures.count(content.fact(report.late))
        delay = text("đã chậm {n} ngày", "{n} days late", n=late)
    return [sentence(join([body, due, delay]))]


def _newest(subject: Subject, period: str) -> Fact | None:
    return subject.fact("level", period=period) or subject.fact("ytd", period=period)


def _documents(subjects: Sequence[Subject]) -> list[Text]:
    """What is no series: the reason once for all that share it, and when the newest came."""
    by_reason: dict[str, list[Subject]] = {}
    for subject in subjects:
        assert subject.main.why is not None
        by_reason.setdefault(subject.main.why.vi, []).append(subject)
    told = []
    for own in by_reason.values():
        why = own[0].main.why
        assert why is not None
        body = text(
            "{names}: {why}; {month} chưa nhận được tài liệu nào",
            "{names}: {why}; nothing was received for {month}",
            names=listing([own[0].name, *(inside(s.name) for s in own[1:])]),
            why=literal(why.vi, why.en),
            month=periods.name(own[0].month),
        )
        newest = max((s.newest for s in own if s.newest), key=periods.end, default="")
        if newest:
            vi, en = ", gần nhất là {p}", ", the newest is of {p}"
            body += text(vi, en, p=periods.name(newest))
        told.append(sentence(body))
    return told
