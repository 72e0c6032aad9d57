"""Dots are seen in drawings and in pictures alike."""

from __future__ import annotations

import io
import math

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from phantich.brief.charts.raster import png
from phantich.brief.charts.style import svg
from phantich.brief.charts.swarm import dots


def test_a_dot_alone_is_round() -> None:
    figure = Figure(figsize=(1, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    dots(axes, [(107.3, 20.1)], 8, "#0b4a7f")
    axes.margins(0.5)
    dark = np.asarray(Image.open(io.BytesIO(png(figure, 144))).convert("L")) < 128
    assert (dark.any(axis=0).sum(), dark.any(axis=1).sum()) == (16, 16)


def test_every_dot_is_drawn_in_svg_and_png() -> None:
    figure = Figure(figsize=(4, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 1)
    axes.set_axis_off()
    dots(axes, [(2, 0.5), (5, 0.5), (8, 0.5)], 8, "#0b4a7f")
    assert svg(figure).count("h0") == 3
    picture = np.asarray(Image.open(io.BytesIO(png(figure, 144))).convert("L"))
    dark = picture < 128
    # Eight points are sixteen pixels at 144 dots an inch.
    assert abs(dark.sum() - 3 * math.pi * 8**2) < 60
    assert [dark[:, x].any() for x in (115, 200, 288, 375, 461)] == [True, False, True, False, True]
