"""Marks of early warning: a sign on the figure that was flagged, by how grave it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from phantich.brief import periods
from phantich.brief.charts import style
from phantich.brief.charts.model import Chart
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.model.flags import Flag, Severity
from phantich.brief.text import Text, join, literal, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Sign:
    """How a severity is drawn, and the word for it; shapes differ, since colour is never alone."""

    marker: str
    filled: bool
    size: float
    shape: Text
    word: Text


#: Least grave first: a hollow triangle, a hollow diamond, a filled square.
SIGNS: Final[dict[Severity, Sign]] = {
    "watch": Sign("^", False, 7.5, text("tam giác rỗng", "hollow triangle"),
                  text("theo dõi", "watch")),
    "warning": Sign("D", False, 6.5, text("hình thoi rỗng", "hollow diamond"),
                    text("cảnh báo", "warning")),
    "alarm": Sign("s", True, 6.5, text("hình vuông đặc", "filled square"),
                  text("nghiêm trọng", "serious")),
}  # fmt: skip
_ORDER: Final[tuple[Severity, ...]] = ("watch", "warning", "alarm")


def gravest(flags: Iterable[Flag]) -> dict[str, Severity]:
    """Ids of the flagged facts with the gravest severity that they were flagged with.

    Examples
    --------
    >>> from phantich.brief.model.flags import Flag
    >>> from phantich.brief.text import literal
    >>> given = dict(indicator="HP.A.I.1", component="cpi", says=literal("x", "x"))
    >>> gravest([Flag(severity="watch", facts=("a", "b"), **given),
    ...          Flag(severity="alarm", facts=("b",), **given)])
    {'a': 'watch', 'b': 'alarm'}
    """
    found: dict[str, Severity] = {}
    for flag in flags:
        for key in flag.facts:
            known = found.get(key, flag.severity)
            found[key] = max(known, flag.severity, key=_ORDER.index)
    return found


def mark(axes: Axes, x: float, y: float, severity: Severity, lift: float = 0.0) -> None:
    """The sign on a point, red, or so many points above it; what is hollow lets it be seen.

    The mark's group id is ``flag-<severity>``, so that a test can find it.
    """
    from matplotlib.transforms import ScaledTranslation

    sign = SIGNS[severity]
    figure = axes.get_figure()
    assert figure is not None
    axes.plot(
        [x],
        [y],
        marker=sign.marker,
        markersize=sign.size,
        markerfacecolor=style.RED if sign.filled else "none",
        markeredgecolor=style.RED,
        markeredgewidth=1.7,
        linestyle="none",
        zorder=6,
        gid=f"flag-{severity}",
        clip_on=False,
        transform=axes.transData + ScaledTranslation(0, lift / 72, figure.dpi_scale_trans),
    )


def point(target: Canvas, axes: Axes, x: float, y: float, fact: Fact, lift: float = 0.0) -> None:
    """The sign on the figure if early warning found it; see `Chart.flags`."""
    severity = target.flags.get(fact.id)
    if severity is not None:
        mark(axes, x, y, severity, lift)


#: Points above the top of a column, and above one that carries its number.
ABOVE: Final = 6.0
OVER_NUMBER: Final = 18.0


def with_signs(chart: Chart, flags: Mapping[str, Severity], facts: Mapping[str, Fact]) -> Chart:
    """The chart with signs on the points that were flagged; its words say what they are."""
    own = {key: flags[key] for key in chart.points if key in flags}
    if not own:
        return chart
    names = {key: periods.name(facts[key].period) for key in own}
    return replace(
        chart,
        flags=own,
        subtitle=join([chart.subtitle, legend(own.values())], "; "),
        alt=chart.alt + text(" {t}.", " {t}.", t=told(own, names)),
    )


def legend(severities: Iterable[Severity]) -> Text:
    """What the signs say, for a subtitle: «dấu đỏ: theo dõi (tam giác rỗng)».

    Examples
    --------
    >>> legend(["alarm", "watch", "watch"]).plain()
    'dấu đỏ: theo dõi (tam giác rỗng), nghiêm trọng (hình vuông đặc)'
    >>> legend([]).plain()
    ''
    """
    given = set(severities)
    told = [
        text("{w} ({s})", "{w} ({s})", w=SIGNS[name].word, s=SIGNS[name].shape)
        for name in _ORDER
        if name in given
    ]
    return literal("dấu đỏ: ", "red marks: ") + join(told) if told else Text()


def told(flagged: Mapping[str, Severity], names: Mapping[str, Text]) -> Text:
    """The flagged figures for an alternative text: «cảnh báo: tháng 10 năm 2026».

    `names` says by id how a figure is called.
    """
    parts = [
        text("{w}: {n}", "{w}: {n}", w=SIGNS[severity].word, n=names[key])
        for key, severity in flagged.items()
        if key in names
    ]
    return join(parts, "; ")
