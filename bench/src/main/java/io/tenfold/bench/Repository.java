package io.tenfold.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A clone of Tenfold's repository: where the workflow, the samples and the packages are. */
public record Repository(Path root) {
  private static final String WORKFLOW = "statemachine.asl.json";

  /**
   * Returns the repository at the folder, or, when that is null, the one that holds the working
   * directory.
   *
   * @throws BenchFailure if there is none
   */
  public static Repository find(Path given) {
    Path start = (given == null ? Path.of("") : given).toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = given == null ? folder.getParent() : null) {
      if (Files.exists(folder.resolve(WORKFLOW))) {
        return new Repository(folder);
      }
    }
    throw new BenchFailure("There is no " + WORKFLOW + " in " + start + ": name the root (--root)");
  }

  /** Returns the workflow's definition, with placeholders. */
  public Path workflow() {
    return root.resolve(WORKFLOW);
  }

  /** Returns a file of the repository by its path in it. */
  public Path file(String path) {
    return root.resolve(path);
  }

  /**
   * Returns a property of its pom.xml, such as {@code quarkus.version}.
   *
   * @throws BenchFailure if the pom has none of that name
   */
  public String property(String name) throws IOException {
    return inPom("<" + Pattern.quote(name) + ">([^<]+)</");
  }

  /** Returns its version, which is that of every artifact. */
  public String version() throws IOException {
    return inPom("<version>([^<]+)</");
  }

  private String inPom(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(file("pom.xml")));
    if (!found.find()) {
      throw new BenchFailure("The repository's pom.xml has no " + pattern);
    }
    return found.group(1);
  }

  /** Returns a path as the results may show it: from the root, or a file's bare name outside. */
  public String display(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(root)
        ? root.relativize(absolute).toString()
        : absolute.getFileName().toString();
  }

  /** Returns the commit that is checked out, marked when files were changed since, or "unknown". */
  public String commit() {
    String commit = git("rev-parse", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain", "--untracked-files=no").isEmpty()
        ? commit
        : commit + " with changes";
  }

  private String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(Arrays.asList(words));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
