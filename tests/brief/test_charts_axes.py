"""Light axes and blocks of words: what they draw stands where matplotlib itself puts it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from phantich.brief.charts.axes import LightAxes
from phantich.brief.charts.block import block_of, box, seen
from phantich.brief.charts.measuring import Ruler, ruler
from phantich.brief.charts.style import _RC

_WORDS = st.text("AbcgjpqyÝƠữộđ1234567890,.%−– ", min_size=1, max_size=12)
_LOOK = st.fixed_dictionaries(
    {
        "ha": st.sampled_from(["left", "center", "right"]),
        "va": st.sampled_from(["top", "center", "bottom", "baseline", "center_baseline"]),
        "fontsize": st.sampled_from([7, 8.5, 11]),
        "fontweight": st.sampled_from(["normal", "bold"]),
        "linespacing": st.sampled_from([None, 1.25, 1.35]),
    }
)


class _Heard(Ruler):
    """Keeps what is to be written where."""

    def __init__(self) -> None:
        super().__init__(72)
        self.texts: list[tuple[str, float, float]] = []

    def flipy(self) -> bool:
        """Upwards."""
        return False

    def draw_text(self, _: Any, x: float, y: float, s: str, *__: Any, **___: Any) -> None:
        """Keep the words and their place."""
        if s:
            self.texts.append((s, round(x, 6), round(y, 6)))


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=3), _LOOK)
def test_words_stand_where_matplotlib_puts_them(lines: list[str], look: dict[str, Any]) -> None:
    with rc_context(_RC):
        figure = Figure(figsize=(4, 2), dpi=72)
        text = figure.text(0.5, 0.5, "\n".join(lines), **look)
        heard = _Heard()
        text.draw(heard)
        assert box(text, 72) == pytest.approx(text.get_window_extent(ruler(72)).extents)
    placed = [line for line in block_of(text).lines if line[0]]
    assert [line[0] for line in placed] == [line[0] for line in heard.texts]
    for (_, right, up), (_, x, y) in zip(placed, heard.texts, strict=True):
        assert (144 + right, 72 + up) == pytest.approx((x, y), abs=1e-5)


@pytest.mark.parametrize("where", ["data", "axes fraction", ("axes fraction", "data")])
@pytest.mark.parametrize("shift", [None, (4, -3)])
def test_a_note_stands_where_matplotlib_puts_it(where: Any, shift: Any) -> None:
    with rc_context(_RC):
        axes = Figure(figsize=(4, 2), dpi=72).add_subplot()
        moved = {} if shift is None else {"xytext": shift, "textcoords": "offset points"}
        note = axes.annotate("12,5%", (0.25, 0.75), xycoords=where, **moved)
        assert box(note, 72) == pytest.approx(note.get_window_extent(ruler(72)).extents)


def test_a_note_on_a_point_beyond_the_axes_is_seen_only_on_demand() -> None:
    axes = Figure().add_subplot()
    assert not seen(axes.annotate("a", (2, 2)))
    assert seen(axes.annotate("a", (2, 2), annotation_clip=False))
    assert seen(axes.annotate("a", (2, 2), xycoords="axes fraction"))


def _drawn(kind: type[Axes], set_up: Any) -> list[tuple[str, float, float]]:
    with rc_context(_RC):
        figure = Figure(figsize=(4, 2), dpi=72)
        axes = figure.add_axes((0.2, 0.2, 0.6, 0.6), axes_class=kind)
        set_up(axes)
        heard = _Heard()
        axes.draw(heard)
    return sorted(heard.texts)


def _numbers(axes: Axes) -> None:
    axes.set_xlim(3, 17)
    axes.set_ylim(-1, 250)
    axes.set_xlabel("Năm\n(tháng 10)", loc="left")
    axes.set_ylabel("%", rotation=0)


def _named(axes: Axes) -> None:
    axes.set_xticks([0, 1, 2], ["a", "b", "c"], fontsize=7.5)
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.set_yticks([])
    axes.set_xlim(-0.5, 1.5)
    axes.set_title("Tổng số", loc="left")


def _above(axes: Axes) -> None:
    axes.set_yticks([0, 1], ["hai\ndòng", "một"], fontsize=8)
    axes.xaxis.set_ticks_position("top")
    axes.tick_params(axis="x", length=0, labelsize=8)


def _off(axes: Axes) -> None:
    axes.text(0.5, 0.5, "1")
    axes.set_axis_off()


@pytest.mark.parametrize("set_up", [_numbers, _named, _above, _off])
def test_labels_of_axes_stand_where_matplotlib_puts_them(set_up: Any) -> None:
    assert _drawn(LightAxes, set_up) == _drawn(Axes, set_up)
