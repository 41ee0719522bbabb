# make demo: set up, read the two articles of fixtures/, say where the report is.
# make test: the whole test suite.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
STAMP := $(VENV)/.installed

# Processes that share the tests; each may load the models, which takes a gigabyte.
JOBS ?= auto --maxprocesses 4

.PHONY: help setup demo test test-postgresql lint record figures bench fuzz clean

help:
	@sed -n 's/^# make/make/p' $(MAKEFILE_LIST)

setup: $(STAMP)

# torch first and alone, at the version of constraints.txt: a range would let pip choose a build with
# several gigabytes of GPU libraries.
$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is needed; give another with PYTHON=..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $$(grep '^torch==' constraints.txt)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

# make demo: results in build/demo
demo: $(STAMP)
	$(BIN)/quotes ingest fixtures/articles --db $(DEMO)/quotes.db
	@echo
	$(BIN)/quotes speakers --db $(DEMO)/quotes.db
	@echo
	$(BIN)/quotes audit --db $(DEMO)/quotes.db
	@echo
	$(BIN)/quotes report --db $(DEMO)/quotes.db --out $(DEMO)/report

$(DEMO):
	mkdir -p $@
demo: | $(DEMO)

test: $(STAMP) lint
	$(BIN)/pytest -n $(JOBS)

# make test-postgresql: the tests of the store on a PostgreSQL server that is started for them
test-postgresql: $(STAMP)
	$(BIN)/python -m tests.with_postgresql $(BIN)/pytest tests/store

# make lint: style and types
lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# make record: parse again, with the bundled models, what the tests read parsed
record: $(STAMP)
	rm -f fixtures/parses/test_*.jsonl
	$(BIN)/pytest --record

# make figures: every accuracy figure of the README; those of other data need QUOTES_EVAL_DATA
figures: $(STAMP)
	$(BIN)/quotes evaluate fixtures --floors fixtures/floors.toml
	$(BIN)/quotes evaluate fixtures/unseen
ifdef QUOTES_EVAL_DATA
	$(BIN)/quotes evaluate "$(QUOTES_EVAL_DATA)/worldwide/dev" --floors fixtures/floors.toml
	$(BIN)/quotes evaluate "$(QUOTES_EVAL_DATA)/polnear/dev" --floors fixtures/floors.toml
	$(BIN)/python -m tests.measure_garble
endif

# make bench: words a second of each stage; FOLDER=... of other articles, PEER=... a Python with spaCy
bench: $(STAMP)
	$(BIN)/python -m tests.benchmark $(FOLDER) $(if $(PEER),--peer-python $(PEER))

# make fuzz: ten minutes of inputs that nobody made on purpose; what is found lies in build/fuzz
fuzz: $(STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,fuzz]'
	$(BIN)/python -m tests.fuzz --seconds 600

# make clean: remove what was built, not the store of anybody
clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
