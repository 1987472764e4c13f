package io.tenfold.local.task;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import java.util.Map;

/**
 * A function that a Task names by its ARN: what the state gives, to what the function returns.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Specifying a
 *     Lambda function's ARN directly in the Resource field</a>
 */
public final class LambdaFunction implements TaskIntegration {
  private final FunctionInvoker functions;
  private final String arn;

  /** Takes the functions to be invoked, and the ARN of this one, qualified or not. */
  public LambdaFunction(FunctionInvoker functions, Arn arn) {
    this.functions = functions;
    this.arn = arn.toString();
  }

  @Override
  public String resource() {
    return arn;
  }

  @Override
  public String serviceName() {
    return arn;
  }

  @Override
  public boolean isChecked() {
    return false;
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context)
      throws InterruptedException {
    // Its result may be the state's output, without an expression that would read its numbers.
    return FunctionCall.parseAsWritten(
        FunctionCall.answer(
            FunctionCall.of(
                functions,
                arn,
                Json.writeBytes(arguments.get("Payload")),
                FunctionInvoker.Options.NONE,
                context)));
  }
}
