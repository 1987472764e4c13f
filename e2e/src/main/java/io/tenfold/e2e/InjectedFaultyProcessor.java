package io.tenfold.e2e;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The same with what Quarkus injects, so that every fault can also be seen in a function that has
 * Quarkus at run time.
 */
@Processor
public class InjectedFaultyProcessor implements RecordProcessor<Fault, Long> {
  private final FaultyProcessor faulty = new FaultyProcessor();
  private final String application;
  private final Logger log;

  @Inject
  InjectedFaultyProcessor(
      @ConfigProperty(name = "quarkus.application.name") String application, Logger log) {
    this.application = application;
    this.log = log;
  }

  @Override
  public Long process(Fault fault, RecordContext context) throws Exception {
    log.debugf("%s is told to %s", application, fault.kind());
    return faulty.process(fault, context);
  }
}
