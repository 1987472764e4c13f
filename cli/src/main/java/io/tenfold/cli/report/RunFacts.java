package io.tenfold.cli.report;

import io.tenfold.local.map.run.MapRun;
import java.time.Instant;

/**
 * What is known of a run beside its children.
 *
 * @param status SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 * @param error its error's name, null where there is none
 * @param cause its error's cause, null where there is none
 * @param input what people call the file of records, null if unknown
 * @param retryOf the ARN of the run whose records this one tried again, null if none
 * @param consoleLink a link to AWS's console, null where there is none
 * @param manifest what people call the manifest, null if the run wrote no results
 * @param limit how many records could be in flight at most, null if unknown
 * @param toleratedPercent how many percent of the records could fail, null if unknown
 * @param counts how many records ended how, null if no record was read
 * @param proof whether every record is accounted for, null if there are no results
 * @param coldStarts what is known of them
 */
record RunFacts(
    String arn,
    String name,
    String status,
    Instant startDate,
    Instant stopDate,
    String error,
    String cause,
    String input,
    String retryOf,
    String consoleLink,
    String mapRunArn,
    String manifest,
    Integer limit,
    Double toleratedPercent,
    MapRun.ItemCounts counts,
    ProofLine proof,
    ColdStarts coldStarts) {

  /** Whether every record is accounted for exactly once, and that in a sentence. */
  record ProofLine(boolean holds, String sentence) {}
}
