"""Pages in a browser: nothing cut off, nothing pale, nothing asked, on desktop and phone."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PAGES = ["HP.A.II.html", "HP.A.II.en.html", "index.html"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_and_can_be_read(look: Any, name: str, width: int) -> None:
    seen = look(name, width)
    assert seen["width"] == width
    assert seen["texts"] > 10
    assert seen["errors"] == []
    assert seen["asked"] == []
    assert seen["scroll"] <= seen["width"]
    assert seen["wide"] == []
    assert seen["pale"] == []
    assert all(natural > 100 for natural, _ in seen["pictures"])


def test_a_phone_gets_the_narrow_drawings(look: Any) -> None:
    wide = [size for _, size in look("HP.A.II.html", 1280)["pictures"]]
    narrow = [size for _, size in look("HP.A.II.html", 390)["pictures"]]
    assert len(wide) >= 3
    assert all(a != b for a, b in zip(wide, narrow, strict=True))


def test_a_page_prints(print_pdf: Any) -> None:
    printed = print_pdf("HP.A.II.html")
    assert printed.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 6
