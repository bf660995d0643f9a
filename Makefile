# `make build` and `make test` need Python 3.11 or later and nothing else of ours; `make help` lists the rest.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	"$$p" -c 'import sys, ensurepip, sqlite3, ssl; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
OTHER_VERSIONS ?= 3.12 3.13
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
NODE := tests/check_pages/node_modules
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes
# Wheels only: pyvips alone has none (it is Python, and its library is the wheel pyvips-binary).
WHEELS := --only-binary :all: --no-binary pyvips --no-build-isolation
OURSELVES := -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
LOCK := .venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve check pictures fonts test lint types test-versions test-quickly soak lighthouse screenshots bench \
	lock clean $(addprefix test-,$(OTHER_VERSIONS))

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

build: $(VENV)/installed  ## make the site: content/ -> output/
	$(BIN)/portevoix build

serve: $(VENV)/installed  ## preview the site while writing: loads again whenever a file is saved
	$(BIN)/portevoix serve

check: $(VENV)/installed  ## the quality gate over the content
	$(BIN)/portevoix check

pictures: $(VENV)/installed  ## draw the demonstration campaign's pictures anew: the same bytes, unless a drawing changed
	PYTHONPATH=themes/earshot $(BIN)/python -m drawings

fonts: .venv-fonts/installed $(VENV)/tested build  ## cut the demonstration theme's fonts anew, with what new Chinese headlines show
	PYTHONPATH=themes/earshot $(BIN)/python -m fonts.displayed output
	.venv-fonts/bin/python themes/earshot/fonts/make.py

.venv-fonts/installed: themes/earshot/fonts/requirements.txt
	$(PYTHON) -m venv .venv-fonts
	.venv-fonts/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r $<
	touch $@

test: lint types test-versions $(NODE)/installed  ## everything that must hold before a change lands (minutes)
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet

types: $(VENV)/tested
	$(BIN)/mypy

test-versions: $(addprefix test-,$(OTHER_VERSIONS))

soak: $(VENV)/tested  ## the long random tests (an hour)
	$(BIN)/pytest -n $(WORKERS) -m soak

lighthouse: $(VENV)/tested tests/lighthouse/node_modules/installed  ## Lighthouse on the demonstration campaign, in the base theme and in its own: 100 everywhere
	cd tests && ../$(BIN)/python -m check_pages.lighthouse base
	cd tests && ../$(BIN)/python -m check_pages.lighthouse

screenshots: $(VENV)/tested  ## the demonstration campaign in 120 pictures, to look at (minutes), and the README's
	cd tests && ../$(BIN)/python -m screenshots

bench: $(VENV)/benched  ## speed and memory beside Hugo's
	$(BIN)/python -m bench

lock: .venv-lock/bin/uv  ## pin the newest libraries again
	$(LOCK) pyproject.toml --extra search --output-file requirements/run.txt
	$(LOCK) --group build --output-file requirements/build.txt --constraint requirements/run.txt
	$(LOCK) pyproject.toml --extra test --output-file requirements/test.txt --constraint requirements/run.txt
	$(LOCK) pyproject.toml --extra bench --output-file requirements/bench.txt --constraint requirements/run.txt
	cd tests/check_pages && npm install --save-exact --package-lock-only --ignore-scripts --no-audit --no-fund axe-core@latest vnu-jar@latest

clean:  ## forget the environments, the state and the site
	rm -rf .venv .venv-* .portevoix .screenshots $(NODE) tests/lighthouse/node_modules .mypy_cache .pytest_cache .ruff_cache
	find output -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +

# A stamp says that an environment holds exactly what its requirement files say: when they change it is made anew.

$(VENV)/required: requirements/build.txt requirements/run.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed (Debian: apt install python3-venv); name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python $(PIP_INSTALL) -r requirements/build.txt
	$(BIN)/python $(PIP_INSTALL) $(WHEELS) -r requirements/run.txt
	@touch $@

$(VENV)/installed: $(VENV)/required pyproject.toml
	$(BIN)/python $(OURSELVES)
	@touch $@

$(VENV)/tested: $(VENV)/installed requirements/test.txt
	$(BIN)/python $(PIP_INSTALL) $(WHEELS) -r requirements/test.txt
	@touch $@

$(VENV)/benched: $(VENV)/installed requirements/bench.txt
	$(BIN)/python $(PIP_INSTALL) $(WHEELS) -r requirements/bench.txt
	@touch $@

.venv-lock/bin/uv:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv

tests/lighthouse/node_modules/installed: tests/lighthouse/package-lock.json
	cd tests/lighthouse && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(NODE)/installed: tests/check_pages/package-lock.json
	cd tests/check_pages && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# Each other version of Python that this machine has gets an environment of its own, and all but the slow tests.

PYTHON_3x = $(shell for p in python$(1) "$$HOME"/.pyenv/versions/$(1).*/bin/python$(1); do \
	"$$p" -c 'import ensurepip, sqlite3, ssl' 2>/dev/null && { echo "$$p"; break; }; done)

$(addprefix test-,$(OTHER_VERSIONS)): test-%:
	@if [ -z "$(call PYTHON_3x,$*)" ]; then echo "Python $* is not on this machine: not tested with it"; \
	else $(MAKE) --no-print-directory VENV=.venv-$* PYTHON="$(call PYTHON_3x,$*)" test-quickly; fi

test-quickly: $(VENV)/tested
	$(BIN)/pytest -q -n $(WORKERS) -m "not slow and not soak" --ignore tests/check_pages --ignore tests/serve/browser
