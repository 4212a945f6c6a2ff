# make run    set up .venv, then watch which files a real command opens, in the box
# make test   set up .venv, then run all tests
# make check  formatting, lint, types
# make bench  the measurements of docs/BENCHMARKS.md

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run test check bench clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	$(BIN)/beebox opensnoop -- $(BIN)/python -c 'import json'

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py

bench: $(VENV)/.run
	$(BIN)/python -m bench

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "beebox needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	    echo "no venv: install it (Debian: apt-get install python3-venv) and try again"; exit 1; }

$(VENV)/.run: $(VENV)/pyvenv.cfg pyproject.toml
	@echo "installing beebox and what it needs (LLVM comes as a wheel of 60 MB) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "installing what the tests need ..."
	@$(PIP) --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
