package io.tenfold.bench.coldstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function that is started again and again.
 *
 * @param kind which of the candidates it is
 * @param title its name in the results
 * @param detail what exactly it is, in a sentence without a full stop
 * @param zip the deployment package, with the function alone and not its runtime
 * @param taskRoot where that is unpacked, and the process's working folder
 * @param command the program and its arguments
 * @param environment variables beside those that Lambda defines
 * @param files what the process reads, as far as that is known before its first start
 * @param answers says whether an answer is right; null: as the first start's answers are
 * @param events what it is sent
 * @param pair the processor that it is one of two with, if it is
 */
record Candidate(
    CandidateKind kind,
    String title,
    String detail,
    Path zip,
    Path taskRoot,
    List<String> command,
    Map<String, String> environment,
    List<Path> files,
    AnswerCheck answers,
    Events events,
    Optional<RealProcessor> pair) {

  /** As the other constructor, for a candidate without a pair. */
  Candidate(
      CandidateKind kind,
      String title,
      String detail,
      Path zip,
      Path taskRoot,
      List<String> command,
      Map<String, String> environment,
      List<Path> files,
      AnswerCheck answers,
      Events events) {
    this(
        kind,
        title,
        detail,
        zip,
        taskRoot,
        command,
        environment,
        files,
        answers,
        events,
        Optional.empty());
  }

  /** Returns it with more files, which were seen to be mapped into its process. */
  Candidate withFiles(List<Path> all) {
    return new Candidate(
        kind,
        title,
        detail,
        zip,
        taskRoot,
        command,
        environment,
        List.copyOf(all),
        answers,
        events,
        pair);
  }

  /** Returns it with a check of its answers. */
  Candidate withAnswers(AnswerCheck check) {
    return new Candidate(
        kind, title, detail, zip, taskRoot, command, environment, files, check, events, pair);
  }
}
