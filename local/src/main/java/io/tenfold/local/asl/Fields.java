package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import io.tenfold.local.asl.jsonata.ExpressionPlace;
import io.tenfold.local.asl.jsonata.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The fields of one object of a definition, each taken once; what nobody took is refused, so that
 * nothing of a definition is skipped.
 *
 * <p>What is wrong with a field is reported, to be refused together with all else that is wrong
 * with the definition. In its place a field has what it would have if it were not there.
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
  private final DefinitionFaults faults;
  private final Set<String> taken = new HashSet<>();

  private Fields(
      QueryLanguage machine,
      QueryLanguage language,
      String location,
      String subject,
      String path,
      Map<String, Object> fields,
      DefinitionFaults faults) {
    this.machine = machine;
    this.language = language;
    this.location = location;
    this.subject = subject;
    this.path = path;
    this.fields = fields;
    this.faults = faults;
  }

  /**
   * Makes the fields of an object; {@code subject} names it in messages, as in {@code Map state
   * 'ProcessRecords'}.
   *
   * @param language what the state machine is written in
   * @param faults where what is wrong with a field is reported
   * @throws DefinitionException if the value is no object
   */
  public static Fields of(
      Object json,
      String location,
      String subject,
      QueryLanguage language,
      DefinitionFaults faults) {
    return new Fields(
        language, language, location, subject, "", object(json, location, subject), faults);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object json, String location, String subject) {
    if (!(json instanceof Map)) {
      throw new DefinitionException(location, subject + " must be a JSON object");
    }
    return (Map<String, Object>) json;
  }

  /**
   * Makes the fields of an object that stands within this one.
   *
   * @throws DefinitionException if the value is no object
   */
  public Fields within(Object json, String location, String subject) {
    return within(json, location, subject, "", faults);
  }

  /** As the other method, with a place of their own where their faults are reported. */
  Fields within(Object json, String location, String subject, DefinitionFaults own) {
    return within(json, location, subject, "", own);
  }

  private Fields within(
      Object json, String location, String subject, String path, DefinitionFaults own) {
    return new Fields(
        machine, language, location, subject, path, object(json, location, subject), own);
  }

  /**
   * Reads the elements of a list among these fields, such as {@code Catch}, each an object that may
   * have a Comment.
   *
   * @param what an element is in messages, which go on with whose it is
   * @param read is given an element's fields and its place, and takes all else that it has
   */
  <T> List<T> entries(
      String list, List<?> elements, String what, BiFunction<Fields, Integer, T> read) {
    List<T> entries = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      int place = i;
      part(
          () -> {
            String at = list + "[" + place + "]";
            String of = what + " of " + subject;
            Fields entry = within(elements.get(place), locationOf(at), of, at + "/", faults);
            entry.take("Comment");
            T value = read.apply(entry, place);
            entry.finish();
            return entries.add(value);
          });
    }
    return entries;
  }

  /** Returns the same fields, none of them taken, of another name and in another language. */
  Fields as(String otherSubject, QueryLanguage otherLanguage) {
    return new Fields(machine, otherLanguage, location, otherSubject, path, fields, faults);
  }

  /** Returns the same fields, none of them taken, of a state machine that is in a language. */
  Fields ofMachine(QueryLanguage written) {
    return new Fields(written, written, location, subject, path, fields, faults);
  }

  /** Reports what is wrong. */
  public void report(DefinitionException wrong) {
    faults.add(wrong);
  }

  /** Reports what is wrong with an object within this one; what is with itself comes first. */
  void report(DefinitionFaults own, String at) {
    faults.add(own, at);
  }

  /**
   * Reads a part of the object by itself.
   *
   * @return null where it is refused, which is reported
   */
  public <T> T part(Supplier<T> read) {
    return faults.of(read);
  }

  /** Tells whether something was reported of a field's own value. */
  public boolean isFaulty(String name) {
    return faults.isAt(locationOf(name));
  }

  /** Tells whether nothing was reported of the object, or of what is beside it. */
  public boolean isRight() {
    return faults.count() == 0;
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

  /** Tells whether a field that was taken is not there. */
  private boolean lacks(String name, Object value) {
    return value == null && !has(name);
  }

  /** Takes a text; null if it is not there. */
  public String text(String name) {
    Object value = take(name);
    if (value instanceof String text) {
      return text;
    }
    if (!lacks(name, value)) {
      report(refused(name, "Expected value of type [STRING]"));
    }
    return null;
  }

  /** Takes a text that must be there; null if it is not. */
  public String requiredText(String name) {
    require(name);
    return text(name);
  }

  /** Takes a boolean; false if it is not there. */
  public boolean flag(String name) {
    Object value = take(name);
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (!lacks(name, value)) {
      report(wrong(name, "must be true or false"));
    }
    return false;
  }

  /** Takes a number of at least {@code least}; the default if it is not there. */
  public double number(String name, double defaultValue, long least) {
    Object value = take(name);
    if (value instanceof Number number) {
      return isInRange(name, number, least, Long.MAX_VALUE) ? number.doubleValue() : defaultValue;
    }
    if (!lacks(name, value)) {
      report(refused(name, "Expected value of type Number"));
    }
    return defaultValue;
  }

  /** Takes a whole number in a range; the default if it is not there. */
  public long integer(String name, long defaultValue, long least, long most) {
    Object value = take(name);
    return !lacks(name, value)
            && isWhole(name, value)
            && isInRange(name, (Number) value, least, most)
        ? ((Number) value).longValue()
        : defaultValue;
  }

  private boolean isWhole(String name, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return true;
    }
    report(refused(name, "Expected value of type Integer"));
    return false;
  }

  private boolean isInRange(String name, Number number, long least, long most) {
    if (!(number.doubleValue() >= least)) {
      report(refused(name, "Minimum value is " + least));
      return false;
    }
    if (!(number.doubleValue() <= most)) {
      report(refused(name, "Maximum value is " + most));
      return false;
    }
    return true;
  }

  /** Takes a text that is one of a few; null if it is not there, or another. */
  public String oneOf(String name, String... known) {
    String value = text(name);
    if (value == null || List.of(known).contains(value)) {
      return value;
    }
    report(refused(name, "Value should be one of the following: " + List.of(known)));
    return null;
  }

  /** Takes an array that has elements, and must be there. */
  List<?> filledArray(String name) {
    if (!has(name)) {
      report(missing(name));
      return List.of();
    }
    List<?> array = array(name);
    if (array.isEmpty() && !isFaulty(name)) {
      report(refused(name, "Value cannot be empty"));
    }
    return array;
  }

  /** Takes an array; empty if it is not there. */
  public List<?> array(String name) {
    Object value = take(name);
    if (value instanceof List<?> array) {
      return array;
    }
    if (!lacks(name, value)) {
      report(wrong(name, "must be an array"));
    }
    return List.of();
  }

  /** Takes an array of texts; empty if it is not there. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof String text)) {
        report(wrong(name, "must be an array of strings"));
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  /** Takes an object's fields; null if it is not there. */
  public Fields object(String name) {
    Object value = take(name);
    return lacks(name, value)
        ? null
        : part(() -> within(value, locationOf(name), "'" + name + "' of " + subject));
  }

  /** Takes an object's fields, which must be there; null if they are not. */
  public Fields requiredObject(String name) {
    require(name);
    return object(name);
  }

  /** Takes a field in which strings may be JSONata expressions; null if it is not there. */
  public Template template(String name) {
    Object value = take(name);
    return lacks(name, value) ? null : compile(value, locationOf(name), path + name, name);
  }

  private Template compile(Object value, String at, String path, String name) {
    int before = faults.count();
    Template compiled = new Template.Literal(value);
    if (language == QueryLanguage.JSONATA) {
      compiled = Template.compile(value, at, path, placeOf(name), faults);
    } else if (language == QueryLanguage.JSON_PATH) {
      if (JSONATA.contains(name)) {
        report(ofOtherLanguage(name));
      } else {
        refusePaths(value, at);
      }
    }
    return faults.count() == before ? compiled : null;
  }

  private void refusePaths(Object value, String at) {
    if (value instanceof List<?> array) {
      array.forEach(element -> refusePaths(element, at));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            if (((String) name).endsWith(".$")) {
              report(
                  new DefinitionException(
                      at + "/" + name,
                      "belongs to JSONPath workflows; the local engine runs JSONata ones"));
            } else {
              refusePaths(member, at + "/" + name);
            }
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

  /**
   * Takes a whole number in a range, or a JSONata expression for one, whose result is not checked
   * here; null if it is not there.
   */
  public Template wholeNumberTemplate(String name, long least, long most) {
    return numberTemplate(
        name, number -> isWhole(name, number) && isInRange(name, number, least, most));
  }

  /** As {@link #wholeNumberTemplate}, for numbers that need not be whole. */
  public Template numberTemplate(String name, long least, long most) {
    return numberTemplate(name, number -> isInRange(name, number, least, most));
  }

  private Template numberTemplate(String name, Predicate<Number> isRight) {
    Object value = take(name);
    if (value instanceof Number number) {
      return isRight.test(number) ? new Template.Literal(value) : null;
    }
    if (language == QueryLanguage.JSONATA
        && value instanceof String text
        && Template.isExpression(text)) {
      return compile(value, locationOf(name), name, name);
    }
    if (!lacks(name, value)) {
      report(refused(name, "Expected value of type Integer"));
    }
    return null;
  }

  /** Takes the variables of an Assign; empty if it is not there. */
  public Map<String, Template> assign() {
    Object json = take("Assign");
    if (lacks("Assign", json)) {
      return Map.of();
    }
    if (!(json instanceof Map<?, ?> object)) {
      report(wrong("Assign", "must be an object"));
      return Map.of();
    }
    if (language == QueryLanguage.JSON_PATH) {
      refusePaths(json, locationOf("Assign"));
    }
    Map<String, Template> variables = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      String at = locationOf("Assign") + "/" + name;
      if (name.equals("states")) {
        report(
            new DefinitionException(
                at, "RESERVED_VARIABLE_NAME", "Cannot assign to reserved variable '$states'."));
      } else if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}") && !faults.isAt(at)) {
        report(
            new DefinitionException(
                at,
                "INVALID_VARIABLE_NAME",
                "Invalid variable name '"
                    + name
                    + "': the variable name contains invalid characters."));
      }
      variables.put(name, compile(entry.getValue(), at, path + "Assign/" + name, "Assign"));
    }
    return variables;
  }

  /** Ends the taking, and reports the fields that are left. */
  public void finish() {
    for (String name : fields.keySet()) {
      boolean ofPaths = JSON_PATH.contains(name) || name.endsWith(".$");
      if (!taken.contains(name) && !(ofPaths && language == QueryLanguage.UNDECIDED)) {
        report(left(name));
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

  /** Reports the fields that must be there and are not, all in one. */
  public void require(String... names) {
    List<String> missing = Stream.of(names).filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      report(missing(missing));
    }
  }

  /** Tells whether the object has just one of several fields, and reports where it has not. */
  public boolean requireOne(String... names) {
    long there = Stream.of(names).filter(this::has).count();
    if (there != 1) {
      report(there == 0 ? noneOf(names) : severalOf(names));
    }
    return there == 1;
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
