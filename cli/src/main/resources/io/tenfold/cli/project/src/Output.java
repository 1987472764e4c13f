package @PACKAGE@;

import java.math.BigDecimal;

/** What becomes of a record, as the results have it. */
public record Output(String id, BigDecimal amount) {}
