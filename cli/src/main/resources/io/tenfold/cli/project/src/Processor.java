package @PACKAGE@;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import java.math.BigDecimal;

/** What is done with every record. */
@Processor
public class @CLASS@Processor implements RecordProcessor<Input, Output> {

  /**
   * Returns what the record costs.
   *
   * @throws RecordRejected if the record is wrong and will stay wrong: it fails, the others go on
   */
  @Override
  public Output process(Input input, RecordContext context) {
    require("id", input.id());
    require("quantity", input.quantity());
    require("unitPrice", input.unitPrice());
    if (input.quantity() < 1) {
      throw new RecordRejected("quantity", "must be at least 1, is " + input.quantity());
    }
    BigDecimal amount = input.unitPrice().multiply(BigDecimal.valueOf(input.quantity()));
    return new Output(input.id(), amount);
  }

  private static void require(String field, Object value) {
    if (value == null) {
      throw new RecordRejected(field, "is missing");
    }
  }
}
