package io.tenfold.cli.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result files of a run as the judge reads them.
 *
 * @param children those of all groups
 * @param faults what is wrong with the files themselves
 */
record ResultSet(List<Child> children, List<String> faults) {

  /** A child as its group's file has it. */
  record Child(
      String group,
      String name,
      String status,
      long index,
      Object record,
      Object output,
      String error,
      String cause) {}

  /** Reads what a manifest lists. */
  static ResultSet of(Path bucket, Path manifest) {
    List<Child> children = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Document document = new Document();
    try {
      Map<?, ?> whole = (Map<?, ?>) document.read(Files.readAllBytes(manifest));
      Map<?, ?> files = (Map<?, ?>) whole.get("ResultFiles");
      for (String group : List.of("SUCCEEDED", "FAILED", "PENDING")) {
        for (Object file : (List<?>) files.get(group)) {
          read(document, bucket, group, (Map<?, ?>) file, children, faults);
        }
      }
    } catch (IOException | RuntimeException e) {
      faults.add(manifest.getFileName() + " can't be read: " + e);
    }
    return new ResultSet(children, faults);
  }

  private static void read(
      Document document,
      Path bucket,
      String group,
      Map<?, ?> file,
      List<Child> children,
      List<String> faults)
      throws IOException {
    Path path = bucket.resolve((String) file.get("Key"));
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length != Document.number(file.get("Size"))) {
      faults.add(path.getFileName() + " has another size than the manifest says");
    }
    for (Object each : (List<?>) document.read(bytes)) {
      Map<?, ?> child = (Map<?, ?>) each;
      Map<?, ?> input = (Map<?, ?>) document.read((String) child.get("Input"));
      String output = (String) child.get("Output");
      children.add(
          new Child(
              group,
              (String) child.get("Name"),
              (String) child.get("Status"),
              Document.number(input.get("index")),
              input.get("record"),
              output == null ? null : document.read(output),
              (String) child.get("Error"),
              (String) child.get("Cause")));
    }
  }

  /** Returns how many children a group has. */
  long count(String group) {
    return children.stream().filter(child -> child.group().equals(group)).count();
  }

  /** Returns how many children ended with one of these statuses. */
  long status(String... statuses) {
    return children.stream().filter(child -> List.of(statuses).contains(child.status())).count();
  }
}
