package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a child is in the results, and how files hold it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter,
 *     WriterConfig</a>
 */
public record WriterConfig(Transformation transformation, OutputType outputType) {
  /** What is in the results of a child that succeeded; of others it is always the child itself. */
  public enum Transformation {
    /** The child: its input, output, dates and all. */
    NONE,
    /** Its output. */
    COMPACT,
    /** Its output, and of an output that is an array the elements. */
    FLATTEN
  }

  /** What a destination without a WriterConfig has. */
  public static final WriterConfig EXPORTED =
      new WriterConfig(Transformation.NONE, OutputType.JSON);

  /** What a Map without a ResultWriter has. */
  public static final WriterConfig RETURNED =
      new WriterConfig(Transformation.COMPACT, OutputType.JSON);

  /** Checks that both are there. */
  public WriterConfig {
    Objects.requireNonNull(transformation);
    Objects.requireNonNull(outputType);
  }

  /** Tells whether the results of a child that succeeded say which child it was. */
  public boolean tellsChildren() {
    return transformation == Transformation.NONE;
  }

  /** Tells whether the results have a child as it is, and not what it returned. */
  boolean isWhole(ChildExecution child) {
    return tellsChildren() || child.group() != ResultGroup.SUCCEEDED;
  }

  /** Returns what the results have of a child: any number of JSON texts. */
  public List<String> elements(ChildExecution child) {
    if (isWhole(child)) {
      return List.of(ResultWriter.json(child));
    }
    if (transformation == Transformation.FLATTEN
        && Json.parse(child.outputJson()) instanceof List<?> array) {
      return array.stream().map(Json::write).toList();
    }
    return List.of(child.outputJson());
  }

  /** Returns the elements as one text, as a file of this type has them, without what is around. */
  String joined(ChildExecution child) {
    Stream<String> elements = elements(child).stream();
    if (outputType == OutputType.JSONL) {
      elements = elements.map(WriterConfig::onOneLine);
    }
    return elements.collect(Collectors.joining(outputType.before(false)));
  }

  /** A child's output is kept as it was written, which may be over several lines. */
  private static String onOneLine(String json) {
    return json.indexOf('\n') < 0 && json.indexOf('\r') < 0 ? json : Json.write(Json.parse(json));
  }
}
