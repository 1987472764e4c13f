package io.tenfold.local.map.read;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ItemReader of a Map's definition.
 *
 * @param inputType null where the items are the objects below a prefix
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public record ItemReaderFields(
    InputType inputType,
    List<String> csvHeaders,
    char csvDelimiter,
    Template maxItems,
    List<String> itemsPointer,
    Template arguments) {
  /** The argument that says whose bucket it is to be. */
  public static final String OWNER = "ExpectedBucketOwner";

  /** Takes the ItemReader; null if the Map has none, or nothing can be told of it. */
  public static ItemReaderFields of(Fields map) {
    Fields reader = map.object("ItemReader");
    return reader == null ? null : map.part(() -> read(reader));
  }

  private static ItemReaderFields read(Fields reader) {
    String resource = reader.requiredText("Resource");
    if (resource == null) {
      return null;
    }
    Optional<String> integration = Arn.integration(resource);
    if (integration.equals(Optional.of("s3:listObjectsV2"))) {
      return listing(reader);
    }
    if (!integration.equals(Optional.of("s3:getObject"))) {
      throw reader.refused(
          "Resource", "The field 'Resource' does not match any of the allowed values");
    }
    Template arguments = arguments(reader, "Key");
    Fields config = reader.requiredObject("ReaderConfig");
    reader.finish();
    return config == null ? null : read(config, arguments);
  }

  private static ItemReaderFields read(Fields config, Template arguments) {
    InputType inputType = inputType(config);
    if (inputType == null) {
      return null; // which fields it may have can't be told
    }
    List<String> headers = null;
    char delimiter = ',';
    if (inputType == InputType.CSV) {
      headers = csvHeaders(config);
      delimiter = csvDelimiter(config);
    }
    List<String> pointer = inputType == InputType.JSON ? itemsPointer(config) : List.of();
    Template maxItems = config.wholeNumberTemplate("MaxItems", Long.MIN_VALUE, Long.MAX_VALUE);
    config.finish();
    return new ItemReaderFields(inputType, headers, delimiter, maxItems, pointer, arguments);
  }

  /** A listing needs no configuration, and what its objects hold is not read. */
  private static ItemReaderFields listing(Fields reader) {
    Fields config = reader.object("ReaderConfig");
    Template maxItems = null;
    if (config != null) {
      String transformation = config.text("Transformation");
      if (transformation != null && !transformation.equals("NONE")) {
        config.report(
            config.wrong(
                "Transformation",
                "other than NONE is not supported by the local engine, which lists objects and"
                    + " does not read what they hold"));
      }
      if (config.take("InputType") != null) {
        config.report(
            config.wrong(
                "InputType", "is not supported by the local engine, which lists objects only"));
      }
      maxItems = config.wholeNumberTemplate("MaxItems", Long.MIN_VALUE, Long.MAX_VALUE);
      config.finish();
    }
    Template arguments = arguments(reader, "Prefix");
    reader.finish();
    return new ItemReaderFields(null, null, ',', maxItems, List.of(), arguments);
  }

  private static Template arguments(Fields reader, String name) {
    if (reader.take("Arguments") instanceof Map<?, ?> given) {
      for (Object argument : given.keySet()) {
        if (!argumentNames(name.equals("Prefix")).contains(argument)) {
          reader.report(
              reader.wrong(
                  "Arguments",
                  "has '" + argument + "', which the local engine's ItemReader does not support"));
        }
      }
    }
    if (!reader.has("Arguments") && !reader.has("Parameters")) {
      reader.report(reader.wrong("Arguments", "is required: {\"Bucket\", \"" + name + "\"}"));
    }
    return reader.template("Arguments");
  }

  /** Returns the names that its Arguments may have. */
  public Set<String> argumentNames() {
    return argumentNames(isListing());
  }

  private static Set<String> argumentNames(boolean listing) {
    return listing
        ? Set.of("Bucket", "Prefix", OWNER)
        : Set.of("Bucket", "Key", "VersionId", OWNER);
  }

  /** Tells whether it lists the objects below a prefix, rather than reading one. */
  public boolean isListing() {
    return inputType == null;
  }

  private static InputType inputType(Fields config) {
    String name = config.requiredText("InputType");
    if (name == null) {
      return null;
    }
    for (InputType type : InputType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw config.wrong(
        "InputType", "is '" + name + "'; the local engine reads JSON, JSONL and CSV");
  }

  private static List<String> csvHeaders(Fields config) {
    if (!config.has("CSVHeaderLocation")) {
      config.report(config.refused("The field 'CSVHeaderLocation' is required"));
      config.take("CSVHeaders");
      return null;
    }
    String place = config.oneOf("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
    if (!"GIVEN".equals(place)) {
      if (place == null) {
        config.take("CSVHeaders");
      }
      return null;
    }
    config.require("CSVHeaders");
    List<String> headers = config.texts("CSVHeaders");
    if (headers.isEmpty() && config.has("CSVHeaders") && !config.isFaulty("CSVHeaders")) {
      config.report(
          config.wrong("CSVHeaders", "must list the headers with CSVHeaderLocation GIVEN"));
    }
    return headers;
  }

  private static char csvDelimiter(Fields config) {
    String name = config.text("CSVDelimiter");
    for (CsvDelimiter delimiter : CsvDelimiter.values()) {
      if (delimiter.name().equals(name == null ? "COMMA" : name)) {
        return delimiter.character();
      }
    }
    config.report(
        config.wrong("CSVDelimiter", "must be one of COMMA, PIPE, SEMICOLON, SPACE and TAB"));
    return ',';
  }

  /** Takes a JSON Pointer (RFC 6901) apart. */
  private static List<String> itemsPointer(Fields config) {
    String pointer = config.text("ItemsPointer");
    if (pointer == null || pointer.isEmpty()) {
      return List.of();
    }
    if (!pointer.startsWith("/")) {
      config.report(config.wrong("ItemsPointer", "must be a JSON Pointer, such as /data/orders"));
      return List.of();
    }
    return ReaderConfig.tokens(pointer);
  }

  /**
   * Returns the reader's configuration with MaxItems evaluated.
   *
   * @throws StateError {@code States.ItemReaderFailed} if MaxItems is negative, {@code
   *     States.Runtime} if it is no whole number
   */
  public ReaderConfig config(StateContext context) {
    return new ReaderConfig(inputType, csvHeaders, csvDelimiter, limit(context), itemsPointer);
  }

  /** Tells whether only what a JSON Pointer leads to is the dataset. */
  public boolean hasItemsPointer() {
    return !itemsPointer.isEmpty();
  }

  /** Returns how what a listing has found is read where it is given as JSON. */
  public ReaderConfig listed(StateContext context) {
    return new ReaderConfig(InputType.JSON, null, ',', limit(context), List.of());
  }

  /**
   * Returns MaxItems evaluated, 0 if there is none or it is 0: all items, as recorded on AWS.
   *
   * @throws StateError {@code States.ItemReaderFailed} if it is negative, {@code States.Runtime} if
   *     it is no whole number
   */
  public long limit(StateContext context) {
    if (maxItems == null) {
      return 0;
    }
    if (!(context.evaluate(maxItems) instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())) {
      throw new StateError(
          ErrorNames.RUNTIME,
          "The field 'MaxItems' of the Map state '"
              + context.stateName()
              + "' must be a whole number");
    }
    if (number.longValue() < 0) {
      throw new StateError(ErrorNames.ITEM_READER_FAILED, "field MaxItems must be positive");
    }
    return number.longValue();
  }
}
