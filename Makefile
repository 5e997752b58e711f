# The same words on a laptop and in CI. Nothing has to be typed before `make demo` or `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
PAGE := src/fogline/web/page/index.html
DESK := $(shell find desk -name node_modules -prune -o -type f ! -name openapi.json ! -name schema.d.ts -print)
COMPILE := uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal

.PHONY: help demo desk test check gate bench docs lock clean

help:      ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

$(READY): locks/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: python 3.11 or later is needed, found $$($(PYTHON) --version); name one with make PYTHON=..." >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement locks/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)      ## set up, read the sample dispatches, print the ledger, write a briefing
	$(BIN)/fogline demo

desk: $(PAGE)       ## build the desk's page, with the Node of the machine or one from a Python wheel

$(PAGE): $(READY) $(DESK) $(wildcard src/fogline/web/*.py src/fogline/web/*/*.py src/fogline/model/*.py)
	$(BIN)/python desk/build.py
	@touch $@

test: $(READY) $(PAGE)      ## set up and run the tests, a file to a core
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile

check: $(READY)     ## lint, format, types (the desk's too), docs that are out of date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/build.py --check
	$(BIN)/python desk/build.py --check

gate: $(READY)      ## measure quality on the development data and compare with the floors
	$(BIN)/pytest tests/gates

bench: $(READY)     ## measure speed, memory, a run over 10,000 documents, the desk over 10,000 incidents, ten minutes of a team
	$(BIN)/fogline bench --all
	$(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/team.py --minutes 10

docs: $(READY)      ## write the generated reference anew
	$(BIN)/python docs/build.py

lock: $(READY)      ## write the locks anew from pyproject.toml
	$(BIN)/$(COMPILE) --output-file locks/base.lock
	$(BIN)/$(COMPILE) --extra alerts --extra bench --extra dev --extra maps --extra pg --extra web --output-file locks/dev.lock

clean:     ## remove the environment and everything that was built
	rm -rf .venv dist out desk/node_modules $(dir $(PAGE)) .mypy_cache .ruff_cache .pytest_cache .hypothesis
