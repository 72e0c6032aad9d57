"""Property tests without a stopwatch: a machine with other work beside them is slow at times."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "steady",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")),
)
settings.load_profile("steady")
