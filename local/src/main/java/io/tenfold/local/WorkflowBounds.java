package io.tenfold.local;

/** What Tenfold's own workflow file lets an execution have, beside Step Functions' quotas. */
public final class WorkflowBounds {
  /** The most records that {@code batchSize} may be. */
  public static final int BATCH_RECORDS = 1_000;

  /** The most bytes of a batch's input, its MaxInputBytesPerBatch. */
  public static final int BATCH_INPUT_BYTES = 245_760;

  /** The most characters that {@code parameters} may have as JSON. */
  public static final int PARAMETERS_CHARACTERS = 8_192;

  private WorkflowBounds() {}
}
