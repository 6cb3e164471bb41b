# Two commands on a machine with Python 3.11 or later and nothing else: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test lint types layers check soak lock templates readme clean

demo: $(VENV)/.runtime
	$(BIN)/python -m jbgs demo demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

check: test lint types layers

soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m soak

readme: $(VENV)/.dev
	$(BIN)/python -m tools.readme

templates: $(VENV)/.dev
	$(BIN)/python tools/make_templates.py

# Needs `uv`. Locks what pyproject.toml allows, for every platform and Python, with hashes and no index address.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate --upgrade -q
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -o requirements-dev.txt

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) build dist demo *.egg-info
