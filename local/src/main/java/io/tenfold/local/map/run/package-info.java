/**
 * Runs a Distributed Map: its child executions with a limit of concurrency and of failures, the
 * journal of what has begun, and a run that is taken up again after the engine died.
 *
 * <p>The engine, the task integrations and whoever shows a run's progress may call it; it calls
 * {@code map.read} and {@code map.result}, and no other part of {@code map} calls it.
 */
package io.tenfold.local.map.run;
