package io.tenfold.function.json;

import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.SortedSet;

/**
 * Jackson's reader of a set, which would leave out a null that an {@code EnumSet} can't have, and
 * fails at one that a sorted set can't have.
 */
final class StrictSets extends DelegatingDeserializer {
  private static final long serialVersionUID = 1L;
  private static final String NO_NULL_OF_ENUMS = "a set of enums has no null";

  StrictSets(JsonDeserializer<?> jacksons) {
    super(jacksons);
  }

  /** Tells whether a set of that type has no null: any other is read as Jackson reads it. */
  static boolean areNeededFor(JavaType type) {
    return type.isTypeOrSubTypeOf(EnumSet.class) || type.isTypeOrSubTypeOf(SortedSet.class);
  }

  @Override
  protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> jacksons) {
    return new StrictSets(jacksons);
  }

  @Override
  public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
      throws JsonMappingException {
    JsonDeserializer<?> strict = super.createContextual(context, property);
    boolean leavesOut = property != null && property.getMetadata().getContentNulls() == Nulls.SKIP;
    return leavesOut ? ((StrictSets) strict).getDelegatee() : strict;
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!EnumSet.class.isAssignableFrom(handledType())) {
      return set(parser, context);
    }
    NullsOf nulls = new NullsOf(parser);
    Object set = set(nulls, context);
    if (nulls.seen) {
      throw new StrictScalars.NoSuchValue(parser, new Misfit(NO_NULL_OF_ENUMS, null));
    }
    return set;
  }

  private Object set(JsonParser parser, DeserializationContext context) throws IOException {
    try {
      return super.deserialize(parser, context);
    } catch (JsonMappingException e) {
      // Thrown by the set itself: what an element throws has a class of its own around it.
      if (e.getClass() == JsonMappingException.class
          && e.getCause() instanceof NullPointerException
          && SortedSet.class.isAssignableFrom(handledType())) {
        JsonMappingException noNull =
            new StrictScalars.NoSuchValue(parser, new Misfit("a sorted set has no null", null));
        e.getPath().stream().reduce((one, other) -> other).ifPresent(noNull::prependPath);
        throw noNull;
      }
      throw e;
    }
  }

  /** Notes whether there was a null. */
  private static final class NullsOf extends JsonParserDelegate {
    private boolean seen;

    NullsOf(JsonParser parser) {
      super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken next = super.nextToken();
      seen |= next == JsonToken.VALUE_NULL;
      return next;
    }
  }
}
