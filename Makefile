# netcam.hardening: `make` alone prints what there is.
# Everything is installed below .venv; nothing outside the clone is touched.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

# Which interpreter makes .venv (any of 3.11, 3.12, 3.13); empty: the first one found.
PYTHON ?=
# For `make harden`, `make audit` and `make certificates`: your own inventory instead of the emulated cameras, and more arguments for ansible-playbook.
INVENTORY ?=
ARGS ?=

BIN := .venv/bin
RUN_TESTS = $(BIN)/python tests/tools/run_tests.py
STEPS := units integration commands sanity lint molecule docs changelog importer tarball ruff mypy

export PYTHON
unexport ANSIBLE_CONFIG ANSIBLE_COLLECTIONS_PATHS
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.venv/collections

.PHONY: help setup setup-dev harden audit certificates emulator demo-reset test $(STEPS:%=test-%) test-matrix bench bench-onvif format build lock clean distclean

help: ## this text
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '  make %-18s %s\n' 'test-STEP' 'one step alone: $(STEPS)'

setup: ## .venv with what the collection needs to run (PYTHON=/path/to/python3 to choose)
	@tests/tools/setup.sh run

setup-dev: ## .venv with every development tool too
	@tests/tools/setup.sh dev

harden: setup ## harden emulated cameras, or INVENTORY=path; ARGS='--check --diff' go to ansible-playbook
	@$(BIN)/python tests/tools/demo.py harden $(if $(INVENTORY),--inventory '$(INVENTORY)') $(ARGS)

certificates: setup ## show the certificates of the emulated cameras, or INVENTORY=path, and renew what is due
	@$(BIN)/python tests/tools/demo.py certificates $(if $(INVENTORY),--inventory '$(INVENTORY)') $(ARGS)

audit: setup ## audit emulated cameras, or INVENTORY=path, and change nothing; ARGS='-e audit_fail_on=high'
	@$(BIN)/python tests/tools/demo.py audit $(if $(INVENTORY),--inventory '$(INVENTORY)') $(ARGS)

emulator: setup ## run the emulated cameras until Ctrl-C
	@$(BIN)/python tests/tools/demo.py serve $(ARGS)

demo-reset: ## put the emulated cameras of `make harden` back into their state as delivered
	@rm -rf .demo

test: setup-dev ## every test; ends with one line: N passed, N failed, N skipped
	@tests/tools/debian_packages.sh
	@$(RUN_TESTS)

$(STEPS:%=test-%): test-%: setup-dev
	@$(RUN_TESTS) $*

test-matrix: ## units, integration and compile on each installed Python (3.11, 3.12, 3.13)
	@$$(tests/tools/find_python.sh) tests/tools/run_matrix.py

bench: setup ## what a fleet costs, four ways side by side (tests/bench/README.md); ARGS='--sizes 50'
	@PYTHONPATH=tests/bench:tests/emulator $(BIN)/python -m netcam_bench $(ARGS)

bench-onvif: setup ## what an ONVIF session costs: CPU per call, requests, connections
	@PYTHONPATH=tests/emulator:$(ANSIBLE_COLLECTIONS_PATH) $(BIN)/python tests/bench/onvif.py $(ARGS)

format: setup-dev ## ruff: format and mend
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

build: setup ## the tarball for ansible-galaxy, in .test-output/build
	@$(BIN)/python tests/tools/check_tarball.py --build-only .test-output/build

lock: setup-dev ## write requirements/constraints.txt anew from what is installed
	@tests/tools/lock.sh

clean: ## remove what tests left
	rm -rf .test-output .pytest_cache .mypy_cache .ruff_cache .ansible

distclean: clean ## clean, and the virtual environments
	rm -rf .venv .venv-matrix
