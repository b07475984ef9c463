# `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=

# Without the check an undeclared import slips through when that module is built already.
CHECKS := --explicit-target-dependency-import-check error
SOURCES := Package.swift Sources Tests

.PHONY: help build release run test check goldens bench fuzz install lint format clean dependencies

help: ## List these targets
	@sed -nE 's/^([a-z]+):.*## (.*)$$/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; \
	  do printf '  make %-9s %s\n' "$$name" "$$text"; done

dependencies:
	@Scripts/install-dependencies

build: dependencies ## Build for debugging
	swift build $(CHECKS)

release: dependencies ## Build .build/release/rollbook
	swift build $(CHECKS) --configuration release --product rollbook --static-swift-stdlib

run: release ## Show the main job on a throw-away copy of examples/school
	@Scripts/show-school

test: ## Run every test, with the built binary and the examples
	@Scripts/install-dependencies --with-tests
	swift build $(CHECKS) --build-tests
	@Scripts/run-tests

check: dependencies lint ## What a merge must pass: lint, source check, build, small tests
	swift build $(CHECKS) --build-tests
	@Scripts/run-tests --small

goldens: ## Rewrite the files tests compare with, and show what changed
	@Scripts/install-dependencies --with-tests
	swift build $(CHECKS) --build-tests
	@echo "A run that rewrites goldens is told to fail: read the difference, then run make test."
	-ROLLBOOK_GOLDENS=1 swift test $(CHECKS) --disable-xctest
	git diff --stat

bench: ## Measure the release binary against its floor in C
	@Benchmarks/run

fuzz: dependencies ## Read made-up manifests for SECONDS=600 seconds
	@Scripts/fuzz "$(or $(SECONDS),600)"

install: release ## Install into DESTDIR/PREFIX, by default /usr/local
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 0755 .build/release/rollbook "$(DESTDIR)$(PREFIX)/bin/rollbook"

lint: ## Check format and source rules
	swift format lint --strict --parallel --recursive $(SOURCES)
	@Scripts/check-source

format: ## Format all Swift files in place
	swift format --in-place --parallel --recursive $(SOURCES)

clean: ## Remove everything that was built
	rm -rf .build
