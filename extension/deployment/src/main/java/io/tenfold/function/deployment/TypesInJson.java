package io.tenfold.function.deployment;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.jboss.jandex.WildcardType;

/**
 * The classes that values of some types may have when they are read from JSON or written to it: of
 * fields, of properties, and those of the program that extend or implement one of these.
 */
final class TypesInJson {
  private static final DotName OBJECT = DotName.createSimple(Object.class);

  private final IndexView index;
  private final Set<DotName> found = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Deque<DotName> open = new ArrayDeque<>();

  TypesInJson(IndexView index) {
    this.index = index;
  }

  /** Adds a class and all that it leads to. */
  void add(DotName type) {
    reach(type);
    while (!open.isEmpty()) {
      ClassInfo next = index.getClassByName(open.remove());
      if (next != null) {
        look(next);
      }
    }
  }

  /** Returns the classes' names. */
  Set<DotName> found() {
    return found;
  }

  /** Returns the members of which it can't be known which classes their values have. */
  Set<String> unknown() {
    return unknown;
  }

  private void reach(DotName type) {
    if (!type.toString().startsWith("java.") && found.add(type)) {
      open.add(type);
    }
  }

  private void look(ClassInfo type) {
    if (type.superName() != null) {
      reach(type.superName());
    }
    reachAll(index.getAllKnownSubclasses(type.name()));
    reachAll(index.getAllKnownImplementations(type.name()));
    for (FieldInfo field : type.fields()) {
      if (!Modifier.isStatic(field.flags())) {
        reach(field.type(), type.name() + "." + field.name());
      }
    }
    for (MethodInfo method : type.methods()) {
      boolean isFactory = method.isConstructor() || Modifier.isStatic(method.flags());
      if (isFactory || method.parametersCount() == 1) {
        method.parameterTypes().forEach(parameter -> reach(parameter, null));
      } else if (method.parametersCount() == 0) {
        reach(method.returnType(), null);
      }
    }
  }

  private void reachAll(Collection<ClassInfo> types) {
    types.forEach(type -> reach(type.name()));
  }

  private void reach(Type type, String member) {
    switch (type.kind()) {
      case CLASS -> {
        if (type.name().equals(OBJECT) && member != null) {
          unknown.add(member);
        }
        reach(type.name());
      }
      case PARAMETERIZED_TYPE -> {
        ParameterizedType generic = type.asParameterizedType();
        reach(generic.name());
        generic.arguments().forEach(argument -> reach(argument, member));
      }
      case ARRAY -> {
        ArrayType array = type.asArrayType();
        reach(array.elementType(), member);
      }
      case WILDCARD_TYPE -> {
        WildcardType wildcard = type.asWildcardType();
        reach(wildcard.extendsBound(), member);
      }
      default -> {
        // A variable is what the type has that uses it.
      }
    }
  }
}
