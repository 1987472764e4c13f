package io.tenfold.cli.workflow;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.trial.TrialOutcome;
import io.tenfold.local.trial.TrialRefused;
import io.tenfold.local.trial.TrialRequest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold test-state}: one state of the workflow, without a run. */
@Command(
    name = "test-state",
    header = "Tries one state of the workflow, without a run.",
    description = {
      "",
      "Runs one state of the workflow by itself and prints what became of it as JSON: its status,"
          + " output or error, the next state, and under `inspection` what each of its fields made"
          + " of its data. A Task, Map or Parallel calls and runs nothing: it has --result for its"
          + " result, or fails with --error.",
      "",
      "Ends with 0 when the state would lead on, with 1 when it would fail or be tried again, with"
          + " 2 when the command line is wrong, and 3 when there is no such state or workflow."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold test-state IsInputValid --input '{\"problems\": []}' --variables '{\"batchSize\":"
          + " 1}'",
      "  tenfold test-state ProcessRecord --error Lambda.TooManyRequestsException --retries 2"
    })
public final class TestStateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STATE", description = "The state's name, wherever it is.")
  private String state;

  @Option(
      names = "--input",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "The state's input. Default: ${DEFAULT-VALUE}.")
  private String input;

  @Option(
      names = "--variables",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "The variables that it sees, an object. Default: ${DEFAULT-VALUE}.")
  private String variables;

  @Option(
      names = "--result",
      paramLabel = "JSON",
      description = "What it gets in place of the result of what it calls or runs.")
  private String result;

  @Option(
      names = "--error",
      paramLabel = "NAME",
      description = "The error that what it calls or runs fails with.")
  private String error;

  @Option(names = "--cause", paramLabel = "TEXT", description = "The error's cause.")
  private String cause;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often it has been tried again before. Default: ${DEFAULT-VALUE}.")
  private long retries;

  @Option(
      names = "--failed",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many items of a Map have failed. Default: ${DEFAULT-VALUE}.")
  private long failed;

  @Option(
      names = "--reader-data",
      paramLabel = "TEXT",
      description =
          "What a Map's ItemReader is to have read, as its file holds it: `inspection` then has"
              + " what becomes of each item.")
  private String readerData;

  @Option(
      names = "--workflow",
      paramLabel = "FILE",
      description = "The workflow. Default: statemachine.asl.json here, or Tenfold's own.")
  private Path workflow;

  @Override
  public Integer call() throws Exception {
    if (result != null && error != null) {
      throw wrong("Give --result or --error, not both.");
    }
    if (cause != null && error == null) {
      throw wrong("--cause belongs to an --error.");
    }
    TrialRequest request =
        new TrialRequest(
            definition(),
            state,
            json("--input", input),
            object("--variables", variables),
            null,
            null,
            mock(),
            retries,
            failed,
            readerData);
    TrialOutcome outcome;
    try (LocalEngine engine =
        new LocalEngine(null, null, null, new Account("eu-central-1", "123456789012"))) {
      outcome = engine.tryState(request);
    } catch (TrialRefused e) {
      boolean needsMock = request.mock() == null && !e.getMessage().contains("not found");
      throw new UserError(
          needsMock
              ? "The state " + state + " calls or runs something: give it --result or --error."
              : e.getMessage() + ": " + state);
    } catch (DefinitionException e) {
      throw new UserError(e.lines("The workflow is wrong"));
    }
    PrintWriter out = spec.commandLine().getOut();
    new String(Json.writePretty(shown(outcome)), StandardCharsets.UTF_8)
        .lines()
        .forEach(out::println);
    out.flush();
    return outcome.leadsOn() ? ExitCode.SUCCEEDED : ExitCode.RUN_FAILED;
  }

  private static Map<String, Object> shown(TrialOutcome outcome) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("status", outcome.status());
    if (outcome.error() != null) {
      shown.put("error", outcome.error());
    }
    if (outcome.cause() != null) {
      shown.put("cause", outcome.cause());
    }
    if (outcome.leadsOn()) {
      shown.put("output", outcome.output());
    }
    if (outcome.nextState() != null) {
      shown.put("nextState", outcome.nextState());
    }
    shown.put("inspection", outcome.inspection());
    return shown;
  }

  private String definition() throws Exception {
    Path here = Path.of(WorkflowFile.NAME);
    WorkflowFile file;
    if (workflow != null) {
      if (!Files.isRegularFile(workflow)) {
        throw new UserError("There is no workflow " + workflow + ".");
      }
      file = WorkflowFile.read(workflow);
    } else {
      file = Files.isRegularFile(here) ? WorkflowFile.read(here) : WorkflowFile.shipped();
    }
    return new WorkflowPlaceholders("bucket", "function", "queue").fill(file.text());
  }

  private TrialRequest.Mock mock() {
    if (result == null && error == null) {
      return null;
    }
    return error == null
        ? TrialRequest.Mock.ofResult(json("--result", result), TrialRequest.Validation.AS_SEEN)
        : TrialRequest.Mock.ofError(error, cause);
  }

  private Object json(String option, String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJson e) {
      throw wrong(option + " is no JSON: " + e.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // A JSON object has names.
  private Map<String, Object> object(String option, String text) {
    if (json(option, text) instanceof Map<?, ?> members) {
      return (Map<String, Object>) members;
    }
    throw wrong(option + " must be a JSON object.");
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
