package io.tenfold.local.jsonata.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.RandomAccess;

/**
 * An array that an expression has made; its nulls are undefined. A sequence is what a path selects:
 * one of one value is that value, an empty one is undefined.
 */
public final class JsonArray extends AbstractList<Object> implements RandomAccess {
  private ArrayList<Object> elements;
  private double first;
  private int size;
  private boolean sequence;
  private boolean singletonKept;
  private boolean constructed;
  private boolean outerWrapper;
  private boolean tupleStream;

  /** Makes an empty array. */
  public JsonArray() {
    elements = new ArrayList<>();
  }

  /** Makes an array of given elements. */
  public JsonArray(Collection<?> elements) {
    this.elements = new ArrayList<>(elements);
  }

  private JsonArray(double first, int size) {
    this.first = first;
    this.size = size;
  }

  /** Makes an empty sequence. */
  public static JsonArray newSequence() {
    JsonArray made = new JsonArray();
    made.sequence = true;
    return made;
  }

  /** Makes a sequence of one value, which may be undefined. */
  public static JsonArray sequenceOf(Object value) {
    JsonArray made = newSequence();
    made.add(value);
    return made;
  }

  /** Makes the sequence of whole numbers from a first one on; it takes no room until changed. */
  public static JsonArray range(double first, int size) {
    JsonArray made = new JsonArray(first, size);
    made.sequence = true;
    return made;
  }

  @Override
  public Object get(int index) {
    if (elements != null) {
      return elements.get(index);
    }
    return Double.valueOf(first + index);
  }

  @Override
  public int size() {
    return elements == null ? size : elements.size();
  }

  @Override
  public boolean add(Object value) {
    return own().add(value);
  }

  @Override
  public Object set(int index, Object value) {
    return own().set(index, value);
  }

  private ArrayList<Object> own() {
    if (elements == null) {
      elements = new ArrayList<>(this);
    }
    return elements;
  }

  /** Tells whether it is a sequence. */
  public boolean isSequence() {
    return sequence;
  }

  /** Tells whether a sequence of one value stays an array. */
  public boolean isSingletonKept() {
    return singletonKept;
  }

  /** Has a sequence of one value stay an array. */
  public void keepSingleton() {
    singletonKept = true;
  }

  /** Tells whether it was written as an array at the start or end of a path, which keeps it one. */
  public boolean isConstructed() {
    return constructed;
  }

  /** Marks it as written as an array. */
  public void markConstructed() {
    constructed = true;
  }

  /** Tells whether it only wraps an input that is an array. */
  public boolean isOuterWrapper() {
    return outerWrapper;
  }

  /** Marks it as the wrapper of an input that is an array. */
  public void markOuterWrapper() {
    outerWrapper = true;
  }

  /** Tells whether its elements are tuples of variables. */
  public boolean isTupleStream() {
    return tupleStream;
  }

  /** Marks its elements as tuples of variables. */
  public void markTupleStream() {
    tupleStream = true;
  }
}
