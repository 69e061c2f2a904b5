# Parley. `make demo` and `make test` need Go and make; everything else they fetch through the Go module proxy.
# SHARED is the folder of training and test data; targets that use it say so where it is absent.
SHARED ?= ../shared
GO ?= go
export CGO_ENABLED = 0

BIN := bin/parley
TOOL := $(GO) tool -modfile=tools/go.mod
FUZZTIME ?= 10s

.PHONY: big load all demo build test check fmt bench compare eval coded odds dates days events tolls robust measure axe models screens pictures fuzz need-go browser islands islands-test clean

all: build

need-go:
	@command -v $(GO) >/dev/null 2>&1 || { echo "parley: Go 1.26 or newer is needed and was not found: see https://go.dev/dl/"; exit 1; }

build: need-go islands
	@mkdir -p bin
	$(GO) build -trimpath -o $(BIN) ./cmd/parley

# The islands are scripts that make the pages quick; the pages are whole without them. npm fetches what package-lock.json names, once.
ISLANDS := internal/web/islands
islands:
	@if [ "$$CI" = true ] && ! command -v npm >/dev/null 2>&1; then \
		echo "installing node and npm for the islands"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; fi; \
	if ! command -v npm >/dev/null 2>&1 || ! node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null; then \
		[ "$$CI" != true ] || { echo "islands: in CI there must be node 18 or newer with npm"; exit 1; }; \
		echo "islands: there is no node 18 or newer with npm here: the pages go without scripts"; \
	elif ! cmp -s $(ISLANDS)/package-lock.json $(ISLANDS)/node_modules/.lock && \
		! { (cd $(ISLANDS) && npm ci --ignore-scripts --no-audit --no-fund --silent --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=4000) && cp $(ISLANDS)/package-lock.json $(ISLANDS)/node_modules/.lock; }; then \
		echo "islands: npm could not fetch what they are built with (no network?): the pages go without scripts"; [ "$$CI" != true ]; \
	else cd $(ISLANDS) && node build.mjs; fi

# What can be tried of the islands without a browser, and their types.
islands-test: islands
	@if [ -f $(ISLANDS)/node_modules/.lock ]; then cd $(ISLANDS) && npx --no-install tsc --noEmit && node build.mjs --test; \
	else echo "islands: not built here, and not tested"; fi

## demo: build, read the bundled example dossier, print the record, say how to open the pages
demo: build
	@mkdir -p out && rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	@echo
	$(BIN) build examples/dossier -o out/demo.db || [ $$? -eq 3 ]
	@echo
	$(BIN) show summary out/demo.db
	@echo
	$(BIN) show conflicts out/demo.db
	@echo
	$(BIN) verify out/demo.db
	@echo
	@echo "Open the pages:  $(BIN) serve out/demo.db     then http://127.0.0.1:8080/"
	@echo "Ask more:        $(BIN) show timeline out/demo.db     $(BIN) --help"

## test: set up and run every test
test: need-go browser islands-test
	$(TOOL) gotestsum --format pkgname --hide-summary=skipped -- -timeout 15m ./...

# The page tests drive a headless Chromium. In CI it is installed where it is missing; elsewhere the tests that need it skip and say so.
browser:
	@if [ "$$CI" = true ] && ! command -v chromium >/dev/null 2>&1; then \
		echo "installing chromium for the page tests"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; fi

## check: everything a change must pass before it lands
check: need-go
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "not gofmt'd:"; echo "$$bad"; exit 1; }
	$(GO) mod tidy -diff
	$(GO) vet -tags measure,pictures ./...
	$(TOOL) staticcheck -tags measure,pictures ./...
	$(TOOL) golangci-lint run ./...
	$(GO) test -count=1 -run 'TestFloors|TestModules|TestTour' .
	CGO_ENABLED=1 $(GO) test -race -short -timeout 15m ./...
	$(MAKE) fuzz FUZZTIME=$(FUZZTIME)

## fuzz: each fuzz target for FUZZTIME
# Where the time of a target ends while a worker is at an input, go test may say "context deadline exceeded" and fail without one (go.dev/issue/75804): that is no finding.
fuzz:
	@set -e; log=$$(mktemp); trap 'rm -f "$$log"' EXIT; for p in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
			echo "fuzz $$p $$f"; \
			if $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$p >"$$log" 2>&1; then grep 'elapsed' "$$log" | tail -n 1; \
			elif grep -q 'context deadline exceeded' "$$log" && ! grep -qE 'Failing input|panic|fatal error|DATA RACE' "$$log"; then echo "  its time ended in the middle of an input"; \
			else cat "$$log"; exit 1; fi; done; done

fmt:
	gofmt -w $$(git ls-files '*.go')

## bench: bytes per second and allocations per stage, articles per second for the whole way
bench: need-go
	$(GO) test -run '^$$' -bench . -benchmem ./...

## compare: words a second beside prose, wink-nlp and compromise, as ratios (examples/compare); peers are fetched, what is missing is left out
compare: need-go
	@cd examples/compare && if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then \
		echo "compare: there is no node with npm here: wink-nlp and compromise are left out"; \
	elif [ ! -d node_modules/wink-nlp ] && ! npm install --no-audit --no-fund --silent; then \
		echo "compare: npm could not fetch wink-nlp and compromise (no network?): they are left out"; fi
	cd examples/compare && $(GO) run .

## eval: score the bundled example, and the stages and the real reports where SHARED has them; rewrites the golden scores
eval: build
	$(BIN) eval --dossier examples/dossier --gold examples/gold --scores testdata/scores/example.txt --update
	@if [ -d "$(SHARED)/data" ]; then for s in segment syntax mention attribution timex pages; do \
		$(BIN) eval $$s --gold "$(SHARED)/data" --scores testdata/scores/$$s.txt --update || [ $$? -eq 4 ] || exit 1; done; \
	else echo "eval: no $(SHARED)/data here: the stages were not scored on their corpora"; fi
	@if [ -d "$(SHARED)/seeds" ] && command -v python3 >/dev/null 2>&1; then \
		mkdir -p out && rm -f out/seeds.db* && $(BIN) build --quiet "$(SHARED)/seeds" -o out/seeds.db && \
		$(BIN) export out/seeds.db --format json -o out/seeds.json && \
		python3 "$(SHARED)/tools/score_gold.py" "$(SHARED)/gold" out/seeds.json | tee testdata/scores/seeds.txt; \
	else echo "eval: no $(SHARED)/seeds (or no python3) here: the real reports were not scored"; fi

## coded: score the dossiers of testdata/coded, whose reports are in SHARED; rewrites the golden scores
coded: need-go
	@if [ -d "$(SHARED)/data/news" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureCoded$$' ./cmd/parley; \
	else echo "coded: no $(SHARED)/data/news here: the coded dossiers were not scored"; fi

## odds: fit what speaks for two voices being at odds on the dossiers of testdata/coded that may be read, and tell what a fit does on a dossier left out
odds: need-go
	@if [ -d "$(SHARED)/data/news" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureOdds$$' ./cmd/parley && $(GO) fmt ./internal/record && \
		PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureRuleCounts$$' ./cmd/parley; \
	else echo "odds: no $(SHARED)/data/news here: nothing was fitted"; fi

## days: fit which day a statement has, by what the rules give and by what signs, on the dossiers of testdata/coded that may be read, and tell what a fit does on dossiers left out
days: need-go
	@if [ -d "$(SHARED)/data/news" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureDayOdds$$$$' ./cmd/parley; \
	else echo "days: no $(SHARED)/data/news here: nothing was fitted"; fi

## dates: fit which time of its sentence an event has, by what the rules give and by what signs, on the dossiers of testdata/coded that may be read, and tell what a fit does on dossiers left out
dates: need-go
	@if [ -d "$(SHARED)/data/news" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureDateOdds$$$$' ./cmd/parley; \
	else echo "dates: no $(SHARED)/data/news here: nothing was fitted"; fi

## events: fit of which type an event is told by what signs, how it stands and who takes part, on the dossiers of testdata/coded that may be read, and tell what fits do on dossiers left out
events: need-go
	@if [ -d "$(SHARED)/data/news" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasure(EventOdds|Tellings)$$' ./cmd/parley; \
	else echo "events: no $(SHARED)/data/news here: nothing was fitted"; fi

## tolls: fit what speaks for two counts of dead being of one happening, on those of testdata/tolls, and tell what a fit does on reports left out
tolls: need-go
	@if [ -d "$(SHARED)/data/fa-kes" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" PARLEY_UPDATE=1 $(GO) test -tags measure -count=1 -v -run '^TestMeasureTollOdds$$' ./cmd/parley && $(GO) fmt ./internal/record; \
	else echo "tolls: no $(SHARED)/data/fa-kes here: nothing was fitted"; fi

## robust: F1 of attributions in texts that are printed in other ways, and what is lost; rewrites the golden scores
robust: build
	@if [ -d "$(SHARED)/data/polnear" ]; then \
		$(BIN) eval attribution --gold "$(SHARED)/data" --transform all --scores testdata/scores/robust.txt --update; \
	else echo "robust: no $(SHARED)/data/polnear here: nothing was scored"; fi

## measure: hold the stages to their floors on the corpora of SHARED (tests with the build tag measure)
measure: need-go
	@if [ -d "$(SHARED)/data" ]; then PARLEY_DATA="$(abspath $(SHARED))/data" $(GO) test -tags measure -count=1 -v -timeout 3h -run '^TestMeasure' ./internal/copies ./internal/timex ./internal/clean ./internal/warc ./internal/segment ./internal/restore ./internal/syntax ./internal/mention ./internal/attribution ./internal/record ./internal/store/sqldb ./internal/engine ./internal/eval ./internal/web ./read ./cmd/parley; \
	else echo "measure: no $(SHARED)/data here: nothing was measured"; fi

## big: a record of BIG_REPORTS invented reports in out/big.db, for measuring; the same each time
BIG_REPORTS ?= 100000
big: need-go
	@mkdir -p out && rm -f out/big.db out/big.db-wal out/big.db-shm
	PARLEY_BIG=$(CURDIR)/out/big.db PARLEY_BIG_REPORTS=$(BIG_REPORTS) $(GO) test -tags measure -count=1 -v -timeout 3h -run '^TestBig$$' ./internal/engine

## load: twenty readers on a copy of out/big.db (make big) while reports are added; percentiles of every kind of page, which must keep their limits
load: need-go
	@[ -f out/big.db ] || { echo "load: make big writes out/big.db"; exit 1; }
	PARLEY_BIG=$(CURDIR)/out/big.db $(GO) test -tags measure -count=1 -v -timeout 6h -run '^TestMeasureLoad$$' ./cmd/parley

## axe: axe-core over every page of the invented dossier, best practices too (make test holds each route to WCAG 2.2 A and AA)
axe: need-go browser islands
	$(GO) test -tags measure -count=1 -run '^TestAxe' ./internal/web

## models: train every shipped model again and make every fit anew, byte for byte
models: build
	@if [ -d "$(SHARED)/data" ]; then $(BIN) train all --data "$(SHARED)/data" && $(MAKE) days dates events tolls odds; \
	else echo "models: no $(SHARED)/data here: nothing was trained"; fi

## screens: screenshots of every page into out/
screens: build browser
	PARLEY_SCREENS=$(CURDIR)/out $(GO) test -tags measure -count=1 -run TestScreens ./internal/web

## pictures: the tutorial's screenshots into docs/pictures, on a clock that stands
pictures: islands browser
	PARLEY_PICTURES=$(CURDIR)/docs/pictures $(GO) test -tags pictures -count=1 -run '^TestPictures$$' ./internal/web

clean:
	rm -rf bin out $(ISLANDS)/node_modules internal/web/assets/*.js
