package io.tenfold.local.asl.jsonata;

import java.util.Map;

/**
 * What an expression sees: the {@code $states} object and the variables; the state's name is for
 * messages.
 */
public record ExpressionScope(
    String stateName, Map<String, Object> states, Map<String, Object> variables) {}
