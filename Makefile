# Everything runs in .venv, which is made from requirements.lock the first time it is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# One numeric thread per process: twice as fast in parallel, and reproducible.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export PYTHONHASHSEED := 0
export MPLBACKEND := Agg
JOBS ?= 2

.PHONY: help brief test check check-fast static lab bench bench-forecast bench-warning lock environment clean

help:
	@echo "make brief           render the briefs of the newest month from the bundled data"
	@echo "make test            run every check and the whole test suite"
	@echo "make check           the same as make test"
	@echo "make check-fast      run every check and the quick tests"
	@echo "make lab             open JupyterLab on this machine only, with the start notebook"
	@echo "make bench           print the benchmark tables"
	@echo "make bench-forecast  print forecasts beside those of other packages"
	@echo "make bench-warning   print the table of the early warning, beside peers"
	@echo "make lock            resolve requirements.lock anew"
	@echo "make environment     write environment.yml from pyproject.toml"
	@echo "make clean           remove .venv and the caches"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "phantich needs Python 3.11 or newer; name one with make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -c 'from phantich.runs.kernels import install; install()'
	@touch $@

brief: $(READY)
	$(BIN)/phantich run --city haiphong,cantho,vietnam --month latest

static: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: static
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --nbval-lax

check: test

check-fast: static
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile -m "not slow and not browser and not office" tests src

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 --ServerApp.root_dir="$(CURDIR)" notebooks/start.ipynb

bench: $(READY)
	@for script in $(filter-out benchmarks/warning_peers.py,$(wildcard benchmarks/*.py)); do echo; $(BIN)/python $$script || exit 1; done

bench-forecast: $(READY)
	$(BIN)/python benchmarks/forecast.py
	$(BIN)/python benchmarks/odds.py

bench-warning: $(READY)
	$(BIN)/python benchmarks/warning.py --halves --speed 10000
	$(BIN)/python benchmarks/warning_rules.py

lock: $(READY)
	$(BIN)/python tools/lock.py

environment: $(READY)
	$(BIN)/python tools/environment.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
