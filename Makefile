# On a fresh machine with python3, pip and make: `make brief` writes a brief of the example report, `make test` tests.
# What is done once leaves a stamp in the environment, so a second run only runs the command.

PYTHON ?= python3
VENV   ?= .venv
BRIEF  ?= brief.md
BATCH  ?= batch
REPORTS ?= ../shared/reports
REAL    ?= ../shared/gold

LIVE   := short-bureau diting-court-2023
REPORT := examples/qingdu-2024.txt
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check --quiet

.PHONY: brief batch eval eval-live record bless bless-real test test-browser test-cluster test-endurance test-model screenshot lint types package clean
.DELETE_ON_ERROR:

brief: $(VENV)/.model
	@$(VENV)/bin/summarizer brief $(REPORT) -o $(BRIEF)
	@echo "The brief is in $(BRIEF)."

batch: $(VENV)/.model
	@$(VENV)/bin/summarizer batch $(REPORT) $(wildcard $(REPORTS)/*.txt) -o $(BATCH) --briefs
	@echo "Records, manifest and briefs are in $(BATCH)/."

# Labels, then the gates: rules alone, and the embedded model from its recordings, once there are any.
eval: $(VENV)/.dev
	$(VENV)/bin/summarizer --quiet eval check
	$(VENV)/bin/summarizer --quiet eval run --model none $(EVAL)
	$(if $(wildcard evals/recordings/*),$(VENV)/bin/summarizer --quiet eval run --replay $(EVAL))

# The same gates on two reports with the model itself, so that not only recordings are seen to work.
eval-live: $(VENV)/.dev $(VENV)/.model
	$(VENV)/bin/summarizer --quiet eval run --model embedded --no-baseline --no-cache $(LIVE:%=--only %) $(EVAL)

# The answers of the embedded model for the whole set; what is known already comes from the cache.
record: $(VENV)/.dev $(VENV)/.model
	$(VENV)/bin/summarizer eval record --model embedded

# New baselines, after a change that is meant: make bless REASON="what has become better". A floor or the old
# baseline may be missed (4); what has to hold always may not, and `eval bless` sees to that.
RUN   := $(VENV)/bin/summarizer --quiet eval run
BLESS := $(VENV)/bin/summarizer --quiet eval bless

bless: $(VENV)/.dev
	@[ -n "$(REASON)" ] || { echo 'Say why: make bless REASON="..."' >&2; exit 2; }
	$(RUN) --model none -o $(VENV)/rules.json >/dev/null || [ $$? -eq 4 ]
	$(BLESS) $(VENV)/rules.json --title "original reports" --reason "$(REASON)"
ifneq ($(wildcard evals/recordings/*),)
	$(RUN) --replay -o $(VENV)/embedded.json >/dev/null || [ $$? -eq 4 ]
	$(BLESS) $(VENV)/embedded.json --title "original reports" --reason "$(REASON)"
endif
	$(VENV)/bin/summarizer eval table --into README.md
	$(VENV)/bin/summarizer eval table --into README.zh-CN.md

# The same on the labelled real reports, which are not part of the project: there the embedded model answers live.
bless-real: $(VENV)/.dev $(VENV)/.model
	@[ -n "$(REASON)" ] || { echo 'Say why: make bless-real REASON="..."' >&2; exit 2; }
	$(RUN) --gold $(REAL) --gates evals/gates.toml --no-baseline --model none -o $(VENV)/rules.json >/dev/null || [ $$? -eq 4 ]
	$(BLESS) $(VENV)/rules.json --title "real reports" --reason "$(REASON)" --to evals/baselines/rules.real.json
	$(RUN) --gold $(REAL) --gates evals/gates.toml --no-baseline --model embedded -o $(VENV)/embedded.json >/dev/null || [ $$? -eq 4 ]
	$(BLESS) $(VENV)/embedded.json --title "real reports" --reason "$(REASON)" --to evals/baselines/embedded.real.json
	$(VENV)/bin/summarizer eval table --into README.md
	$(VENV)/bin/summarizer eval table --into README.zh-CN.md

test: $(VENV)/.dev
	$(PY) -m pytest -n logical

test-browser: $(VENV)/.dev
	$(PY) -m pytest -m browser

# The picture in the README, from the example report by rules alone.
screenshot: $(VENV)/.dev
	SCREENSHOT=docs/images/evidence-page.png $(PY) -m pytest -m browser tests/browser/test_screenshots.py

# Two machines that are processes here. Ray is large, and nothing else needs it.
test-cluster: $(VENV)/.dev
	@$(PIP) install --editable '.[ray]'
	$(PY) -m pytest -m cluster

test-endurance: $(VENV)/.dev
	$(PY) -m pytest -n logical -m endurance

test-model: $(VENV)/.dev $(VENV)/.model
	$(PY) -m pytest -m model

lint: $(VENV)/.dev
	$(PY) -m ruff check
	$(PY) -m ruff format --check

types: $(VENV)/.dev
	$(PY) -m mypy
	$(VENV)/bin/pyright --pythonpath $(PY)

package: $(VENV)/.dev
	$(PY) -m build --outdir dist
	$(VENV)/bin/check-wheel-contents dist

clean:
	rm -rf $(VENV) dist build $(BRIEF) $(BATCH) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# Debian's python3 has venv but not ensurepip; its pip can put pip into the environment from outside.
$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name a newer one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Building the environment in $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV) && \
	  $(PYTHON) -m venv --without-pip $(VENV) && \
	  $(PYTHON) -m pip --quiet --python $(PY) install pip; }
	@$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@$(PIP) install --editable '.[embedded,pdf]'
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@$(PIP) install --group dev
	@$(PIP) install --no-deps 'xgrammar>=0.2.8' 'apache-tvm-ffi>=0.1.11' numpy  # its torch is not needed to try schemas
	@touch $@

# With an endpoint of your own in the environment the embedded model is not needed.
$(VENV)/.model: $(VENV)/.installed
	@[ -n "$$OPENAI_API_KEY$$OPENAI_BASE_URL$$SUMMARIZER_BASE_URL" ] || { \
	  $(VENV)/bin/summarizer model pull && touch $@; }
