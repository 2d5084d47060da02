.PHONY: check fix test
# The tools of the environment that `make` is called from, or of .venv if there is one.
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/,)

check:            ## what CI runs
	$(BIN)ruff format --check .
	$(BIN)ruff check .
	$(BIN)mypy
	$(BIN)lint-imports
	$(BIN)pytest

fix:              ## format, and mend what ruff can
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

test:             ## make test T=tests/text
	$(BIN)pytest $(T)
