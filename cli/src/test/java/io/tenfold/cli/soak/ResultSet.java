package io.tenfold.cli.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The result files of a run as the judge reads them.
 *
 * @param children those of all groups, a record each; the children of batches are taken apart
 * @param faults what is wrong with the files themselves
 */
record ResultSet(List<Child> children, List<String> faults) {

  /**
   * A child as its group's file has it, or one record of a child that ran a batch.
   *
   * @param batch how many records the child ran, 0 for one by itself
   */
  record Child(
      String group,
      String name,
      int batch,
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
      String text = (String) child.get("Output");
      Object output = text == null ? null : document.read(text);
      if (!(input.get("Items") instanceof List<?> items)) {
        children.add(whole(group, child, 0, input, output));
        continue;
      }
      List<Object> outcomes = outcomes(document, bucket, group, child, output);
      if (outcomes == null) {
        items.forEach(
            item -> children.add(whole(group, child, items.size(), (Map<?, ?>) item, output)));
        continue;
      }
      Map<Long, Map<?, ?>> byIndex = new HashMap<>();
      for (Object item : items) {
        byIndex.put(Document.number(((Map<?, ?>) item).get("index")), (Map<?, ?>) item);
      }
      for (Object outcome : outcomes) {
        children.add(part(child, items.size(), byIndex, (Map<?, ?>) outcome));
      }
    }
  }

  /** A child's only record, or one that shares the fate of its child. */
  private static Child whole(
      String group, Map<?, ?> child, int batch, Map<?, ?> item, Object output) {
    return new Child(
        group,
        (String) child.get("Name"),
        batch,
        (String) child.get("Status"),
        Document.number(item.get("index")),
        item.get("record"),
        output,
        (String) child.get("Error"),
        (String) child.get("Cause"));
  }

  /** A record of a batch, with its own outcome; one that the batch does not have has no record. */
  private static Child part(
      Map<?, ?> child, int batch, Map<Long, Map<?, ?>> items, Map<?, ?> outcome) {
    long index = Document.number(outcome.get("index"));
    boolean failed = outcome.get("error") != null;
    Map<?, ?> item = items.get(index);
    return new Child(
        failed ? "FAILED" : "SUCCEEDED",
        (String) child.get("Name"),
        batch,
        failed ? "FAILED" : "SUCCEEDED",
        index,
        item == null ? null : item.get("record"),
        failed ? null : outcome,
        (String) outcome.get("error"),
        (String) outcome.get("cause"));
  }

  /** Returns what a batch's child says of each record, or null if it ended as a whole. */
  private static List<Object> outcomes(
      Document document, Path bucket, String group, Map<?, ?> child, Object output)
      throws IOException {
    Map<?, ?> says;
    if (group.equals("SUCCEEDED")) {
      says = (Map<?, ?>) output;
    } else if ("Tenfold.EveryRecordFailed".equals(child.get("Error"))) {
      Map<?, ?> cause = (Map<?, ?>) document.read((String) child.get("Cause"));
      says = object(document, bucket, (String) cause.get("failures"));
    } else {
      return null;
    }
    List<Object> outcomes = new ArrayList<>((List<?>) says.get("outcomes"));
    for (Object key : (List<?>) says.get("parts")) {
      outcomes.addAll((List<?>) object(document, bucket, (String) key).get("outcomes"));
    }
    return outcomes;
  }

  private static Map<?, ?> object(Document document, Path bucket, String key) throws IOException {
    return (Map<?, ?>) document.read(Files.readAllBytes(bucket.resolve(key)));
  }

  /** Returns how many records a group has. */
  long count(String group) {
    return children.stream().filter(child -> child.group().equals(group)).count();
  }

  /** Returns how many records ended with one of these statuses. */
  long status(String... statuses) {
    return children.stream().filter(child -> List.of(statuses).contains(child.status())).count();
  }
}
