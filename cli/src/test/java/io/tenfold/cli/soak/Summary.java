package io.tenfold.cli.soak;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What {@code --json} says of a run. */
record Summary(Map<?, ?> json) {

  /** Reads a command's output, or returns null if it is no summary. */
  static Summary of(Ended ended) {
    try {
      return new Document().read(ended.out()) instanceof Map<?, ?> json
              && json.get("status") != null
          ? new Summary(json)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns how the run ended. */
  String status() {
    return (String) json.get("status");
  }

  /** Returns the execution's error, or the empty text. */
  String error() {
    return json.get("error") instanceof String error ? error : "";
  }

  /** Returns the execution's name. */
  String name() {
    return arn().substring(arn().lastIndexOf(':') + 1);
  }

  /** Returns the execution's ARN. */
  String arn() {
    return (String) json.get("executionArn");
  }

  /** Returns one of the counts, or -1 where there are none. */
  long count(String name) {
    return json.get("counts") instanceof Map<?, ?> counts && counts.containsKey(name)
        ? Document.number(counts.get(name))
        : -1;
  }

  /** Returns how many records may have run, as it says; 0 if it does not. */
  long mayHaveRun() {
    return Math.max(0, Document.number(json.get("mayHaveRun")));
  }

  /** Returns whether it says that every record is accounted for; null if it does not say. */
  Boolean proof() {
    return (Boolean) json.get("everyRecordAccountedForOnce");
  }

  /** Returns the manifest's file, null if there is none. */
  String manifest() {
    return (String) json.get("manifest");
  }

  /** Returns how many messages it has seen on the queue. */
  int messages() {
    return json.get("messages") instanceof List<?> messages ? messages.size() : 0;
  }
}
