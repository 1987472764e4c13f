package io.tenfold.local;

/**
 * How an execution ended.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
public sealed interface ExecutionOutcome {

  /** Returns Step Functions' word for it, such as {@code SUCCEEDED}. */
  String status();

  /** The execution reached its end with this output, a JSON value. */
  record Succeeded(Object output) implements ExecutionOutcome {
    @Override
    public String status() {
      return "SUCCEEDED";
    }
  }

  /** A state failed and nothing caught its error, or a Fail state was reached. */
  record Failed(String error, String cause) implements ExecutionOutcome {
    @Override
    public String status() {
      return "FAILED";
    }
  }

  /** The execution took longer than the state machine's TimeoutSeconds. */
  record TimedOut() implements ExecutionOutcome {
    @Override
    public String status() {
      return "TIMED_OUT";
    }
  }

  /** The execution was stopped, for the reason given. */
  record Aborted(String error, String cause) implements ExecutionOutcome {
    @Override
    public String status() {
      return "ABORTED";
    }
  }
}
