# The commands of Gig Planner; CI calls the same ones. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
SERVICES := service1 service2 backend frontend
SHELL_SCRIPTS := .install .ci/run ansible/install local/make_venv
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-strip-extras $(if $(UPGRADE),--upgrade)
PARALLEL := --numprocesses=2 --dist=loadfile
# Suites that try services as they run, or the same many times; measuring coverage would slow them and add next to nothing.
# In this order: those with the longest files first, or one processor would wait for the other at the end.
CHANCE := tests/contract/catalogue/test_catalogue_chance.py tests/contract/catalogue/test_chance_at_scale.py
REAL_LISTS := backend/tests/imports/test_real_shows.py tests/contract/catalogue/test_import_real_lists.py
# What is ended in the midst of its work is among them: coverage may hold a lock just then, for ever.
RUNNING := tests/fuzz $(REAL_LISTS) frontend/tests/diaries/test_nasty.py backend/tests/test_races.py tests/e2e $(CHANCE) \
	tests/contract/catalogue/test_bad_lists.py tests/guards tests/chaos
COMPILED := frontend/src/gig_web/templates_compiled
DEPLOY := $(PYTHON) -m deploy
OPS := .venv-ops/bin
WITH_OPS := PATH="$(CURDIR)/$(OPS):$$PATH"
NODE_MODULES := lint/node_modules/.package-lock.json
TAG ?= $(shell git describe --always --abbrev=12 --dirty 2>/dev/null || echo dev)
IMAGE_PREFIX = $(if $(REGISTRY),$(REGISTRY)/)gig-planner
export PYTHON

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run password backup restore test prove chaos fuzz check lint format lock bench clean \
	run-venv fuzz-venv dev-venv ops-venv secrets image images login push logout up down deploy rollback verify smoke status logs rehearse

help: ## List the commands
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name does; do \
		printf '  make %-8s %s\n' "$$name" "$$does"; done

run: run-venv ## Start Gig Planner (PORT=5000, HOST=127.0.0.1, DATA_DIR=var); Ctrl-C stops it
	@$(BIN)/python local/run.py

ifdef OF
backup: ## Copy the databases into one file (FILE=…): of DATA_DIR, or with OF=compose or OF=swarm of MySQL
	@$(DEPLOY) backup

restore: ## Bring the backup FILE=… back: into DATA_DIR, or with OF=compose or OF=swarm into MySQL
	@$(DEPLOY) restore
else
backup: run-venv
	@$(BIN)/python local/backup.py

restore: run-venv
	@$(BIN)/python local/restore.py
endif

password: run-venv ## Give somebody a new password (NAME="Sam"), such as an admin who lost theirs
	@$(BIN)/python local/new_password.py

test: dev-venv fuzz-venv ## Run every test (ARGS="-k saves" runs some, without the coverage floor)
	@./.install test
ifdef ARGS
	$(BIN)/pytest $(ARGS)
else
	$(BIN)/pytest $(PARALLEL) $(RUNNING:%=--ignore=%) --cov --cov-report=term --cov-report=json:.coverage.json \
		$(if $(JUNIT),--junitxml=$(JUNIT))
	@$(BIN)/python local/check_coverage.py .coverage.json
	$(BIN)/pytest $(PARALLEL) --no-loadscope-reorder $(RUNNING) $(if $(JUNIT),--junitxml=$(JUNIT:.xml=-running.xml))
endif

prove: dev-venv ## Run the long series whole: chance, suggestions, lists, passwords, guards, chaos, fuzz (make test runs a tenth)
	@./.install test
	SCALE=1 $(BIN)/pytest $(CHANCE) $(REAL_LISTS) tests/contract/catalogue/test_bad_lists.py backend/tests/test_password_effort.py tests/guards
	SCALE=1 $(BIN)/pytest --numprocesses=2 tests/contract/suggestions
	@$(MAKE) --no-print-directory chaos fuzz SCALE=1

chaos: dev-venv ## Break things on purpose (SCALE=0.1, CHAOS_SEED repeats a run, FIGURES=file keeps the table)
	@./.install test
	$(BIN)/pytest tests/chaos backend/tests/test_races.py $(ARGS)

fuzz: dev-venv fuzz-venv ## Send the services and the pages what nobody expects (SCALE=0.1, CHAOS_SEED, FIGURES)
	@./.install test
	$(BIN)/pytest tests/fuzz tests/e2e/test_payloads.py $(ARGS)

check: dev-venv ## Check style, types, templates, sizes and shell syntax
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet frontend/src
	$(BIN)/python local/check_sizes.py
	@for script in $(SHELL_SCRIPTS); do bash -n "$$script" || exit 1; done

lint: ops-venv $(NODE_MODULES) ## Check images, YAML, playbook and pipeline (needs Docker Compose and Java)
	$(OPS)/hadolint --failure-threshold style $(SERVICES:%=%/Dockerfile)
	$(OPS)/yamllint --strict .
	docker compose --file docker-compose.yaml config --quiet
	cd ansible && $(WITH_OPS) ansible-lint --offline --profile production
	$(WITH_OPS) lint/node_modules/.bin/npm-groovy-lint --noserver --failon info --config "$(CURDIR)/lint" Jenkinsfile

format: dev-venv ## Put the sources in form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: dev-venv ops-venv ## Cut the locked requirements anew (UPGRADE=1 takes newer versions)
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-fuzz.in -c requirements-dev.txt -o requirements-fuzz.txt
	$(COMPILE) requirements-ops.in -c requirements-dev.txt -o requirements-ops.txt
	cd lint && $(WITH_OPS) npm $(if $(UPGRADE),update,install) --package-lock-only
	@for service in $(SERVICES); do \
		$(COMPILE) "$$service/requirements.in" -c requirements-dev.txt -o "$$service/requirements.txt" || exit 1; done

bench: dev-venv ## Measure start-up, speed and memory, then large lists, a real history and a feed (20 minutes)
	PYTHONPATH=local $(BIN)/python bench/run.py
	PYTHONPATH=local:tests:chassis/src:service1/src:service2/src:backend/src $(BIN)/python bench/lists.py
	PYTHONPATH=local:tests:chassis/src:service1/src:service2/src:backend/src $(BIN)/python bench/history.py
	PYTHONPATH=local:tests:chassis/src:service1/src:service2/src:backend/src $(BIN)/python bench/feeds.py

secrets: ## Make the secrets of the containers, once, in SECRETS_DIR=secrets
	@$(DEPLOY) secrets

up: secrets ## Start it in containers on this machine: Docker Compose, MySQL, nginx (HTTP_PORT=8080)
	@$(DEPLOY) up

down: ## Take the containers down (OF=swarm: the stack), data stays (VOLUMES=1 removes it)
	@$(DEPLOY) down

images: $(SERVICES:%=image-%) ## Build the images of the four services (TAG=the commit, REGISTRY=…)

image-%:
	docker build --file $*/Dockerfile --tag $(IMAGE_PREFIX)-$*:$(TAG) .

image: image-$(SERVICE) ## Build the image of one service (SERVICE=backend)

login: ## Sign in to REGISTRY=… as REGISTRY_USER with the REGISTRY_PASSWORD of the environment
	@printf '%s' "$$REGISTRY_PASSWORD" | docker login --username "$(REGISTRY_USER)" --password-stdin "$(REGISTRY)"

logout: ## Sign out of REGISTRY=…
	@docker logout "$(REGISTRY)"

push: $(SERVICES:%=push-%) ## Push them to REGISTRY=…

push-%:
	docker push --quiet $(IMAGE_PREFIX)-$*:$(TAG)

deploy: ## Bring the version TAG=… into service in the swarm, one replica at a time, and look whether it works
	@$(DEPLOY) deploy
	@$(DEPLOY) smoke

rollback: ## Bring the version before back into service (FROM=version: only where that one runs)
	@$(DEPLOY) rollback

verify: ## Make sure that every replica runs the version TAG=…, and that it works
	@$(DEPLOY) verify
	@$(DEPLOY) smoke

smoke: ## Look from outside whether it works (URL=http://127.0.0.1:8080)
	@$(DEPLOY) smoke

status: ## Show what runs (OF=swarm: in the swarm)
	@$(DEPLOY) status

logs: ## Follow the logs (OF=swarm SERVICE=frontend)
	@$(DEPLOY) logs

rehearse: dev-venv ## Rehearse production: containers, updates, failures (needs a Docker swarm; SCALE=0.1 is short)
	SCALE=$${SCALE:-1} $(BIN)/pytest tests/rehearsal $(ARGS)

clean: ## Remove what make built; your data (DATA_DIR) stays
	rm -rf .venv .venv-fuzz .venv-ops lint/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf .coverage .coverage.* test-results $(COMPILED)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

run-venv:
	@./.install run
	@local/make_venv .venv run $(SERVICES:%=%/requirements.txt)
	@mkdir -p $(COMPILED)

fuzz-venv:
	@local/make_venv .venv-fuzz fuzz requirements-fuzz.txt

ops-venv:
	@local/make_venv .venv-ops ops requirements-ops.txt

$(NODE_MODULES): lint/package-lock.json | ops-venv
	cd lint && $(WITH_OPS) npm ci

dev-venv:
	@./.install run
	@local/make_venv .venv dev requirements-dev.txt
	@mkdir -p $(COMPILED)
