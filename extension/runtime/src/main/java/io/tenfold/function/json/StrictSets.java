package io.tenfold.function.json;

import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedSet;

/**
 * Jackson's reader of a set, which would keep one of several values that are equal, and leave out a
 * null that an {@code EnumSet} can't have.
 */
final class StrictSets extends DelegatingDeserializer {
  private static final long serialVersionUID = 1L;
  private static final String LOST = "a set has no value twice, and one of enums no null";

  StrictSets(JsonDeserializer<?> jacksons) {
    super(jacksons);
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
    JsonStreamContext array =
        parser.isExpectedStartArrayToken() ? parser.getParsingContext() : null;
    Object set = set(parser, context);
    if (array != null && set instanceof Collection<?> read && read.size() < array.getEntryCount()) {
      throw new StrictScalars.NoSuchValue(parser, new Misfit(LOST, null));
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
}
