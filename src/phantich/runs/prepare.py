"""Making the store from the bundled data, so that a fresh checkout has figures to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
