/**
 * The tasks that a workflow may have: one class for each integration of Step Functions.
 *
 * <p>The engine calls it; it calls {@code asl}, {@code map} and the ports.
 */
package io.tenfold.local.task;
