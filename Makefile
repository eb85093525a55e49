# Everything a developer does here. `make` alone lists it.
# The first call makes .venv and installs the locked dependencies; later calls start at once.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo test check lint shots bench package lock clean

PYTHON ?= python3
export PYTHON
ARGS ?=
BIN := .venv/bin
RUNTIME := .venv/installed-runtime
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
DEVELOPMENT := .venv/installed-development

help:
	@echo "make run      open Afterword                make test     run the tests"
	@echo "make demo     open it on a demo library     make check    formatting, types, layers, tests"
	@echo "make shots    take the README's pictures    make bench    measure, write RESULTS.md"
	@echo "make package  build and try the bundle      make lock     lock the dependencies anew"
	@echo "make clean    remove what was built         (ARGS='…' goes to the program or to pytest)"

$(RUNTIME): packaging/requirements.lock packaging/virtual-environment.sh pyproject.toml
	@packaging/virtual-environment.sh packaging/requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): packaging/requirements-dev.lock $(RUNTIME)
	@packaging/virtual-environment.sh packaging/requirements-dev.lock
	@touch $@

.PHONY: debian-runtime debian-test debian-build
debian-runtime:
	@packaging/debian.sh packaging/debian-packages.txt
debian-test:
	@packaging/debian.sh packaging/debian-packages.txt packaging/debian-test-packages.txt
debian-build:
	@packaging/debian.sh packaging/debian-packages.txt packaging/debian-build-packages.txt

run: debian-runtime $(RUNTIME)
	@$(BIN)/afterword $(ARGS)

demo: debian-runtime $(RUNTIME)
	@$(BIN)/afterword demo $(ARGS)

test: debian-test $(DEVELOPMENT)
	@packaging/run-tests.sh $(ARGS)

lint: $(DEVELOPMENT)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy packaging/*.py
	$(BIN)/lint-imports

check: lint test

shots: debian-runtime $(DEVELOPMENT)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/shots.py $(ARGS)

bench: debian-runtime $(DEVELOPMENT)
	@QT_QPA_PLATFORM=offscreen $(BIN)/afterword bench $(ARGS)

package: debian-build $(DEVELOPMENT)
	$(BIN)/python -m PyInstaller --noconfirm --clean --log-level WARN packaging/afterword.spec
	$(BIN)/python packaging/smoke.py dist/afterword/afterword

lock: $(DEVELOPMENT)
	$(BIN)/python packaging/lock.py $(ARGS)

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
