# make demo   a demonstration at http://127.0.0.1:8000, from nothing but Python and make
# make test   the whole suite
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.locked

.PHONY: demo reset test setup lint types bench gauntlet lock
.DEFAULT_GOAL := help

help:
	@echo "make demo | test | setup | reset | lint | types | bench | lock"

setup:
	@PYTHON="$(PYTHON)" sh bin/set-up runtime

demo: setup
	@PACE_DEMO=1 PORT="$(PORT)" exec $(BIN)/python bin/demo

reset: setup
	@$(BIN)/python bin/demo --reset

test: test-setup
	@$(BIN)/python -m pytest

test-setup:
	@PYTHON="$(PYTHON)" sh bin/set-up development

lint: test-setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-logo

types: test-setup
	@$(BIN)/mypy

bench: test-setup
	@for each in benchmarks/*.py; do echo "== $$each"; PYTHONPATH=. $(BIN)/python $$each || exit 1; done

gauntlet: test-setup
	@echo "The long figures (security.md) come with the work they measure; none is there yet."

lock:
	@for each in requirements requirements-dev; do uv pip compile -q --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header $$each.in -o $$each.txt; done
