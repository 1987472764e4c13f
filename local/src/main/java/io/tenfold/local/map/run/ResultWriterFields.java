package io.tenfold.local.map.run;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.map.result.OutputType;
import io.tenfold.local.map.result.WriterConfig;
import java.util.Arrays;
import java.util.Optional;

/**
 * A Map's ResultWriter.
 *
 * @param arguments where the results are written to; null where the state returns them
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
record ResultWriterFields(Template arguments, WriterConfig config) {
  /** Takes the field; without it the state returns the children's outputs. */
  static ResultWriterFields of(Fields fields) {
    Fields writer = fields.object("ResultWriter");
    if (writer == null) {
      return new ResultWriterFields(null, WriterConfig.RETURNED);
    }
    boolean exports = writer.has("Resource") || writer.has("Arguments");
    if (!exports && !writer.has("WriterConfig")) {
      fields.report(
          fields.wrong(
              "ResultWriter",
              "must have a WriterConfig, or Resource and Arguments {\"Bucket\", \"Prefix\"}"));
    }
    WriterConfig config = config(writer);
    Template arguments = exports ? arguments(writer) : null;
    writer.finish();
    return new ResultWriterFields(arguments, config);
  }

  private static Template arguments(Fields writer) {
    String resource = writer.requiredText("Resource");
    if (resource != null && !Arn.integration(resource).equals(Optional.of("s3:putObject"))) {
      writer.report(writer.wrong("Resource", "must be arn:aws:states:::s3:putObject"));
    }
    if (!writer.has("Arguments")) {
      writer.report(writer.wrong("Arguments", "is required: {\"Bucket\", \"Prefix\"}"));
    }
    return writer.template("Arguments");
  }

  private static WriterConfig config(Fields writer) {
    Fields config = writer.object("WriterConfig");
    if (config == null) {
      return WriterConfig.EXPORTED;
    }
    WriterConfig given =
        new WriterConfig(
            choice(config, "Transformation", WriterConfig.Transformation.NONE),
            choice(config, "OutputType", OutputType.JSON));
    config.finish();
    return given;
  }

  private static <E extends Enum<E>> E choice(Fields config, String name, E otherwise) {
    String given = config.text(name);
    if (given == null) {
      return otherwise;
    }
    E[] known = otherwise.getDeclaringClass().getEnumConstants();
    return Arrays.stream(known)
        .filter(value -> value.name().equals(given))
        .findAny()
        .orElseGet(
            () -> {
              config.report(config.wrong(name, "must be one of " + Arrays.toString(known)));
              return otherwise;
            });
  }
}
