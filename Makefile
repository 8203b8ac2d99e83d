# Two commands are enough: make run, make test. What each does is Python below tools/.
PYTHON ?= python3
python := .venv/bin/python
compile := $(python) -m uv pip compile pyproject.toml --universal --generate-hashes --no-strip-extras --no-header --quiet
# Text is UTF-8 whatever the environment says, and lines come out in the order in which they are written.
export PYTHONUTF8 := 1
export PYTHONUNBUFFERED := 1
# Node and uv trust the certificates that the machine trusts, as pip is told to where a network has its own.
export NODE_USE_SYSTEM_CA := 1
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help venv run test faults soak check format messages permissions lock bench clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):[^#]*## */\1\t/p' Makefile | expand -t 13

venv:  ## make or repair .venv (the others begin with this)
	@$(PYTHON) tools/bootstrap.py

run: export PORTAL_RUN := $(CURDIR)
run: venv  ## start everything, with demonstration data, and show where; PORT=9000 for another port
	@$(python) -m tools.run

test: venv  ## run the whole suite in a real browser and on real servers; ARGS="-k word" goes to pytest
	@$(python) -m tools.test

faults: venv  ## kill what can be killed, with quick figures (8 minutes at most); takes ARGS too
	@$(python) -m tools.test faults

soak: venv  ## the same with large figures, by hand
	@SOAK=1 $(python) -m tools.test faults

check: venv  ## format, lint, types, import contracts, templates, migrations, messages, permissions
	@$(python) -m tools.check

format: venv  ## put code and templates into the house's format
	@$(python) -m ruff format --quiet .
	@$(python) -m djlint --reformat --quiet templates

messages: venv  ## bring the message catalogues up to date with the code
	@$(python) -m tools.messages extract

permissions: venv  ## write docs/permissions.md from the rules in the code
	@$(python) -m tools.permissions

lock: venv  ## write the locked requirements for what pyproject.toml and package.json ask
	$(compile) --output-file requirements/production.txt
	$(compile) --group dev --output-file requirements/development.txt
	.venv/bin/npm install --package-lock-only

bench: venv  ## print the speed of search, pages and import beside their floors
	@$(python) -m benchmarks

clean:  ## remove .venv, node_modules, build, caches and var with its data
	@$(PYTHON) -m tools.clean
