"""Places of axes: room for the words around them, the same sizes, and no second measurement."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.brief.charts.labels import cut
from phantich.brief.charts.layout import spans
from phantich.brief.charts.measuring import settle
from phantich.brief.charts.raster import png
from phantich.brief.charts.style import canvas

_ROOM = st.tuples(st.floats(0, 40), st.floats(0, 40))


@given(st.lists(_ROOM, min_size=1, max_size=4), st.floats(0, 6))
def test_columns_share_what_their_margins_leave(margins: list[Any], pad: float) -> None:
    placed = spans(margins, [1.0] * len(margins), 700.0, pad)
    widths = [end - start for start, end in placed]
    assert all(width == pytest.approx(widths[0]) for width in widths)
    at = 0.0
    for (before, after), (start, end) in zip(margins, placed, strict=True):
        assert start == pytest.approx(at + pad + before)
        at = end + after + pad
    # 4 columns with 80 points of margins and 12 of padding leave more than the least share.
    assert at == pytest.approx(700.0)


def test_panels_are_of_one_size_and_no_word_is_cut() -> None:
    with canvas("vi", "wide", 3.0) as target:
        grid = target.grid(3, 2)
        grid[0].set_ylabel("Tỷ lệ, %")
        grid[2].set_xticks([0.0, 1.0], ["tháng 10 năm 2025", "tháng 10 năm 2026"])
        settle(target.figure)
        places = [axes.get_position() for axes in grid]
        assert cut(target.figure) == []
    assert len({(round(p.width, 6), round(p.height, 6)) for p in places}) == 1
    assert places[0].y0 > places[2].y1
    assert places[1].x0 > places[0].x1


def test_a_picture_is_white_where_nothing_is_drawn() -> None:
    from io import BytesIO

    from PIL import Image

    with canvas("vi", "wide", 1.0) as target:
        target.axes.plot([0, 1], [0, 1])
        picture = Image.open(BytesIO(png(target.figure, 200)))
    assert picture.size == (1440, 200)
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_letters_of_a_picture_stand_where_they_were_laid_out() -> None:
    """Ink lies in the box of the words and nowhere else; what reaches over the edge is cut."""
    from io import BytesIO

    import numpy as np
    from PIL import Image

    from phantich.brief.charts.block import box

    with canvas("vi", "wide", 1.0) as target:
        target.axes.set_axis_off()
        text = target.figure.text(0.4, 0.5, "Số 1.234", fontsize=12, color="#000000")
        target.figure.text(0.99, 0.99, "ngoài mép", color="#ffffff")
        pixels = np.asarray(Image.open(BytesIO(png(target.figure, 200))).convert("L"))
        x0, y0, x1, y1 = box(text, 200)
    rows, columns = np.nonzero(pixels < 128)
    assert 0 <= columns.min() - x0 < 6
    assert 0 <= x1 - columns.max() < 6
    assert 200 - y1 <= rows.min() + 1
    assert rows.max() - 1 <= 200 - y0
