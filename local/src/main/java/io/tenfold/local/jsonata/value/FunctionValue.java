package io.tenfold.local.jsonata.value;

/** A function as a value of an expression. */
public interface FunctionValue {
  /** Returns how many parameters it declares, as what calls it back wants to know. */
  int arity();

  /**
   * Calls it.
   *
   * @param arguments the arguments, null where one is undefined; may be fewer or more than declared
   * @param context the value for a parameter that is taken from the context if it is not given
   * @param evaluation the evaluation that it is called in
   */
  Object call(Object[] arguments, Object context, Evaluation evaluation);

  /** Tells whether it counts as an object, which is true, where a condition asks for truth. */
  boolean isObject();
}
