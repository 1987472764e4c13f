/**
 * The endpoint's Step Functions: the API's actions on state machines, versions, aliases, executions
 * and Map Runs, run by the local engine.
 *
 * <p>The endpoint ({@code aws}) calls it; it calls the engine, {@code map}, {@code aws.http} and
 * {@code aws.sfn.request}.
 */
package io.tenfold.local.aws.sfn;
