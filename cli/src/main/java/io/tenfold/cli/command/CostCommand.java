package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.cost.Architecture;
import io.tenfold.cli.cost.BatchLimit;
import io.tenfold.cli.cost.BatchSizes;
import io.tenfold.cli.cost.ChildType;
import io.tenfold.cli.cost.Configuration;
import io.tenfold.cli.cost.CostStatement;
import io.tenfold.cli.cost.MeasuredRun;
import io.tenfold.cli.cost.Plan;
import io.tenfold.cli.cost.PriceTable;
import io.tenfold.cli.cost.Usage;
import io.tenfold.cli.results.RunResults;
import io.tenfold.local.WorkflowBounds;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.map.result.ResultFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold cost}: what a run will cost, or what it did. */
@Command(
    name = "cost",
    header = "Says what a run costs on AWS, before it or after.",
    description = {
      "",
      "Says what a run costs on AWS, itemised, and what other memory sizes or another type of"
          + " child executions, or another number of records in a batch, would cost and how long"
          + " each takes: estimated from --records and --ms, or from the measured"
          + " durations of a run that is over.",
      "",
      "Ends with 0, with 2 when the command line is wrong, and with 3 when there are no results or"
          + " prices to go by."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold cost --records 1000000 --ms 200",
      "  tenfold cost --records 1000000 --ms 2.5 --batch 100 --arch x86_64 --json",
      "  tenfold cost last --memory 512",
      "  tenfold cost --local last"
    })
final class CostCommand implements Callable<Integer> {
  private static final long MOST_EXPRESS_MILLIS = 5 * 60 * 1000;
  private static final long MOST_LAMBDA_MILLIS = 15 * 60 * 1000;

  /** Far beyond what a Map reads, and far below what a sum of money could not be worked out of. */
  private static final long MOST_RECORDS = 100_000_000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "A run that is over: its ARN, its name, or `last`; in place of --records and --ms.")
  private String run;

  @Option(names = "--records", paramLabel = "N", description = "How many records.")
  private Long records;

  @Option(
      names = "--ms",
      paramLabel = "M",
      description = "How many milliseconds the function takes for one record.")
  private BigDecimal millis;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "256",
      description = "The function's memory. Default: ${DEFAULT-VALUE}, as Terraform's.")
  private int memory;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      defaultValue = "arm64",
      description = "arm64 or x86_64. Default: ${DEFAULT-VALUE}.",
      converter = ArchitectureOption.class)
  private Architecture architecture;

  @Option(
      names = "--child",
      paramLabel = "TYPE",
      defaultValue = "EXPRESS",
      description = "EXPRESS or STANDARD children. Default: ${DEFAULT-VALUE}, as the workflow's.")
  private ChildType childType;

  @Option(
      names = {"--batch", "--batch-size"},
      paramLabel = "N",
      description =
          "How many records share a child and its invocation, each with its own outcome, as with"
              + " `tenfold start --batch-size`. Default: 1.")
  private Long batch;

  @Option(
      names = "--record-bytes",
      paramLabel = "N",
      description = "How large a record is, as JSON. Default: 1000.")
  private Long recordBytes;

  @Option(
      names = "--output-bytes",
      paramLabel = "N",
      description = "How large a record's output is, as JSON. Default: as large as a record.")
  private Long outputBytes;

  @Option(
      names = "--retries",
      paramLabel = "PERCENT",
      description = "How many percent of the records are tried a second time. Default: 0.")
  private BigDecimal retries;

  @Option(
      names = "--failures",
      paramLabel = "PERCENT",
      description = "How many percent of the records fail. Default: 0.")
  private BigDecimal failures;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "The function's time-out, which must hold a batch. Default: ${DEFAULT-VALUE}, as"
              + " Terraform's.")
  private long timeout;

  @Option(
      names = "--overhead-ms",
      paramLabel = "M",
      description = "What Step Functions takes for a child beside its invocation. Default: 50.")
  private Long overhead;

  @Option(
      names = "--log-bytes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "What one invocation logs, Lambda's own lines included. Default: 1000.")
  private long logBytes;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Other prices than the ones of us-east-1 that come with the command.")
  private Path priceFile;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    requireRange("--memory", memory, 128, 10_240);
    requireRange("--log-bytes", logBytes, 0, 1_000_000_000);
    requireRange("--timeout", timeout, 1, MOST_LAMBDA_MILLIS / 1_000);
    CostStatement statement = run == null ? estimate() : measured();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? statement.json() : statement.text());
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  private CostStatement estimate() {
    if (records == null || millis == null) {
      throw wrong("Give --records and --ms for an estimate, or a run that is over.");
    }
    Plan plan =
        new Plan(
            records,
            millis,
            batch == null ? 1 : batch,
            recordBytes == null ? 1_000 : recordBytes,
            outputBytes != null ? outputBytes : recordBytes == null ? 1_000 : recordBytes,
            retries == null ? BigDecimal.ZERO : retries,
            failures == null ? BigDecimal.ZERO : failures,
            logBytes,
            overhead == null ? 50 : overhead);
    requireRange("--records", plan.records(), 1, MOST_RECORDS);
    requireRange("--batch", plan.batch(), 1, WorkflowBounds.BATCH_RECORDS);
    requireRange("--record-bytes", plan.recordBytes(), 1, PayloadLimit.BYTES);
    requireRange("--output-bytes", plan.outputBytes(), 0, PayloadLimit.BYTES);
    requireRange("--overhead-ms", plan.overheadMillis(), 0, MOST_EXPRESS_MILLIS);
    requirePercent("--retries", plan.retriedPercent());
    requirePercent("--failures", plan.failedPercent());
    if (millis.signum() <= 0 || millis.compareTo(BigDecimal.valueOf(MOST_LAMBDA_MILLIS)) > 0) {
      throw wrong("--ms must be more than 0, and 900,000 (15 minutes) at most.");
    }
    BatchLimit limit = BatchLimit.of(plan, childType, timeout);
    requirePossible(plan, limit);
    Usage usage = plan.usage();
    return statement(
        String.format(
            "Estimate for %s, %s ms each", Quantity.of(records, "record"), millis.toPlainString()),
        usage,
        new BatchSizes(plan, limit, usage));
  }

  /** What AWS would not run has no price. */
  private void requirePossible(Plan plan, BatchLimit limit) {
    if (plan.batch() > limit.records()) {
      throw wrong(
          String.format(
              "--batch is %,d, but %s. Lower it to %,d.",
              plan.batch(), limit.reason(), limit.records()));
    }
    Usage usage = plan.usage();
    if (childType == ChildType.EXPRESS && !usage.allowsExpress()) {
      throw wrong(
          String.format(
              "A child takes %,d ms, and an EXPRESS one ends after 5 minutes: use --child"
                  + " STANDARD.",
              usage.longestChildMillis()));
    }
  }

  private CostStatement measured() throws IOException {
    if (records != null
        || millis != null
        || batch != null
        || recordBytes != null
        || outputBytes != null
        || retries != null
        || failures != null
        || overhead != null) {
      throw wrong(
          "A run says itself what --records, --ms, --batch, --record-bytes, --output-bytes,"
              + " --retries, --failures and --overhead-ms would: leave them out.");
    }
    try (Batches batches = stack.open(run)) {
      Batches.Run found = batches.describe(batches.resolve(run));
      if (!found.ended()) {
        throw new UserError(
            found.name()
                + " is not over yet. See how far it is: "
                + batches.hints().command("watch", batches.word(found.arn())));
      }
      ResultFiles results = new RunResults(batches).require(found);
      if (batches.unfinished(found.arn()).isPresent()) {
        throw new UserError(
            "What a run costs is told once it got through its records. "
                + UnfinishedHint.of(batches, found));
      }
      boolean failed = !found.status().equals("SUCCEEDED");
      MeasuredRun measured = MeasuredRun.read(results, found.duration(), failed, logBytes);
      Usage usage = measured.usage();
      return statement(
          String.format(
              "%s (%s), %s", found.name(), found.status(), Quantity.of(usage.records(), "record")),
          usage,
          measured.sizes(childType, timeout).orElse(null));
    }
  }

  private CostStatement statement(String title, Usage usage, BatchSizes sizes) {
    try {
      PriceTable prices = priceFile == null ? PriceTable.bundled() : PriceTable.read(priceFile);
      return new CostStatement(
          title, usage, sizes, new Configuration(memory, architecture, childType), prices);
    } catch (PriceTable.Unusable e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private void requirePercent(String option, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw wrong(option + " must be from 0 to 100.");
    }
  }

  private void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw wrong(
          String.format("%s is %d but must be from %,d to %,d", option, value, least, most));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Takes the names that AWS has, which are no Java names. */
  static final class ArchitectureOption implements CommandLine.ITypeConverter<Architecture> {
    @Override
    public Architecture convert(String value) {
      for (Architecture architecture : Architecture.values()) {
        if (architecture.toString().equalsIgnoreCase(value)) {
          return architecture;
        }
      }
      throw new CommandLine.TypeConversionException(value + " is neither arm64 nor x86_64");
    }
  }
}
