"""Mutation test of the measures: are wrong formulae noticed by the tests?

Runs mutmut in a throw-away copy of the package, module by module, and prints the share of mutants
that the tests kill. A mutant that makes a test hang counts as killed; one that no test reaches
counts as survived.

    python tools/mutation.py                  all modules of src/phantich/measures
    python tools/mutation.py flows weights    some of them
    python tools/mutation.py --show flows     and the survivors as diffs
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURES = ROOT / "src" / "phantich" / "measures"
#: Exit codes of a test run against a mutant, as mutmut stores them.
KILLED = {1, 3, 36, -24, 24, 152, 255, -9}
SURVIVED = {0, 5, 33}
CONFIG = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = ["tests", "docs"]
pytest_add_cli_args = ["-q", "-p", "no:cacheprovider", "-m", "not shared"]
pytest_add_cli_args_test_selection = ["tests/measures"]

[tool.pytest.ini_options]
addopts = ["--import-mode=importlib"]
markers = ["slow", "shared", "browser", "office"]
"""


def main() -> int:
    """Run and print the table; exit code 1 below the wanted score."""
    options = _options()
    names = options.modules or sorted(p.stem for p in MEASURES.glob("*.py") if p.stem != "__init__")
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        work = Path(folder)
        _prepare(work, names)
        environment = os.environ | {"HYPOTHESIS_EXAMPLES": str(options.examples), "CI": "1"}
        mutmut = [str(Path(sys.executable).with_name("mutmut"))]
        command = [*mutmut, "run", "--max-children", str(options.jobs)]
        done = subprocess.run(
            command, cwd=work, env=environment, text=True, capture_output=True, check=False
        )
        verdicts = _verdicts(work)
        if None in verdicts.values() or not verdicts:
            sys.stderr.write(done.stdout[-3000:] + done.stderr[-3000:])
            return 1
        score = _table(verdicts)
        if options.show:
            _show(work, mutmut, verdicts)
    _say(f"mutation score {score:.1f} %")
    return 0 if score >= options.least else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutation score of the measures.")
    parser.add_argument("modules", nargs="*", help="names of modules in phantich.measures")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--examples", type=int, default=15, help="examples of each property")
    parser.add_argument("--least", type=float, default=90.0, help="score below which to fail")
    parser.add_argument("--show", action="store_true", help="print the survivors")
    return parser.parse_args()


def _prepare(work: Path, names: list[str]) -> None:
    shutil.copytree(ROOT / "src", work / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (work / "tests").mkdir()
    for name in ("__init__.py", "conftest.py"):
        shutil.copy(ROOT / "tests" / name, work / "tests")
    shutil.copytree(ROOT / "tests" / "measures", work / "tests" / "measures")
    (work / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "measures.md", work / "docs")
    modules = ", ".join(f'"src/phantich/measures/{name}.py"' for name in names)
    (work / "pyproject.toml").write_text(CONFIG.format(modules=modules), encoding="utf-8")


def _verdicts(work: Path) -> dict[str, int | None]:
    """Mutant → exit code of the tests against it."""
    found: dict[str, int | None] = {}
    for meta in (work / "mutants").rglob("*.py.meta"):
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def _table(verdicts: dict[str, int | None]) -> float:
    killed: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    for mutant, code in verdicts.items():
        module = mutant.split(".")[2]
        if code in KILLED:
            killed[module] += 1
        elif code in SURVIVED:
            survived[module] += 1
        else:
            sys.stderr.write(f"not judged: {mutant} (exit code {code})\n")
    _say(f"{'module':<16}{'mutants':>8}{'killed':>8}{'score':>8}")
    for module in sorted(killed.keys() | survived.keys()):
        count = killed[module] + survived[module]
        _say(f"{module:<16}{count:>8}{killed[module]:>8}{100 * killed[module] / count:>7.1f}%")
    total = killed.total() + survived.total()
    _say(f"{'all':<16}{total:>8}{killed.total():>8}")
    return 100 * killed.total() / total if total else 0.0


def _show(work: Path, mutmut: list[str], verdicts: dict[str, int | None]) -> None:
    for mutant in sorted(name for name, code in verdicts.items() if code in SURVIVED):
        shown = subprocess.run(
            [*mutmut, "show", mutant], cwd=work, text=True, capture_output=True, check=False
        )
        changed = re.findall(r"^[-+](?![-+]).*$", shown.stdout, flags=re.MULTILINE)
        _say("\n  ".join([mutant, *changed]))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
