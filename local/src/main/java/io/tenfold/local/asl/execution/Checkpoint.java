package io.tenfold.local.asl.execution;

import java.util.Map;

/**
 * Where an execution stands when it enters a state: the state's name, its input, and the variables
 * by name without {@code $}. A redrive goes on from there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html">Restarting
 *     state machine executions with redrive</a>
 */
public record Checkpoint(String state, Object input, Map<String, Object> variables) {}
