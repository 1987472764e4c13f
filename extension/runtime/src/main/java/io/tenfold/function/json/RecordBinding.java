package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Java record: a JSON object with a field per component and no other. */
final class RecordBinding implements Binding {
  /** An empty list of arguments that is not made anew for each value. */
  private static final Object[] NO_ARGUMENTS = {};

  private final Constructor<?> constructor;
  private final Method[] accessors;
  private final String[] names;
  private final Binding[] components;
  private final String known;

  RecordBinding(Class<?> type, List<Binding> components) {
    RecordComponent[] declared = type.getRecordComponents();
    this.constructor = canonicalConstructor(type);
    this.accessors = Stream.of(declared).map(RecordComponent::getAccessor).toArray(Method[]::new);
    this.names = Stream.of(declared).map(RecordComponent::getName).toArray(String[]::new);
    this.components = components.toArray(Binding[]::new);
    this.known = String.join(", ", Stream.of(names).sorted().toList());
    executables().forEach(executable -> openAccess(executable));
  }

  /**
   * Tells whether databind, too, would know this record by its components alone: it has only the
   * canonical constructor, no annotation of Jackson's, and no method that looks like a property.
   */
  static boolean isPlain(Class<?> type) {
    Stream<AnnotatedElement> members =
        Stream.of(
                type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
            .flatMap(Stream::<AnnotatedElement>of);
    return type.getDeclaredConstructors().length == 1
        && members.noneMatch(Bindings::isAnnotatedForJackson)
        && Stream.of(type.getDeclaredConstructors()[0].getParameters())
            .noneMatch(Bindings::isAnnotatedForJackson)
        && Stream.of(type.getMethods()).noneMatch(method -> looksLikeAProperty(type, method))
        && type.getInterfaces().length == 0;
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Misfit.of("an object", parser);
    }
    Object[] values = new Object[names.length];
    boolean[] given = new boolean[names.length];
    String unknown = null;
    int next = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      int i = indexOf(name, next);
      if (i < 0) {
        unknown = unknown == null ? name : unknown;
        parser.skipChildren();
      } else {
        if (given[i]) {
          throw new Misfit(Misfit.GIVEN_TWICE, null).in(name);
        }
        values[i] = read(i, parser);
        given[i] = true;
        next = i + 1;
      }
    }
    for (int i = 0; i < given.length; i++) {
      if (!given[i]) {
        values[i] = readMissing(i, parser);
      }
    }
    Object record = construct(values);
    if (unknown != null) {
      throw new Misfit("unknown field; known are " + known, null).in(unknown);
    }
    return record;
  }

  @Override
  public void write(JsonGenerator json, Object record) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < names.length; i++) {
      json.writeFieldName(names[i]);
      try {
        components[i].writeNullable(json, get(record, i));
      } catch (Misfit e) {
        throw e.in(names[i]);
      }
    }
    json.writeEndObject();
  }

  @Override
  public Stream<Executable> executables() {
    return Stream.concat(
        Stream.concat(Stream.of(constructor), Stream.of(accessors)),
        Stream.of(components).flatMap(Binding::executables));
  }

  // Fields mostly come in the order in which they are declared.
  private int indexOf(String name, int from) {
    for (int i = from; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    for (int i = 0; i < from; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Object read(int i, JsonParser parser) throws IOException {
    try {
      return components[i].readNullable(parser);
    } catch (Misfit e) {
      throw e.in(names[i]);
    }
  }

  private Object readMissing(int i, JsonParser parser) throws IOException {
    try {
      return components[i].readNull(parser);
    } catch (Misfit e) {
      throw e.in(names[i]);
    }
  }

  private Object construct(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw misfit(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object get(Object record, int i) {
    try {
      return accessors[i].invoke(record, NO_ARGUMENTS);
    } catch (InvocationTargetException e) {
      throw misfit(e.getCause()).in(names[i]);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Misfit misfit(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new Misfit(String.valueOf(Misfit.rootOf(thrown).getMessage()), thrown);
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean looksLikeAProperty(Class<?> type, Method method) {
    return method.getDeclaringClass() == type
        && method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && (method.getName().startsWith("get") || method.getName().startsWith("is"))
        && Stream.of(type.getRecordComponents())
            .noneMatch(component -> component.getAccessor().equals(method));
  }

  private static void openAccess(Executable executable) {
    executable.setAccessible(true);
  }
}
