package io.tenfold.local.jsonata.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function's signature, such as {@code <s-nn?:s>}, which checks arguments, takes one that is not
 * given from the context, and makes an array of a single value.
 *
 * @see <a href="https://docs.jsonata.org/programming#function-signatures">Function signatures</a>
 */
public final class Signature {
  private static final Map<String, String> PLURALS =
      Map.of(
          "a",
          "arrays",
          "b",
          "booleans",
          "f",
          "functions",
          "n",
          "numbers",
          "o",
          "objects",
          "s",
          "strings");

  private static final Pattern LETTERS = Pattern.compile("[a-z]*");

  private final List<Parameter> parameters = new ArrayList<>();

  private Pattern types;
  private boolean plain = true;

  private static final class Parameter {
    private String type;
    private String letters;
    private String quantifier = "";
    private String subtype;
    private boolean fromContext;

    String pattern() {
      return letters + quantifier;
    }

    boolean takes(char letter) {
      return letters.indexOf(letter) >= 0;
    }
  }

  /**
   * Reads a signature.
   *
   * @throws JsonataError S0401 or S0402 if it is none
   */
  public Signature(String text) {
    Parameter last = new Parameter();
    for (int at = 1; at < text.length() && text.charAt(at) != ':'; at++) {
      char symbol = text.charAt(at);
      switch (symbol) {
        case 's', 'n', 'b', 'l', 'o' -> last = add(String.valueOf(symbol), "[" + symbol + "m]");
        case 'a', 'x' -> last = add(String.valueOf(symbol), "[asnblfom]");
        case 'f' -> last = add("f", "f");
        case 'j' -> last = add("j", "[asnblom]");
        case '-' -> {
          refuseSecond(last, text);
          last.fromContext = true;
          last.quantifier += "?";
        }
        case '?', '+' -> {
          refuseSecond(last, text);
          last.quantifier += symbol;
          plain &= symbol == '?';
        }
        case '(' -> {
          int end = closing(text, at, '(', ')');
          String choice = text.substring(at + 1, Math.min(end, text.length()));
          if (choice.contains("<")) {
            throw new JsonataError(
                "S0402", "Choice groups containing parameterized types are not supported");
          }
          if (!LETTERS.matcher(choice).matches()) {
            throw new JsonataError("not a signature: " + text);
          }
          last = add("(" + choice + ")", "[" + choice + "m]");
          at = end;
        }
        case '<' -> {
          if (!"a".equals(last.type) && !"f".equals(last.type)) {
            throw new JsonataError(
                "S0401", "Type parameters can only be applied to functions and arrays");
          }
          int end = closing(text, at, '<', '>');
          last.subtype = text.substring(at + 1, Math.min(end, text.length()));
          at = end;
        }
        default -> {}
      }
    }
  }

  /** Most calls fit plainly, so that most signatures never need a pattern. */
  private Pattern types() {
    if (types == null) {
      StringBuilder all = new StringBuilder();
      parameters.forEach(parameter -> all.append('(').append(parameter.pattern()).append(')'));
      types = Pattern.compile(all.toString());
    }
    return types;
  }

  private static void refuseSecond(Parameter last, String text) {
    if (last.quantifier.length() > 1) {
      throw new JsonataError("not a signature: " + text);
    }
  }

  private Parameter add(String type, String letters) {
    Parameter added = new Parameter();
    added.type = type;
    added.letters = letters;
    parameters.add(added);
    return added;
  }

  private static int closing(String text, int start, char open, char close) {
    int depth = 1;
    int at = start;
    while (at < text.length()) {
      at++;
      char c = at < text.length() ? text.charAt(at) : 0;
      if (c == close) {
        depth--;
        if (depth == 0) {
          break;
        }
      } else if (c == open) {
        depth++;
      }
    }
    return at;
  }

  /**
   * Returns the arguments as the function is to get them.
   *
   * @param name of the function, null where it has none of its own
   * @throws JsonataError T0410, T0411 or T0412 if they are not what it takes
   */
  public Object[] validate(Object[] arguments, Object context, String name) {
    return fits(arguments) ? asTheyAre(arguments, name) : match(arguments, context, name);
  }

  /** Tells whether each argument is plainly that of the parameter in its place. */
  private boolean fits(Object[] arguments) {
    if (!plain || arguments.length > parameters.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (i < arguments.length
          ? !parameter.takes(Values.typeLetter(arguments[i]))
          : parameter.fromContext || parameter.quantifier.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Object[] asTheyAre(Object[] arguments, String name) {
    Object[] validated = Arrays.copyOf(arguments, parameters.size());
    for (int i = 0; i < arguments.length; i++) {
      Parameter parameter = parameters.get(i);
      if ("a".equals(parameter.type)) {
        String letter = String.valueOf(Values.typeLetter(arguments[i]));
        validated[i] = array(parameter, letter, arguments[i], argument(i, name));
      }
    }
    return validated;
  }

  /** Returns what JSONata's sentences call an argument. */
  private static String argument(int index, String name) {
    return (index + 1) + (name == null ? " of the function" : " of function \"" + name + '"');
  }

  /** Returns the position of the first argument that no parameter takes, as JSONata finds it. */
  private int misfit(CharSequence supplied) {
    StringBuilder pattern = new StringBuilder();
    int taken = 0;
    for (Parameter parameter : parameters) {
      Matcher matcher =
          Pattern.compile(pattern.append(parameter.pattern()).toString()).matcher(supplied);
      if (!matcher.lookingAt()) {
        break;
      }
      taken = matcher.end();
    }
    return taken;
  }

  private Object[] match(Object[] arguments, Object context, String name) {
    StringBuilder supplied = new StringBuilder();
    for (Object argument : arguments) {
      supplied.append(Values.typeLetter(argument));
    }
    Matcher matcher = types().matcher(supplied);
    if (!matcher.matches()) {
      throw new JsonataError(
          "T0410",
          "Argument " + argument(misfit(supplied), name) + " does not match function signature");
    }
    List<Object> validated = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      String matched = Objects.requireNonNullElse(matcher.group(i + 1), "");
      Object argument = at < arguments.length ? arguments[at] : null;
      if (matched.isEmpty()) {
        if (parameter.fromContext) {
          if (!parameter.takes(Values.typeLetter(context))) {
            throw new JsonataError(
                "T0411",
                "Context value is not a compatible type with argument " + argument(at, name));
          }
          validated.add(context);
        } else {
          validated.add(argument);
          at++;
        }
      } else {
        for (int taken = 0; taken < matched.length(); taken++) {
          validated.add(
              "a".equals(parameter.type)
                  ? array(parameter, matched, arguments[at], argument(at, name))
                  : argument);
          at++;
        }
      }
    }
    return validated.toArray();
  }

  private static Object array(Parameter parameter, String matched, Object argument, String called) {
    char letter = Values.typeLetter(argument);
    if (letter == 'm') {
      return null;
    }
    if (parameter.subtype != null
        && (letter == 'a'
            ? !holdsOnly(parameter, (List<?>) argument)
            : !matched.equals(parameter.subtype))) {
      throw new JsonataError(
          "T0412", "Argument " + called + " must be an array of " + PLURALS.get(parameter.subtype));
    }
    if (letter == 'a') {
      return argument;
    }
    JsonArray made = new JsonArray();
    made.add(argument);
    return made;
  }

  private static boolean holdsOnly(Parameter parameter, List<?> array) {
    for (int i = 0; i < array.size(); i++) {
      char letter = Values.typeLetter(Values.element(array, i));
      if (parameter.subtype.isEmpty() || letter != parameter.subtype.charAt(0)) {
        return false;
      }
    }
    return true;
  }
}
