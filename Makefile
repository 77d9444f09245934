# Everything here works on a fresh machine with Python 3.11 or later and nothing else: the virtual
# environment is made by the first target that needs it, and again when pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test check bench mutants clean

help:
	@echo "make demo    decide the example order book; writes a report, a workbook and a picture to out/"
	@echo "make test    run the tests"
	@echo "make check   lint, format, types, import direction"
	@echo "make bench   run the benchmarks"
	@echo "make mutants mutation testing of what decides precedence and bands (some minutes)"
	@echo "make clean   remove what the targets made, save the virtual environment"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Licet needs Python 3.11 or later; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp-demo: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@echo "Installing Licet into $(VENV) …"
	@$(PIP) install -e '.[plot]'
	@touch $@

$(VENV)/.stamp-dev: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@echo "Installing Licet and its tools into $(VENV) …"
	@$(PIP) install -e '.[plot,bulk,documents,dev]'
	@$(PIP) install -e '.[exchange]' >/dev/null 2>&1 || echo "followthemoney is left out, and its one test: \
	it needs ICU and a C++ compiler (Debian: libicu-dev pkg-config g++)"
	@touch $@ $(VENV)/.stamp-demo

demo: $(VENV)/.stamp-demo
	@$(BIN)/python examples/demo.py

test: $(VENV)/.stamp-dev
	$(BIN)/python -m pytest

check: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.stamp-dev
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

mutants: $(VENV)/.stamp-dev
	@$(PIP) install 'mutmut==3.*'
	$(BIN)/mutmut run
	$(BIN)/mutmut results

clean:
	rm -rf out mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
