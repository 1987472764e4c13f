# What a person types. `make help` lists the targets.
MVN := ./mvnw -B -ntp
INPUT ?= samples/orders.json

# The function's module: of `make run`, `dev`, `package` and `native` it may be another, such as samples/documents.
MODULE := lambda-native
JVM_PACKAGE := $(MODULE)/target/jvm/function.zip
NATIVE_PACKAGE := $(MODULE)/target/function.zip
COMMAND := cli/target/tenfold.jar

# What the function has in its environment. Of the command line alone: a shell may have an ENV of its own.
given = $(if $(filter command%,$(origin $1)),$($1))
ENVIRONMENT := $(foreach variable,$(call given,ENV),--env '$(variable)') $(if $(call given,ENV_FILE),--env-file '$(ENV_FILE)') $(if $(call given,AWS),--aws '$(AWS)')

FUNCTION_SOURCES := pom.xml bom/pom.xml $(MODULE)/pom.xml $(shell find extension/*/pom.xml extension/*/src/main $(MODULE)/src/main -type f)
COMMAND_SOURCES := pom.xml bom/pom.xml local/pom.xml cli/pom.xml cli/aws/pom.xml $(shell find local/src/main cli/src/main -type f)

NATIVE_IMAGE := $(or $(wildcard $(GRAALVM_HOME)/bin/native-image),$(shell command -v native-image))

.DEFAULT_GOAL := help

.PHONY: help
help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(COMMAND) $(JVM_PACKAGE) ## Runs a batch on this machine: make run INPUT=samples/orders.json ENV="LIST=2026 TOKEN" AWS=up
	@./tenfold run $(if $(call given,MODULE),--function $(JVM_PACKAGE)) $(ENVIRONMENT) $(ARGS) $(INPUT)

# By its whole name: Maven looks for a prefix in the first module alone, which is the bom.
QUARKUS = io.quarkus.platform:quarkus-maven-plugin:$(shell sed -n 's|.*<quarkus.version>\(.*\)</quarkus.version>.*|\1|p' bom/pom.xml extension/parent/pom.xml pom.xml | head -n 1)

.PHONY: dev
dev: $(COMMAND) ## Starts the function in development mode, with Lambda's mock event server on port 8080 (ENV, ENV_FILE and AWS as of run).
	@variables=$$(./tenfold env $(ENVIRONMENT)) && eval "$$variables" && exec $(MVN) -pl $(MODULE) -am test-compile $(QUARKUS):dev

.PHONY: check
check: ## Runs the quick unit tests of the modules that changed, and checks the format: make check BASE=HEAD~3
	@.ci/check $(BASE)

.PHONY: test
test: ## Runs every test, and the checks of the format and of the Terraform modules.
	$(MVN) -T2 verify
	@$(MAKE) --no-print-directory test-native
	@$(MAKE) --no-print-directory -j2 test-release test-terraform

.PHONY: test-terraform
test-terraform: ## Checks the Terraform modules and the policies, where terraform is on the PATH.
	@if command -v terraform >/dev/null || [ "$$CI" = true ]; then terraform/tests/run; else echo "terraform is not on the PATH: its checks were not run"; fi

.PHONY: terraform-faults
terraform-faults: $(COMMAND) $(JVM_PACKAGE) ## Applies stacks and all examples at a local endpoint that refuses calls: whole after three more applies, gone after destroy.
	terraform/tests/faults.py $(JVM_PACKAGE)

NATIVE_BUILD := $(MVN) verify -Dnative -Dtenfold.test-only=true -DskipUnitTests
NATIVE_TESTS := $(NATIVE_BUILD) -pl lambda-native,e2e -am

.PHONY: test-native
test-native: ## Runs the function's tests and the scenarios on native packages, where native-image is to be had.
ifneq ($(NATIVE_IMAGE),)
	$(NATIVE_TESTS) -Dtenfold.start=quarkus -De2e.processor=io.tenfold.e2e.InjectedFaultyProcessor
	$(NATIVE_TESTS)
	$(NATIVE_BUILD) -pl samples/documents -am -Dtenfold.idempotency=dynamodb -Dtenfold.native.tuning=-Ob
else
	@echo "There is no native-image (GRAALVM_HOME, PATH): the native packages were not built or tested"
endif

.PHONY: test-release
test-release: ## Publishes to the folder target/published, checks what is there, and uses it as a new user would.
	release/tests/run
	release/tests/bundle
	release/tests/api
	release/tests/codestart
	release/tests/project

TRIES ?= 20000
MINUTES ?= 5

.PHONY: fuzz
fuzz: ## Runs the property tests with many tries, then Jazzer: make fuzz TRIES=100000 MINUTES=60
	$(MVN) -pl local,extension/runtime test -Dtest='*PropertyTest' -Djqwik.tries.default=$(TRIES)
	@local/fuzz $(MINUTES)

SOAK := $(MVN) -q -pl cli -am test -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: soak
soak: ## Runs seeded batches with disturbed functions and machines: make soak SEED=7 RUNS=2000, or ONLY=123
	$(SOAK) -Dtest=SoakRun -Dsoak.seed=$(or $(SEED),1) -Dsoak.runs=$(or $(RUNS),200) $(if $(ONLY),-Dsoak.only=$(ONLY))

.PHONY: soak-mutants
soak-mutants: ## Plants bugs, one at a time, and shows that a soak finds each.
	$(SOAK) -Dtest=MutantsRun

.PHONY: package
package: $(COMMAND) $(JVM_PACKAGE) ## Builds the command and the function's JVM package.

.PHONY: native
native: ## Builds the function's native package, with GraalVM, Docker or Podman: make native ARCH=arm64
	$(MVN) -pl $(MODULE) -am package -Dnative -DskipTests $(if $(ARCH),-Dtenfold.architecture=$(ARCH)) $(ARGS)

.PHONY: native-cli
native-cli: ## Builds the tenfold command natively: cli/target/tenfold, which starts in a few hundredths of a second.
	$(MVN) -pl cli -am package -Dnative.cli -DskipTests

.PHONY: test-native-cli
test-native-cli: native-cli ## Builds the command natively and compares it with the one on the JVM.
	cli/src/test/native-command

# The package that Terraform will take, by what it will be told, and nothing where package_path names another.
VAR_FILES = $(wildcard terraform/terraform.tfvars terraform/*.auto.tfvars) $(patsubst -var-file=%,terraform/%,$(filter -var-file=%,$(TF_ARGS)))
SAID_BY_FILES = $(if $(strip $(VAR_FILES)),$(shell sed -n 's/^ *package_type *= *"\(.*\)".*/\1/p' $(VAR_FILES) | tail -n 1))
SAID_BY_ARGUMENTS = $(patsubst package_type=%,%,$(lastword $(filter package_type=%,$(subst -var=,,$(subst ",,$(subst ',,$(TF_ARGS)))))))
PACKAGE_TYPE = $(or $(SAID_BY_ARGUMENTS),$(SAID_BY_FILES),$(TF_VAR_package_type),native)
DEPLOYED = $(if $(findstring package_path=,$(TF_ARGS)),,$(if $(filter jvm,$(PACKAGE_TYPE)),$(JVM_PACKAGE),$(NATIVE_PACKAGE)))

.PHONY: plan
plan: $(DEPLOYED) ## Shows what deploy would change (TF_ARGS="-var memory_size=256" and the like); it, too, takes no package that is out of date.
	terraform/tf init -input=false && terraform/tf plan $(TF_ARGS)

.PHONY: deploy
deploy: $(DEPLOYED) ## Creates or updates everything on AWS with Terraform.
	terraform/tf init -input=false && terraform/tf apply $(TF_ARGS)

.PHONY: destroy
destroy: ## Removes everything from AWS that deploy created.
	terraform/tf destroy $(TF_ARGS)

.PHONY: up
up: $(COMMAND) ## Starts the local AWS endpoint, for Terraform, the AWS CLI and the SDKs.
	@./tenfold up --background

.PHONY: down
down: $(COMMAND) ## Ends the local AWS endpoint.
	@./tenfold down

.PHONY: bench
bench: $(COMMAND) $(JVM_PACKAGE) ## Measures throughput and memory, side by side with peers, the readers, and the commands.
	$(MVN) -q -pl bench -am package -DskipTests
	java -jar bench/target/bench.jar throughput
	java -Xmx512m -XX:+UseSerialGC -jar bench/target/bench.jar reading
	java -jar bench/target/bench.jar commands

.PHONY: bench-cold
bench-cold: $(JVM_PACKAGE) ## Measures cold starts, side by side with peers (needs the native package, too).
	$(MVN) -q -pl bench -am package -DskipTests
	java -jar bench/target/bench.jar cold-start $(ARGS)

.PHONY: format
format: ## Formats the sources.
	$(MVN) spotless:apply

.PHONY: clean
clean: ## Deletes everything that was built, and the local buckets and queues.
	$(MVN) clean
	rm -rf .tenfold

$(COMMAND): $(COMMAND_SOURCES)
	@echo "Building the tenfold command …"
	@$(MVN) -q -pl cli -am package -DskipTests && touch $@

# Not built here: that takes minutes, and only who built it knows its ARCH and ARGS.
$(NATIVE_PACKAGE): $(FUNCTION_SOURCES)
	@if [ -e $@ ]; then \
	  echo "$@ is older than $(firstword $?)$(if $(word 2,$?), and $(words $(wordlist 2,$(words $?),$?)) more): it was built of other sources. Run 'make native', with its ARCH and ARGS, and this again."; \
	else \
	  echo "There is no native package yet: run 'make native', or use the JVM one with TF_ARGS='-var package_type=jvm'."; \
	fi >&2; exit 1

$(JVM_PACKAGE): $(FUNCTION_SOURCES)
	@echo "Building the function (the first time, Quarkus is downloaded, too) …"
	@$(MVN) -q -pl $(MODULE) -am package -DskipTests && touch $@
