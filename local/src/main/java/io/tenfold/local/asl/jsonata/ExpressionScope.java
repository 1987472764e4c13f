package io.tenfold.local.asl.jsonata;

import java.util.Map;

/**
 * What an expression sees: the {@code $states} object and the variables; the rest is for messages.
 *
 * @param enteredEvent the id of the event that the state was entered with; 0 where there is none
 */
public record ExpressionScope(
    String stateName,
    long enteredEvent,
    Map<String, Object> states,
    Map<String, Object> variables) {}
