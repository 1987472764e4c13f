package io.tenfold.local.map.result;

/**
 * The three groups of a Map Run's result files: FAILED holds the failed, timed-out and aborted
 * children, PENDING those that never started.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public enum ResultGroup {
  SUCCEEDED,
  FAILED,
  PENDING;

  /**
   * Returns the group that a child's status belongs to.
   *
   * @throws IllegalArgumentException for a status that no finished or pending child has
   */
  public static ResultGroup of(String status) {
    return switch (status) {
      case "SUCCEEDED" -> SUCCEEDED;
      case "FAILED", "TIMED_OUT", "ABORTED" -> FAILED;
      case "PENDING" -> PENDING;
      default -> throw new IllegalArgumentException("A child has no result as " + status);
    };
  }
}
