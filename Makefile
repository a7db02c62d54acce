# Two commands do all the set-up: `make demo` and `make test`; `make` alone lists what there is.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := tests/documents/renstra_contoh.pdf
RESULT := $(VENV)/demo.jsonl

.DEFAULT_GOAL := help
.PHONY: help demo serve check test bench readme picture documents messages lock clean

help:
	@echo "make demo       install into .venv, label a sample Renstra, print rows and map"
	@echo "make serve      open the page for planners at http://127.0.0.1:8000/"
	@echo "make check      format, lint, check types and run the fast tests, in under a minute"
	@echo "make test       everything that has to pass, with all tests"
	@echo "make bench      measure reading, labelling and the service"
	@echo "make readme     run the commands of every README and write what they print into it"
	@echo "make picture    draw .github/page.png, the README's picture of the page"
	@echo "make documents  draw the documents in tests/documents and their golden rows"
	@echo "make messages   bring the catalogues of languages up to the texts in the code"
	@echo "make lock       pin the dependencies after pyproject.toml has changed"
	@echo "make clean      remove .venv and what was built"

CATALOGUES := classifier/i18n/catalogues

demo: $(VENV)/.run
	$(BIN)/petakota tag $(SAMPLE) -o $(RESULT)
	$(BIN)/petakota tag $(SAMPLE) --format table
	$(BIN)/petakota map $(RESULT) --format table

serve: $(VENV)/.run
	$(BIN)/petakota serve

check: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

test: $(VENV)/.test
	@.ci/services
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 -rs

bench: $(VENV)/.test
	$(BIN)/python benchmarks/extract.py
	$(BIN)/python benchmarks/classify.py
	$(BIN)/python benchmarks/service.py
	$(BIN)/python benchmarks/hostile_texts.py
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python -m benchmarks.maps

readme: $(VENV)/.test
	$(BIN)/python -m tests.support.readme

picture: $(VENV)/.test
	$(BIN)/python -m tests.support.page_picture

documents: $(VENV)/.test
	$(BIN)/python -m tests.support.drawing.make_documents

# Exact versions with hashes for Python 3.11 to 3.13; run after changing the dependencies.
lock: $(VENV)/.test
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q -o .lock/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q -c .lock/run.txt -o .lock/test.txt

# Takes the texts of the code into every catalogue; a new text is empty there until somebody translates it.
messages: $(VENV)/.test
	$(BIN)/pybabel -q extract --project=petakota -F babel.cfg -k gettext_noop --add-location=file -o $(VENV)/messages.pot .
	for po in $(CATALOGUES)/*.po; do \
		$(BIN)/pybabel -q update -i $(VENV)/messages.pot -o $$po -l $$(basename $$po .po) -w 110 \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; \
	done

clean:
	rm -rf $(VENV) dist build

$(VENV)/.venv:
	@test -n "$(PYTHON)" || { echo "petakota needs Python 3.11, 3.12 or 3.13; install one and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "petakota needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is another; say make PYTHON=python3.11."; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || .ci/venv "$(PYTHON)" $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.venv .lock/run.txt pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r .lock/run.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run .lock/test.txt
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r .lock/test.txt
	@touch $@
