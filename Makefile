# What a person types. `make help` lists the targets.
MVN := ./mvnw -B -ntp
INPUT ?= samples/orders.json

JVM_PACKAGE := lambda-native/target/jvm/function.zip
NATIVE_PACKAGE := lambda-native/target/function.zip
COMMAND := cli/target/tenfold.jar

FUNCTION_SOURCES := pom.xml lambda-native/pom.xml $(shell find lambda-native/src/main -type f)
COMMAND_SOURCES := pom.xml local/pom.xml cli/pom.xml $(shell find local/src/main cli/src/main -type f)

# The native package, if it is there and no source is newer; else the JVM one, which takes seconds.
NATIVE_IS_CURRENT = $(shell [ -f $(NATIVE_PACKAGE) ] && [ -z "$$(find $(FUNCTION_SOURCES) -newer $(NATIVE_PACKAGE))" ] && echo yes)
FUNCTION ?= $(if $(NATIVE_IS_CURRENT),$(NATIVE_PACKAGE),$(JVM_PACKAGE))

.DEFAULT_GOAL := help

.PHONY: help
help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(COMMAND) $(FUNCTION) ## Runs a batch on this machine: make run INPUT=samples/orders.json
	@./tenfold run --function $(FUNCTION) $(ARGS) $(INPUT)

.PHONY: dev
dev: ## Starts the function in development mode, with Lambda's mock event server on port 8080.
	$(MVN) -pl lambda-native quarkus:dev

.PHONY: test
test: ## Runs every test, and the checks of the format.
	$(MVN) verify

.PHONY: package
package: $(COMMAND) $(JVM_PACKAGE) ## Builds the command and the function's JVM package.

.PHONY: native
native: ## Builds the function's native package, with GraalVM, Docker or Podman: make native ARCH=arm64
	@ARCH=$(ARCH) lambda-native/build-native $(ARGS)

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

$(JVM_PACKAGE): $(FUNCTION_SOURCES)
	@echo "Building the function (the first time, Quarkus is downloaded, too) …"
	@$(MVN) -q -pl lambda-native package -DskipTests && touch $@
