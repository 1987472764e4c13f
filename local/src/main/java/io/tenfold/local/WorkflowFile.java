package io.tenfold.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A workflow file: a state machine's definition whose texts may have {@code ${…}} placeholders, as
 * Terraform's {@code templatefile} fills them.
 *
 * @param name what people call it: its path, or the name that it was shipped under
 * @param text its content
 */
public record WorkflowFile(String name, String text) {
  /** What the file of a project, and the one that was shipped, is called. */
  public static final String NAME = "statemachine.asl.json";

  /** Returns the file at a path, read as UTF-8. */
  public static WorkflowFile read(Path path) throws IOException {
    return new WorkflowFile(path.toString(), Files.readString(path));
  }

  /** Returns Tenfold's own workflow at this version, the one that Terraform's module deploys. */
  public static WorkflowFile shipped() {
    try (InputStream file = WorkflowFile.class.getResourceAsStream(NAME)) {
      if (file == null) {
        throw new IllegalStateException("This build of Tenfold has no " + NAME + " in it");
      }
      return new WorkflowFile(NAME, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
