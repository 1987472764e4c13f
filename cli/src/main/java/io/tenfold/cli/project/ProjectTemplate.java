package io.tenfold.cli.project;

import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.folder.TemporaryFolder;
import io.tenfold.local.map.read.InputType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a new project, which lie beside this class with words to be replaced. */
public final class ProjectTemplate {
  private static final Pattern WORD = Pattern.compile("@[A-Z_]+@");

  /** A file of the project, and the one that it is made of. */
  private record Made(String file, String from) {}

  private final NewProject project;
  private final Map<String, String> words;

  /** Takes what is to be written. */
  public ProjectTemplate(NewProject project) {
    this.project = project;
    this.words = project.words();
  }

  private List<Made> files() {
    String code = "src/main/java/" + project.javaPackage().replace('.', '/') + "/";
    String tests = "src/test/java/" + project.javaPackage().replace('.', '/') + "/";
    return List.of(
        new Made("README.md", "README.md"),
        new Made("Makefile", "Makefile"),
        new Made("pom.xml", "pom.xml"),
        new Made("mvnw", "mvnw"),
        new Made("mvnw.cmd", "mvnw.cmd"),
        new Made(".mvn/wrapper/maven-wrapper.properties", "maven-wrapper.properties"),
        new Made("tenfold", "tenfold"),
        new Made("tenfold.properties", "tenfold.properties"),
        new Made(".gitignore", "gitignore"),
        new Made(".editorconfig", "editorconfig"),
        new Made(code + "Input.java", "src/Input.java"),
        new Made(code + "Output.java", "src/Output.java"),
        new Made(code + project.className() + "Processor.java", "src/Processor.java"),
        new Made("src/main/resources/application.properties", "src/application.properties"),
        new Made(tests + project.className() + "ProcessorTest.java", "src/ProcessorTest.java"),
        new Made(tests + "FunctionTest.java", "src/FunctionTest.java"),
        new Made(
            "samples/" + project.name() + "." + project.suffix(),
            "samples/records." + project.suffix()),
        new Made(
            "samples/event.json",
            project.format() == InputType.CSV ? "samples/event.csv.json" : "samples/event.json"),
        new Made("terraform/main.tf", "terraform/main.tf"),
        new Made("terraform/variables.tf", "terraform/variables.tf"),
        new Made("terraform/outputs.tf", "terraform/outputs.tf"),
        new Made("terraform/versions.tf", "terraform/versions.tf"));
  }

  /**
   * Writes the project into a folder of its name, whole or not at all.
   *
   * @param parent the folder that it is to be in
   * @return the project's folder
   * @throws UserError if there is something of that name
   */
  public Path write(Path parent) throws IOException {
    Path folder = parent.resolve(project.name());
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(
          "There is already " + folder + ". Nothing was written; choose another name, or move it.");
    }
    // Beside and moved: on the same disk.
    try (TemporaryFolder unfinished = TemporaryFolder.in(parent)) {
      Path written = unfinished.path().resolve(project.name());
      for (Made made : files()) {
        write(written.resolve(made.file()), content(made.from()));
      }
      Files.move(written, folder);
    } catch (IOException e) {
      throw new UserError("The project can't be written: " + FaultWords.of(e), e);
    }
    return folder;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    if (startsWithScript(content) && !file.toFile().setExecutable(true, false)) {
      throw new IOException(file + " can't be made executable");
    }
  }

  private byte[] content(String from) throws IOException {
    try (InputStream template = ProjectTemplate.class.getResourceAsStream(from)) {
      if (template == null) {
        throw new IllegalStateException("This build of Tenfold has no " + from + " in it");
      }
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      // A word that is not ours, as Maven's own script has, stays.
      return WORD.matcher(text)
          .replaceAll(
              found -> Matcher.quoteReplacement(words.getOrDefault(found.group(), found.group())))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static boolean startsWithScript(byte[] content) {
    return content.length > 2 && content[0] == '#' && content[1] == '!';
  }
}
