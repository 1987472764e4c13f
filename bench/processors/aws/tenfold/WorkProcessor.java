package io.tenfold.bench.processor;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The work as a processor. */
@Processor
public class WorkProcessor implements RecordProcessor<Input, Output> {
  private final Work work =
      new Work(
          DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());

  @Override
  public Output process(Input input, RecordContext context) {
    return work.process(input);
  }
}
