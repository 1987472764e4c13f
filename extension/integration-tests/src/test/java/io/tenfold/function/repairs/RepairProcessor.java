package io.tenfold.function.repairs;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import java.math.BigDecimal;
import lombok.extern.slf4j.Slf4j;

/** Estimates repairs, with all that Lombok and MapStruct write. */
@Slf4j
@Processor
public class RepairProcessor implements RecordProcessor<Repair, Estimate> {
  /** Returns the estimate for a repair. */
  @Override
  public Estimate process(Repair repair, RecordContext context) {
    log.debug("estimating {}", repair);
    Estimate estimate = RepairMapper.INSTANCE.toEstimate(repair);
    estimate.setTotal(
        estimate.getLines().stream()
            .map(Estimate.Line::getPrice)
            .reduce(BigDecimal.ZERO, BigDecimal::add));
    return estimate;
  }
}
