package io.tenfold.bench.coldstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
 * @param answers says whether an answer is right
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
    AnswerCheck answers) {

  /** Returns it with more files, which were seen to be mapped into its process. */
  Candidate withFiles(List<Path> all) {
    return new Candidate(
        kind, title, detail, zip, taskRoot, command, environment, List.copyOf(all), answers);
  }
}
