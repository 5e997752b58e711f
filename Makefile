# The same words on a laptop and in CI. Nothing has to be typed before `make demo` or `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
COMPILE := uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal

.PHONY: help demo test check gate bench docs lock clean

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

test: $(READY)      ## set up and run the tests
	$(BIN)/pytest

check: $(READY)     ## lint, format, types, docs that are out of date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/build.py --check

gate: $(READY)      ## measure quality on the development data and compare with the floors
	$(BIN)/pytest tests/gates

bench: $(READY)     ## measure speed, memory and a run over 10,000 documents
	$(BIN)/fogline bench --all

docs: $(READY)      ## write the generated reference anew
	$(BIN)/python docs/build.py

lock: $(READY)      ## write the locks anew from pyproject.toml
	$(BIN)/$(COMPILE) --output-file locks/base.lock
	$(BIN)/$(COMPILE) --extra bench --extra dev --extra maps --output-file locks/dev.lock

clean:     ## remove the environment and everything that was built
	rm -rf .venv dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis
