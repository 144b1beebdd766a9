# make demo   a demonstration at http://127.0.0.1:8000, from nothing but Python and make
# make test   the whole suite
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN := $(BIN)/python -m
export PYTHON PORT

.PHONY: help setup demo reset test lint types bench gauntlet lock development
.DEFAULT_GOAL := help

help:
	@echo "make demo      serve the demonstration at http://127.0.0.1:$(PORT)"
	@echo "make reset     begin the demonstration afresh"
	@echo "make test      the whole suite, on a PostgreSQL of its own"
	@echo "make lint      ruff, the layers; make types: mypy on the pure modules"
	@echo "make bench     the benchmarks; make gauntlet [G=1]: the long figures, to docs/figures.md"
	@echo "make setup     only make .venv from the lock; make lock: write the lock anew"

setup:
	@sh bin/set-up runtime

development:
	@sh bin/set-up development

# exec: Ctrl-C and a kill reach the demonstration itself, not a shell before it.
demo: setup
	@exec $(BIN)/python bin/demo

reset: setup
	@exec $(BIN)/python bin/demo --reset

# Two workers and what the tests start read hundreds of modules each: compiled once, and kept.
test: development
	@exec env PYTHONDONTWRITEBYTECODE= $(RUN) pytest --numprocesses auto --maxprocesses 4 --dist worksteal

lint: development
	@$(RUN) ruff check --no-cache . && $(RUN) ruff format --no-cache --check . && $(BIN)/lint-imports --no-logo

types: development
	@$(RUN) mypy

bench: development
	@for each in $$(grep -l __main__ benchmarks/*.py); do \
		echo "== $$each"; $(RUN) "benchmarks.$$(basename $$each .py)" || exit 1; done

gauntlet: development
	@exec $(RUN) tests.gauntlet.run $(G)

lock: development
	@for each in requirements requirements-dev; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-annotate --no-header \
			$$each.in -o $$each.txt || exit 1; done
