package io.tenfold.bench.processor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The work as the plain template's function, with the workflow's envelope taken off and put on. */
public class Handler implements RequestHandler<Handler.Envelope, Handler.Answer> {
  /** An event of the workflow. */
  public record Envelope(
      int index, Input record, String origin, boolean textValues, Map<String, String> parameters) {}

  /** The answer to it. */
  public record Answer(int index, Output output) {}

  private final Work work;

  /** Takes the extension's client. */
  public Handler(DynamoDbClient client) {
    this.work = new Work(client);
  }

  @Override
  public Answer handleRequest(Envelope envelope, Context context) {
    return new Answer(envelope.index(), work.process(envelope.record()));
  }
}
