# Each target makes what it needs: the environment in .venv, and in it the dependency groups.

# The newest first; some `python3.x` exist and do not run.
PYTHONS = python3.14 python3.13 python3.12 python3.11 python3
WORKS = import ensurepip, sys; sys.exit(sys.version_info < (3, 11))
VENV = .venv
PYTHON = $(VENV)/bin/python
CHECK_SCHEMA = $(VENV)/bin/check-jsonschema --quiet --builtin-schema vendor
APPS = $(patsubst %/locale,%,$(wildcard wagtail_therapy/*/locale))
ARGS =
NAME =

.PHONY: help demo test servers chaos admin drill lint bench pages hosts screenshots docs messages mo build clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo       a practice site to try: web server, worker, mailbox (PORT=8000)'
	@echo 'make test       every test, on a real PostgreSQL, Redis, SMTP server, worker and browser (ARGS=...)'
	@echo 'make servers    a PostgreSQL and a Redis that outlive a run of tests, until Ctrl-C'
	@echo 'make chaos      hundreds of killed workers, on PostgreSQL and SQLite; prints the table'
	@echo 'make admin      each page and state of ours in the admin: two widths, light and dark, keyboard (ADMIN_PICTURES=folder; needs Chromium)'
	@echo 'make drill      two hosts on this machine: cuts, kills, restarts, wrong clocks; prints the table (needs root)'
	@echo 'make lint       style, imports, types, missing migrations'
	@echo 'make bench      the figures that README and docs quote (NAME=one)'
	@echo 'make pages      what Lighthouse and axe say about each page of the example site (needs Node.js and Chromium)'
	@echo 'make hosts      pictures of our pages in Bootstrap, Tailwind and `wagtail start` (needs Node.js and Chromium; NAME=one)'
	@echo 'make screenshots  the pictures of README and docs, from the example site (needs Chromium)'
	@echo 'make docs       the documentation, into site/'
	@echo 'make messages   collects strings to translate; make mo compiles the translations'
	@echo 'make build      sdist and wheel, into dist/'
	@echo 'make clean      removes all of that'

demo: $(VENV)/.demo
	@$(PYTHON) -m example_site.demo

# Processes: tests/xdist_scheduling.py. Parts of the tests say nothing about coverage.
# Without byte code each process would compile all tests, which takes four seconds of a core.
test: $(VENV)/.test
	PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -n auto $(if $(ARGS),,--coverage) $(ARGS)

servers: $(VENV)/.test
	@$(PYTHON) -m tests.real_services

chaos: $(VENV)/.test
	$(PYTHON) -m tests.chaos $(ARGS)

admin: $(VENV)/.test
	$(PYTHON) -m pytest -n auto -m sweep tests/pages $(ARGS)

# Needs root, for network namespaces. ARGS='8000': so many recipients; ARGS='2000 5 6': two of the rows.
drill: $(VENV)/.test
	$(PYTHON) -m tests.drill $(ARGS)

lint: $(VENV)/.lint $(VENV)/.test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(VENV)/bin/lint-imports
	$(PYTHON) -m mypy
	$(VENV)/bin/zizmor --quiet --offline .github
	$(CHECK_SCHEMA).github-workflows .github/workflows/*.yml
	$(CHECK_SCHEMA).dependabot .github/dependabot.yml
	$(CHECK_SCHEMA).github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(CHECK_SCHEMA).github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(PYTHON) -m django makemigrations --check --dry-run --settings=tests.settings

bench: $(VENV)/.test $(VENV)/.demo
	$(PYTHON) -m benchmarks $(NAME)

docs: $(VENV)/.docs
	$(PYTHON) -m mkdocs build --strict

# Needs Node.js and Chromium.
pages: $(VENV)/.test $(VENV)/.demo
	$(PYTHON) -m benchmarks.pages

# Needs Node.js and Chromium.
hosts: $(VENV)/.test $(VENV)/.demo
	$(PYTHON) -m benchmarks.pages.hosts $(NAME)

# Needs Chromium.
screenshots: $(VENV)/.test $(VENV)/.demo
	$(PYTHON) -m benchmarks.pages.screenshots

# Needs GNU gettext. Run it after you change strings.
messages: $(VENV)/.test
	for app in $(APPS); do (cd $$app && $(CURDIR)/$(PYTHON) -m django makemessages --locale en --no-obsolete --add-location file); done

mo: $(VENV)/.messages
	for app in $(APPS); do $(VENV)/bin/pybabel --quiet compile --domain django --directory $$app/locale; done

build: mo $(VENV)/.test
	$(PYTHON) -m build
	$(PYTHON) -m twine check --strict dist/*

clean:
	rm -rf $(VENV) build dist site .tox .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find wagtail_therapy -name '*.mo' -delete

# A stamp per dependency group, older than pyproject.toml when that changes.
$(VENV)/.%: pyproject.toml | $(PYTHON)
	@echo 'Installing what `$*` needs into $(VENV) ...'
	@$(PYTHON) -m pip install --quiet --editable . --group $*
	@touch $@

$(PYTHON):
	@for python in $(PYTHONS); do \
		if $$python -c '$(WORKS)' 2>/dev/null; then exec $$python -m venv $(VENV); fi; \
	done; echo 'Python 3.11 or newer with venv is needed (Debian: apt install python3-venv).'; exit 1
	@$(PYTHON) -m pip install --quiet --upgrade pip
