package io.tenfold.bench.processor;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import java.math.BigDecimal;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The work as a processor. */
@Processor
public class WorkProcessor implements RecordProcessor<Input, Output> {
  private final Work work =
      new Work(
          DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());

  private boolean hasCalled;

  @Override
  public Output process(Input input, RecordContext context) {
    // No request of Lambda's has this id: it is the record below, while the process starts.
    return context.awsRequestId().equals("sample") ? rehearse(input) : work.process(input);
  }

  /** Sends all that a record's write is, once, on a condition that nothing meets. */
  private Output rehearse(Input input) {
    if (!hasCalled) {
      hasCalled = true;
      try {
        return work.processUnder("attribute_exists(pk) AND attribute_not_exists(pk)", input);
      } catch (ConditionalCheckFailedException e) {
        return new Output(input.id(), "");
      }
    }
    return new Output(input.id(), "");
  }

  @Override
  public Input sample() {
    return new Input("sample", "nobody", new BigDecimal("0.01"));
  }
}
