package io.tenfold.local.jsonata.value;

/**
 * One evaluation of an expression.
 *
 * @param budget what it may use
 * @param millis its time, in milliseconds since 1970
 */
public record Evaluation(Budget budget, long millis) {}
