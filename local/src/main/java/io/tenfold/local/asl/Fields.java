package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.jsonata.ExpressionPlace;
import io.tenfold.local.asl.jsonata.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields of one object of a definition, each taken once; what nobody took is refused, so that
 * nothing of a definition is skipped.
 */
public final class Fields {
  /** What only JSONPath workflows have. */
  private static final Set<String> JSON_PATH =
      Set.of(
          "InputPath",
          "OutputPath",
          "ResultPath",
          "ResultSelector",
          "Parameters",
          "ItemsPath",
          "MaxConcurrencyPath",
          "ToleratedFailurePercentagePath",
          "ToleratedFailureCountPath",
          "MaxItemsPath",
          "MaxItemsPerBatchPath",
          "MaxInputBytesPerBatchPath",
          "SecondsPath",
          "TimestampPath",
          "TimeoutSecondsPath",
          "HeartbeatSecondsPath",
          "ErrorPath",
          "CausePath",
          "Result",
          "Variable",
          "And",
          "Or",
          "Not");

  /** What Step Functions has within a state, and the local engine has not. */
  private static final Set<String> LACKING = Set.of("ManifestType", "Transformation");

  private static final Set<String> WITH_RESULT = Set.of("Task", "Map", "Parallel");

  /** What only JSONata states have. */
  private static final Set<String> JSONATA = Set.of("Arguments", "Output", "Items", "Condition");

  private final QueryLanguage machine;
  private final QueryLanguage language;
  private final String location;
  private final String subject;

  /** What stands before a field's name where it is named from the state on: {@code Catch[1]/}. */
  private final String path;

  private final Map<String, Object> fields;
  private final Set<String> taken = new HashSet<>();

  private Fields(
      QueryLanguage machine,
      QueryLanguage language,
      String location,
      String subject,
      String path,
      Map<String, Object> fields) {
    this.machine = machine;
    this.language = language;
    this.location = location;
    this.subject = subject;
    this.path = path;
    this.fields = fields;
  }

  /**
   * Makes the fields of an object; {@code subject} names it in messages, as in {@code Map state
   * 'ProcessRecords'}.
   *
   * @param language what the state machine is written in
   * @throws DefinitionException if the value is no object
   */
  public static Fields of(Object json, String location, String subject, QueryLanguage language) {
    return of(json, location, subject, "", language, language);
  }

  @SuppressWarnings("unchecked")
  private static Fields of(
      Object json,
      String location,
      String subject,
      String path,
      QueryLanguage machine,
      QueryLanguage language) {
    if (!(json instanceof Map)) {
      throw new DefinitionException(location, subject + " must be a JSON object");
    }
    return new Fields(machine, language, location, subject, path, (Map<String, Object>) json);
  }

  /**
   * Makes the fields of an object that stands within this one.
   *
   * @throws DefinitionException if the value is no object
   */
  public Fields within(Object json, String location, String subject) {
    return of(json, location, subject, "", machine, language);
  }

  /**
   * Returns the fields of an element of a list among these, such as {@code Catch}.
   *
   * @param what it is in messages, which go on with whose it is
   * @throws DefinitionException if the element is no object
   */
  Fields entry(String list, int index, Object json, String what) {
    String at = list + "[" + index + "]";
    return of(json, locationOf(at), what + " of " + subject, at + "/", machine, language);
  }

  /** Returns the same fields, none of them taken, of another name and in another language. */
  Fields as(String otherSubject, QueryLanguage otherLanguage) {
    return new Fields(machine, otherLanguage, location, otherSubject, path, fields);
  }

  /**
   * Returns what the state machine is written in: so is a state that declares nothing, whatever the
   * Map or Parallel around it declares.
   */
  QueryLanguage machine() {
    return machine;
  }

  /** Returns what the object is written in. */
  public QueryLanguage language() {
    return language;
  }

  /** Returns the path of names to this object. */
  public String location() {
    return location;
  }

  /** Returns what this object is called in messages. */
  public String subject() {
    return subject;
  }

  /** Returns the path of names to one of the fields. */
  public String locationOf(String name) {
    return location + "/" + name;
  }

  /** Tells whether the object has a field. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Takes a field of any type; null if it is not there. */
  public Object take(String name) {
    taken.add(name);
    return fields.get(name);
  }

  /** Takes a text; null if it is not there. */
  public String text(String name) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    throw refused(name, "Expected value of type [STRING]");
  }

  /** Takes a text that must be there. */
  public String requiredText(String name) {
    String value = text(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** Takes a boolean; false if it is not there. */
  public boolean flag(String name) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "must be true or false");
  }

  /** Takes a number of at least {@code least}; the default if it is not there. */
  public double number(String name, double defaultValue, long least) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return defaultValue;
    }
    if (value instanceof Number number) {
      checkRange(name, number, least, Long.MAX_VALUE);
      return number.doubleValue();
    }
    throw refused(name, "Expected value of type Number");
  }

  /** Takes a whole number in a range; the default if it is not there. */
  public long integer(String name, long defaultValue, long least, long most) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return defaultValue;
    }
    long number = whole(name, value);
    checkRange(name, number, least, most);
    return number;
  }

  private long whole(String name, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw refused(name, "Expected value of type Integer");
  }

  private void checkRange(String name, Number number, long least, long most) {
    if (!(number.doubleValue() >= least)) {
      throw refused(name, "Minimum value is " + least);
    }
    if (!(number.doubleValue() <= most)) {
      throw refused(name, "Maximum value is " + most);
    }
  }

  /**
   * Takes a text that is one of a few; null if it is not there.
   *
   * @throws DefinitionException if it is another
   */
  public String oneOf(String name, String... known) {
    String value = text(name);
    if (value != null && !List.of(known).contains(value)) {
      throw refused(name, "Value should be one of the following: " + List.of(known));
    }
    return value;
  }

  /** Takes an array that has elements, and must be there. */
  List<?> filledArray(String name) {
    require(name);
    List<?> array = array(name);
    if (array.isEmpty()) {
      throw refused(name, "Value cannot be empty");
    }
    return array;
  }

  /** Takes an array; empty if it is not there. */
  public List<?> array(String name) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return List.of();
    }
    if (value instanceof List<?> array) {
      return array;
    }
    throw wrong(name, "must be an array");
  }

  /** Takes an array of texts; empty if it is not there. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name, "must be an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Takes an object's fields; null if it is not there. */
  public Fields object(String name) {
    Object value = take(name);
    return value == null && !has(name)
        ? null
        : within(value, locationOf(name), "'" + name + "' of " + subject);
  }

  /** Takes an object's fields, which must be there. */
  public Fields requiredObject(String name) {
    Fields object = object(name);
    if (object == null) {
      throw missing(name);
    }
    return object;
  }

  /** Takes a field in which strings may be JSONata expressions; null if it is not there. */
  public Template template(String name) {
    Object value = take(name);
    return value == null && !has(name) ? null : compile(value, locationOf(name), path + name, name);
  }

  private Template compile(Object value, String at, String path, String name) {
    if (language == QueryLanguage.JSONATA) {
      return Template.compile(value, at, path, placeOf(name));
    }
    if (JSONATA.contains(name)) {
      throw ofOtherLanguage(name);
    }
    refusePaths(value, at);
    return new Template.Literal(value);
  }

  private static void refusePaths(Object value, String at) {
    if (value instanceof List<?> array) {
      array.forEach(element -> refusePaths(element, at));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            if (((String) name).endsWith(".$")) {
              throw new DefinitionException(
                  at + "/" + name,
                  "belongs to JSONPath workflows; the local engine runs JSONata ones");
            }
            refusePaths(member, at + "/" + name);
          });
    }
  }

  /** Only Output and Assign come when there is a result, or an error. */
  private ExpressionPlace placeOf(String name) {
    if (!name.equals("Output") && !name.equals("Assign")) {
      return ExpressionPlace.ELSEWHERE;
    }
    if (has("ErrorEquals")) {
      return ExpressionPlace.IN_CATCH;
    }
    return fields.get("Type") instanceof String type && WITH_RESULT.contains(type)
        ? ExpressionPlace.AFTER_RESULT
        : ExpressionPlace.ELSEWHERE;
  }

  /** Takes a number, or a JSONata expression for one; null if it is not there. */
  private Template numberTemplate(String name) {
    Object value = take(name);
    if (value == null && !has(name)) {
      return null;
    }
    if (value instanceof Number
        || language == QueryLanguage.JSONATA
            && value instanceof String text
            && Template.isExpression(text)) {
      return compile(value, locationOf(name), name, name);
    }
    throw refused(name, "Expected value of type Integer");
  }

  /**
   * Takes a whole number in a range, or a JSONata expression for one, whose result is not checked
   * here; null if it is not there.
   */
  public Template wholeNumberTemplate(String name, long least, long most) {
    Template template = numberTemplate(name, least, most);
    if (template instanceof Template.Literal literal) {
      whole(name, literal.value());
    }
    return template;
  }

  /** As {@link #wholeNumberTemplate}, for numbers that need not be whole. */
  public Template numberTemplate(String name, long least, long most) {
    Template template = numberTemplate(name);
    if (template instanceof Template.Literal literal && literal.value() instanceof Number number) {
      checkRange(name, number, least, most);
    }
    return template;
  }

  /** Takes the variables of an Assign; empty if it is not there. */
  public Map<String, Template> assign() {
    Template compiled = template("Assign");
    if (compiled == null) {
      return Map.of();
    }
    Map<String, Template> variables = new java.util.LinkedHashMap<>();
    Object json = fields.get("Assign");
    if (!(json instanceof Map<?, ?> object)) {
      throw wrong("Assign", "must be an object");
    }
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      if (name.equals("states")) {
        throw new DefinitionException(
            locationOf("Assign") + "/" + name,
            "RESERVED_VARIABLE_NAME",
            "Cannot assign to reserved variable '$states'.");
      }
      if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}")) {
        throw new DefinitionException(
            locationOf("Assign") + "/" + name,
            "INVALID_VARIABLE_NAME",
            "Invalid variable name '" + name + "': the variable name contains invalid characters.");
      }
      variables.put(
          name,
          compile(entry.getValue(), locationOf("Assign") + "/" + name, "Assign/" + name, "Assign"));
    }
    return variables;
  }

  /**
   * Ends the taking.
   *
   * @throws DefinitionException if a field is left
   */
  public void finish() {
    for (String name : fields.keySet()) {
      if (!taken.contains(name)) {
        throw left(name);
      }
    }
  }

  /** Returns the error of a field that nothing is to be made of. */
  DefinitionException left(String name) {
    Set<String> ofState =
        fields.get("Type") instanceof String type ? StateFields.of(type) : Set.of();
    boolean ofPaths = JSON_PATH.contains(name) && (ofState.isEmpty() || ofState.contains(name));
    if (ofPaths && language == QueryLanguage.JSONATA) {
      return ofOtherLanguage(name);
    }
    if (ofPaths || name.endsWith(".$")) {
      return new DefinitionException(
          locationOf(name),
          subject
              + ": the field '"
              + name
              + "' belongs to JSONPath workflows; the local engine runs JSONata ones");
    }
    if (ofState.contains(name) || LACKING.contains(name)) {
      return new DefinitionException(
          locationOf(name),
          subject + ": the field '" + name + "' is not supported by the local engine");
    }
    return refused("Field '" + name + "' is not supported");
  }

  /** Returns the error of a field that is there in the other query language only. */
  private DefinitionException ofOtherLanguage(String name) {
    boolean jsonata = language == QueryLanguage.JSONATA;
    return refused(
        "The QueryLanguage is set to '"
            + (jsonata ? "JSONata" : "JSONPath")
            + "', but field '"
            + name
            + "' is only supported for the '"
            + (jsonata ? "JSONPath" : "JSONata")
            + "' QueryLanguage");
  }

  /** Returns the error of what Step Functions refuses, too, in its words. */
  public DefinitionException refused(String problem) {
    return new DefinitionException(location, DefinitionException.SCHEMA, problem);
  }

  /** As {@link #refused(String)}, of one of the fields. */
  public DefinitionException refused(String name, String problem) {
    return new DefinitionException(locationOf(name), DefinitionException.SCHEMA, problem);
  }

  /** Returns the error of a field that is wrong. */
  public DefinitionException wrong(String name, String problem) {
    return new DefinitionException(
        locationOf(name), subject + ": the field '" + name + "' " + problem);
  }

  /**
   * Sees to it that the object has fields.
   *
   * @throws DefinitionException if it has not, which names all that it has not
   */
  public void require(String... names) {
    List<String> missing = Stream.of(names).filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  /**
   * Sees to it that the object has just one of several fields.
   *
   * @throws DefinitionException if it has none, or more
   */
  public void requireOne(String... names) {
    long there = Stream.of(names).filter(this::has).count();
    if (there != 1) {
      throw there == 0 ? noneOf(names) : severalOf(names);
    }
  }

  /** Returns the error of an object that has none of several fields. */
  DefinitionException noneOf(String... names) {
    return refused("This object should have only one of the following fields: " + List.of(names));
  }

  /** Returns the error of an object that has more than one of several fields. */
  DefinitionException severalOf(String... names) {
    return refused("There should only be one of the following fields: " + List.of(names));
  }

  private DefinitionException missing(List<String> names) {
    return refused("These fields are required: " + names);
  }

  private DefinitionException missing(String name) {
    return missing(List.of(name));
  }
}
