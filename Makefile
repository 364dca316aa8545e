# Everything happens in .venv and data/var; `rm -rf .venv data/var` starts anew.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run test check setup quick clean
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/svodka run

test: setup
	@$(BIN)/pytest -n 2 --dist worksteal

quick: setup
	@$(BIN)/pytest -n 2 -m "not slow"

check: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

setup: .venv/ready

.venv/ready: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing: install it, or name another with make PYTHON=..." >&2; exit 1; }
	@echo "1/3 Making .venv" >&2
	@$(PYTHON) -m venv .venv
	@echo "2/3 Installing packages: about 500 MB, some minutes at the first time" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 1>&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt 1>&2
	@echo "3/3 Installing Svodka" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable . 1>&2
	@touch .venv/ready

clean:
	@rm -rf .venv data/var
