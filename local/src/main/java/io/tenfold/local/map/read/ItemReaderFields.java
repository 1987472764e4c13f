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

  /** Takes the ItemReader; null if the Map has none. */
  public static ItemReaderFields of(Fields map) {
    Fields reader = map.object("ItemReader");
    if (reader == null) {
      return null;
    }
    String resource = reader.requiredText("Resource");
    Optional<String> integration = Arn.integration(resource);
    if (integration.equals(Optional.of("s3:listObjectsV2"))) {
      return listing(reader);
    }
    if (!integration.equals(Optional.of("s3:getObject"))) {
      throw reader.refused(
          "Resource", "The field 'Resource' does not match any of the allowed values");
    }
    Fields config = reader.requiredObject("ReaderConfig");
    InputType inputType = inputType(config);
    List<String> headers = null;
    char delimiter = ',';
    if (inputType == InputType.CSV) {
      headers = csvHeaders(config);
      delimiter = csvDelimiter(config);
    }
    List<String> pointer = inputType == InputType.JSON ? itemsPointer(config) : List.of();
    Template maxItems = config.wholeNumberTemplate("MaxItems", Long.MIN_VALUE, Long.MAX_VALUE);
    config.finish();
    Template arguments = arguments(reader, "Key");
    return new ItemReaderFields(inputType, headers, delimiter, maxItems, pointer, arguments);
  }

  /** A listing needs no configuration, and what its objects hold is not read. */
  private static ItemReaderFields listing(Fields reader) {
    Fields config = reader.object("ReaderConfig");
    Template maxItems = null;
    if (config != null) {
      String transformation = config.text("Transformation");
      if (transformation != null && !transformation.equals("NONE")) {
        throw config.wrong(
            "Transformation",
            "other than NONE is not supported by the local engine, which lists objects and does"
                + " not read what they hold");
      }
      if (config.has("InputType")) {
        throw config.wrong(
            "InputType", "is not supported by the local engine, which lists objects only");
      }
      maxItems = config.wholeNumberTemplate("MaxItems", Long.MIN_VALUE, Long.MAX_VALUE);
      config.finish();
    }
    return new ItemReaderFields(null, null, ',', maxItems, List.of(), arguments(reader, "Prefix"));
  }

  private static Template arguments(Fields reader, String name) {
    if (reader.take("Arguments") instanceof Map<?, ?> given) {
      for (Object argument : given.keySet()) {
        if (!argumentNames(name.equals("Prefix")).contains(argument)) {
          throw reader.wrong(
              "Arguments",
              "has '" + argument + "', which the local engine's ItemReader does not support");
        }
      }
    }
    Template arguments = reader.template("Arguments");
    if (arguments == null) {
      throw reader.wrong("Arguments", "is required: {\"Bucket\", \"" + name + "\"}");
    }
    reader.finish();
    return arguments;
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
      throw config.refused("The field 'CSVHeaderLocation' is required");
    }
    if ("FIRST_ROW".equals(config.oneOf("CSVHeaderLocation", "FIRST_ROW", "GIVEN"))) {
      return null;
    }
    config.require("CSVHeaders");
    List<String> headers = config.texts("CSVHeaders");
    if (headers.isEmpty()) {
      throw config.wrong("CSVHeaders", "must list the headers with CSVHeaderLocation GIVEN");
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
    throw config.wrong("CSVDelimiter", "must be one of COMMA, PIPE, SEMICOLON, SPACE and TAB");
  }

  /** Takes a JSON Pointer (RFC 6901) apart. */
  private static List<String> itemsPointer(Fields config) {
    String pointer = config.text("ItemsPointer");
    if (pointer == null || pointer.isEmpty()) {
      return List.of();
    }
    if (!pointer.startsWith("/")) {
      throw config.wrong("ItemsPointer", "must be a JSON Pointer, such as /data/orders");
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
