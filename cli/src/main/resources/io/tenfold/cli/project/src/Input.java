package @PACKAGE@;

import java.math.BigDecimal;

/** A record of the batch, as the file has it; a field that the file leaves out is null. */
public record Input(String id, Integer quantity, BigDecimal unitPrice) {}
