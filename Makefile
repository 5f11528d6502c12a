# make run     sets everything up, indexes sources/, serves the search page and prints its address
# make test    sets everything up, then runs all checks and tests
# make docs    writes the generated parts of the documentation again
# make format  puts the code into its one layout
# make clean   removes what was set up; sources and index stay
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test check docs format clean

# `update` builds the index where there is none, and reads only what changed where there is one.
run: .venv/run.stamp
	@$(BIN)/python -m indexer update
	@$(BIN)/python -m indexer serve --port $(PORT)

test: check
	$(BIN)/python -m pytest

check: .venv/test.stamp
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

docs: .venv/test.stamp
	$(BIN)/python -m tests.docs.generated

format: .venv/test.stamp
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A half-made environment is removed, so that the next try starts from nothing.
.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Masadir needs Python 3.11 or newer; there is no $(PYTHON) here. Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Masadir needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...")'
	@echo "Setting up .venv; the first time takes a minute or two."
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/run.stamp: pyproject.toml .venv/bin/python
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test.stamp: pyproject.toml .venv/bin/python
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ .venv/run.stamp
