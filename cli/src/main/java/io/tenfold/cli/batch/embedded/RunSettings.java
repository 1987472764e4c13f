package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.local.WorkflowFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What runs the records on this machine, and how.
 *
 * @param workflow the state machine's definition
 * @param functionPackage the function's zip, or a folder with its content
 * @param timeout how long one invocation may take
 * @param reservedConcurrency above how many invocations at once the function is throttled
 * @param environment what it has in its environment
 * @param options the words of the command line that say all this, to be given again; the
 *     environment's values are not among them
 */
public record RunSettings(
    WorkflowFile workflow,
    Path functionPackage,
    int memoryMegabytes,
    Duration timeout,
    OptionalInt reservedConcurrency,
    FunctionEnvironment environment,
    List<String> options) {}
