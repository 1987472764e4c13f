/**
 * The local engine: starts and resumes executions of a workflow on this machine.
 *
 * <p>The command, the local AWS endpoint ({@code aws.sfn}) and benchmarks call it; it puts {@code
 * asl}, {@code map} and {@code task} together over the ports that it is given.
 */
package io.tenfold.local;
