# What a developer types. `make` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup demo serve test sure format lint types hant bench bench-cluster sweep-drafts sweep-tampering lock clean
BIN := .venv/bin

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## system libraries, fonts, .venv, locked packages; only what is missing
	@.ci/setup run

demo: setup ## the whole chain once on sample data; results under var/demo/
	@$(BIN)/consult demo --out var/demo

serve: setup ## the site on 127.0.0.1:8000 with the demo's data
	@test -e var/demo/consult.db || $(BIN)/consult demo --out var/demo
	@cat var/demo/accounts.txt
	@CONSULT_DATABASE_URL=sqlite:///var/demo/consult.db CONSULT_DATA_DIR=var/demo $(BIN)/consult serve

test: .venv/test ## the tests: on two cores, then alone what is timed
	@$(BIN)/pytest -n 2 --dist worksteal -m "not timed"
	@$(BIN)/pytest -m timed $$(grep -rlF mark.timed tests --include='test_*.py')

sure: .venv/test ## format, lint, types, tests: what must pass before a change goes in
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

format: .venv/test ## put the code in form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: .venv/test ## ruff
	@$(BIN)/ruff check .

types: .venv/test ## mypy, strict
	@$(BIN)/mypy

hant: .venv/test ## the catalog in traditional characters, anew from the English one
	@$(BIN)/python -m consult.hant

bench: .venv/test var/peers/bin/python ## every benchmark; JSON on the terminal and in bench/results/
	@for file in bench/bench_*.py; do $(BIN)/python -m "bench.$$(basename $$file .py)" || exit 1; done

bench-cluster: .venv/test var/peers/bin/python ## clustering beside cdist, datasketch, rensa, gaoya; one table
	@$(BIN)/python -m bench.bench_cluster > /dev/null

var/peers/bin/python: bench/peers/requirements.lock
	@$(BIN)/python -m venv var/peers
	@var/peers/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

sweep-drafts: .venv/test ## the promises S1–S11 over every text of the fixtures folder; a table
	@$(BIN)/python -m bench.sweep_drafts > /dev/null

sweep-tampering: .venv/test ## promise R32: 1,000 changes by another hand to a copy of the demo's database; a table
	@test -f var/demo/consult.db || { echo "make demo first: it makes the database" >&2; exit 1; }
	@folder=$$(mktemp -d) && cp var/demo/consult.db* $$folder && \
		$(BIN)/python -m bench.sweep_tampering $$folder/consult.db; status=$$?; rm -r $$folder; exit $$status

lock: ## compile the lock files anew (needs uv)
	@uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header \
		--python-version 3.11 --quiet -o requirements.lock
	@uv pip compile pyproject.toml --group build --group dev --group bench -c requirements.lock \
		--universal --generate-hashes --no-header --python-version 3.11 --quiet -o requirements-dev.lock
	@uv pip compile bench/peers/requirements.in -c requirements-dev.lock \
		--universal --generate-hashes --no-header --python-version 3.11 --quiet -o bench/peers/requirements.lock

clean: ## remove what tools and runs left behind; keeps .venv
	@rm -rf var dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: .venv/test
.venv/test:
	@.ci/setup test
