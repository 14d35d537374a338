export CGO_ENABLED = 0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

ENGINE = cmd/engine/built/engine.wasm.gz

.PHONY: build engine test test-long test-browser browsers wasm release-form lint field simulate bench help

build: engine ## Build a static binary in bin/rung, with the engine of its form.
	go build -trimpath -ldflags "-s -w -X rung/cmd.engineDigest=$$(sha256sum $(ENGINE) | cut -d' ' -f1)" -o bin/rung ./cmd/rung

engine: ## Build the engine of the form as WebAssembly; without inlining it is an eighth smaller.
	cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" cmd/engine/built/
	GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -gcflags=all=-l -ldflags '-s -w' -o cmd/engine/built/engine.wasm ./cmd/engine
	gzip -9nf cmd/engine/built/engine.wasm

test: ## Run all tests that are quick, in under two minutes.
	go test -short ./...

test-long: ## Run all tests in full, kill loops and sweeps of damage with them, and each fuzz target with three thousand inputs.
	go test ./...
	.ci/fuzz

test-browser: browsers ## Open pages in Chromium, and the form in Firefox too, and check them with axe-core; installs all.
	RUNG_BROWSER=$(CURDIR)/.ci/browser go test -tags browser -count=1 -timeout 0 ./assess/report/html ./assess/form

browsers:
	for tool in chromium firefox-esr npm; do command -v $$tool || { apt-get update && apt-get install -y $$tool; } || exit; done
	npm ci --prefix .ci/browser --no-audit --no-fund

wasm: build ## Build the form, and print its size: at most 3.5 MB.
	size=$$(bin/rung form | wc -c); echo "form: $$size bytes, of 3500000 at most"; test $$size -le 3500000

release-form: build ## Write the form of each language to dist, with their hashes.
	mkdir -p dist
	for language in en fr; do bin/rung form --lang $$language >dist/rung-form-$$language.html || exit; done
	cd dist && sha256sum rung-form-*.html >SHA256SUMS

lint: ## Check formatting, vet, staticcheck and the built-in rubric.
	test -z "$$(gofmt -l .)"
	go vet -tags browser ./...
	GOOS=js GOARCH=wasm go vet ./cmd/engine
	go run $(STATICCHECK) -tags browser ./...
	go run ./cmd/rung rubric lint

field: ## Score the levels of public ladders by the facts they state.
	go test -count=1 -v -run 'TestField$$' ./assess

simulate: ## Simulate people at known levels, quick interviews with them, sessions of raters of known severity, and what a report says of them.
	go run ./cmd/rung rubric test --people 20000 --seed 1
	go test -count=1 -v -run 'TestSimulated(QuickInterviews|Staff)$$' ./assess
	go test -count=1 -v -run 'TestSimulated' ./assess/ratings

bench: browsers ## Measure sessions and rubrics against a tenth of them, the start against a program that prints a word, reading a rubric against the YAML library, and the form in both browsers.
	go test -run '^$$' -bench 10k -benchtime 3x ./assess/ratings ./assess/report
	go test -run '^$$' -bench Big -benchtime 10x ./cmd
	go test -run '^$$' -bench Start -benchtime 100x ./cmd
	go test -run '^$$' -bench Rubric -benchtime 200x ./rubric/doc
	RUNG_BROWSER=$(CURDIR)/.ci/browser go test -tags browser -run '^$$' -bench Form -benchtime 5x ./assess/form

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14
