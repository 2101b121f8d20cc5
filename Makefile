# Carnet's commands. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
export OMP_NUM_THREADS := 1
export OMP_THREAD_LIMIT := 1

RUN_PACKAGES := python3-venv tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-deu tesseract-ocr-spa \
	tesseract-ocr-ita tesseract-ocr-nld tesseract-ocr-osd libgl1 libglib2.0-0 fonts-dejavu-core fonts-liberation \
	fonts-crosextra-carlito fonts-open-sans fonts-roboto fonts-freefont-ttf
TEST_PACKAGES := postgresql redis-server dovecot-imapd chromium

.PHONY: help setup run test check train bench regold lock clean
help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(VENV)/.complete ## install what is missing: system packages, the virtual environment, the command .venv/bin/carnet

$(VENV)/.complete: requirements.lock pyproject.toml
	@$(MAKE) --no-print-directory packages WANTED="$(RUN_PACKAGES)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo "Installing the Python packages of requirements.lock ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: packages
packages:
	@missing=""; for p in $(WANTED); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then echo "Installing system packages:$$missing"; \
	$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi

run: setup ## start Carnet with a demo company and a first morning of mail (ONCE=1: stop after the table)
	@$(BIN)/carnet demo $(if $(ONCE),--once)

test: setup ## the whole suite, real servers included
	@$(MAKE) --no-print-directory packages WANTED="$(TEST_PACKAGES)"
	@$(BIN)/python -m pytest

check: setup ## ruff, mypy and the import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy . && $(BIN)/lint-imports

train: setup ## rebuild every trained file from nothing and print the figures
	@$(BIN)/carnet train

bench: setup ## print the figures of benchmarks/
	@for b in benchmarks/[a-z]*.py; do name=$$(basename $$b .py); echo "== $$name"; \
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.$$name || exit 1; done

regold: setup ## write the expected files of tests/corpus anew (read the diff!)
	@REGOLD=1 $(BIN)/python -m pytest tests/corpus

lock: ## pin and hash the dependencies of pyproject.toml anew (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--extra dev --override overrides.txt pyproject.toml -o requirements.lock

clean: ## remove the virtual environment, the demo's data and caches
	@rm -rf $(VENV) data build *.egg-info .mypy_cache .ruff_cache .pytest_cache
