"""Resolve requirements.lock anew: every dependency, for every platform, hashed, without addresses.

Run with `make lock`; needs `uv` on the PATH.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [
    "uv",
    "pip",
    "compile",
    "pyproject.toml",
    "--all-extras",
    "--group=dev",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
    "--output-file=requirements.lock",
]

if __name__ == "__main__":
    subprocess.run(COMMAND, cwd=ROOT, check=True)
