.PHONY: check fix test bench
# The tools of the environment that `make` is called from, or of .venv if there is one.
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/,)

check:            ## what CI and pre-commit run
	$(BIN)ruff format --check .
	$(BIN)ruff check .
	$(BIN)mypy
	$(BIN)lint-imports
	$(BIN)pytest

fix:
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

test:             ## make test T=tests/text
	$(BIN)pytest $(T)
