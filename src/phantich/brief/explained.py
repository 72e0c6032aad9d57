"""One flag in depth, as a notebook opens it: the record, its own past judged alike, a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from phantich.brief.content import LATEST, find_group, newest_month
from phantich.catalog import SetId, indicator_set
from phantich.errors import UsageError
from phantich.language import Language
from phantich.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from phantich.warning.flag import Flag

#: Months that are judged again, each with its own past only.
MONTHS: Final = 36
_FIELDS: Final = (
    "rule", "version", "severity", "state", "direction", "period", "observed", "expected", "lo",
    "hi", "score", "p_value", "q_value", "effect", "effect_pct", "cause", "legal_source", "vintage",
)  # fmt: skip


class Drawing:
    """A figure that a notebook shows whatever its backend is."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def _repr_svg_(self) -> str:
        import io

        written = io.StringIO()
        self.figure.savefig(written, format="svg", metadata={"Date": None})
        return written.getvalue()


class Explained:
    """The flags of a group and month, and everything behind one of them.

    Examples
    --------
    >>> told = Explained.open("haiphong", "HP.A.X", "2026-10")      # doctest: +SKIP
    >>> print(told.text("vi"))                                      # doctest: +SKIP
    """

    def __init__(self, flags: Sequence[Flag], chosen: Flag | None, series: pd.Series) -> None:
        self.found, self.flag, self.series = list(flags), chosen, series

    @classmethod
    def open(
        cls,
        city: SetId,
        group: str,
        month: str = LATEST,
        *,
        flag: str = "",
        as_of: str | None = None,
        store: str | None = None,
    ) -> Self:
        """Screen a group and take the flag whose id begins with `flag`; the gravest by default.

        Raises
        ------
        UsageError
            When no flag of the month begins so.
        """
        from phantich.warning.group import screen_group

        catalogue = indicator_set(city)
        _, found = find_group(catalogue, group)
        source = Store(store)
        try:
            codes = [indicator.code for indicator in found.indicators]
            if month == LATEST:
                month = newest_month(source, codes, catalogue.area, as_of) or month
            flags = screen_group(source, found.indicators, catalogue.area, month, as_of).flags
            chosen = _chosen(flags, flag)
            return cls(flags, chosen, _series(source, chosen, as_of))
        finally:
            source.close()

    def flags(self, lang: Language = "vi") -> pd.DataFrame:
        """The open flags of the month, gravest first."""
        import pandas as pd

        rows = [(f.flag_id, f.severity, f.rule, f.period, _text(f, lang)) for f in self.found]
        return pd.DataFrame(rows, columns=["id", "severity", "rule", "period", "text"])

    def text(self, lang: Language = "vi") -> str:
        """The sentence of the flag; that nothing was found where nothing was."""
        if self.flag is None:
            return "Không có cảnh báo nào." if lang == "vi" else "No flag was found."
        return _text(self.flag, lang)

    def record(self) -> pd.Series:
        """Every number that the flag rests on, the evidence last."""
        import pandas as pd

        if self.flag is None:
            return pd.Series(dtype=object)
        told = {name: getattr(self.flag, name) for name in _FIELDS}
        return pd.Series({**told, **self.flag.evidence}, name=self.flag.flag_id, dtype=object)

    def past(self) -> pd.DataFrame:
        """The series' last three years judged alike, each month with its own past only.

        Columns ``ds, y, expected, lo, hi, p_value``; empty for rules that judge no monthly series.
        """
        import pandas as pd

        from phantich.catalog.breaks import break_months
        from phantich.warning.counts import judge_counts
        from phantich.warning.intake import read_grid
        from phantich.warning.screen import rows, screen

        modelled = {"residual", "sustained", "counts"}
        if self.flag is None or self.flag.rule not in modelled or self.flag.frequency != "M":
            return pd.DataFrame(columns=["ds", "y", "expected", "lo", "hi", "p_value"])
        table = self.series.rename("y").rename_axis("ds").reset_index()
        table["unique_id"] = self.flag.series
        breaks = break_months(self.flag.area)
        if self.flag.rule == "counts":
            found = judge_counts(table, MONTHS, breaks)
        else:
            found = rows(screen(read_grid(table, "M"), MONTHS, breaks=breaks))
        return found[["ds", "y", "expected", "lo", "hi", "p_value"]]

    def same_month(self) -> pd.Series:
        """The figure of the flag's month in each year."""
        if self.flag is None or self.flag.frequency != "M":
            return self.series.iloc[:0]
        import pandas as pd

        months = pd.DatetimeIndex(self.series.index).month
        same: pd.Series = self.series[months == int(self.flag.period[5:7])]
        return same

    def chart(self, lang: Language = "vi") -> Drawing:
        """Figures of the last three years in the range in which each was expected."""
        from matplotlib.figure import Figure as Drawn

        figure = Drawn(figsize=(8, 3.6), layout="constrained")
        axes = figure.add_subplot()
        past = self.past()
        usual = "mức thường thấy" if lang == "vi" else "usual range"
        axes.spines[["top", "right"]].set_visible(False)
        if len(past):
            axes.fill_between(past["ds"], past["lo"], past["hi"], alpha=0.2, label=usual)
            axes.plot(past["ds"], past["y"], color="black", linewidth=1.2)
        else:
            axes.plot(self.series.index[-MONTHS:], self.series.iloc[-MONTHS:], color="black")
        self._mark(axes, past)
        axes.set_title(self._name(lang), loc="left", fontsize=10)
        return Drawing(figure)

    def _name(self, lang: Language) -> str:
        """What is drawn, with its unit."""
        if self.flag is None:
            return ""
        name = self.flag.name_vi if lang == "vi" else self.flag.name_en
        return f"{name} ({self.flag.unit})"

    def _mark(self, axes: object, past: pd.DataFrame) -> None:
        if self.flag is None or not len(past):
            return
        here = past[past["ds"].dt.strftime("%Y-%m") == self.flag.period]
        axes.plot(here["ds"], here["y"], "s", color="#c0392b", label=self.flag.severity)  # type: ignore[attr-defined]
        axes.legend(loc="best", frameon=False, fontsize=8)  # type: ignore[attr-defined]


def _text(flag: Flag, lang: Language) -> str:
    return flag.text_vi if lang == "vi" else flag.text_en


def _chosen(flags: Sequence[Flag], wanted: str) -> Flag | None:
    """The flag of that id; else the gravest, one that judges a monthly series before others."""
    if wanted:
        for flag in flags:
            if flag.flag_id.startswith(wanted):
                return flag
        known = ", ".join(flag.flag_id for flag in flags) or "none"
        raise UsageError(f"no flag {wanted!r} in the month; there are {known}")
    modelled = {"residual", "sustained", "counts"}
    monthly = [f for f in flags if f.rule in modelled and f.frequency == "M"]
    return next(iter([*monthly, *flags]), None)


def _series(store: Store, flag: Flag | None, as_of: str | None) -> pd.Series:
    """The figures of the flag's series up to its period, by date."""
    import pandas as pd

    from phantich.observations import is_simulated
    from phantich.warning.order import ending

    if flag is None:
        return pd.Series(dtype=float, index=pd.DatetimeIndex([]))
    measure = flag.series.rpartition("|")[2]
    frame = store.query(
        flag.indicator, component=flag.component, item=flag.item, area=flag.area, measure=measure,
        frequency=flag.frequency, as_of=as_of,
    )  # fmt: skip
    frame = frame[frame["period"] <= flag.period].sort_values("period")
    if len(frame):
        origin = frame["source"].map(is_simulated)
        frame = frame[origin == origin.iloc[-1]]
    if flag.frequency in "QSAC":
        texts = frame["period"].map(lambda period: f"{ending(period)[:7]}-01")
    else:
        texts = frame["period"].where(frame["period"].str.len() != 13, frame["period"] + ":00")
    days = pd.DatetimeIndex(pd.to_datetime(texts, format="ISO8601"))
    return pd.Series(frame["value"].to_numpy(float), index=days, name=flag.series)
