/**
 * The trial of one state by itself, as TestState has it: with a mock for what it calls, and with a
 * look at what each of its fields makes of its data.
 *
 * <p>The engine and {@code aws.sfn} call it.
 */
package io.tenfold.local.trial;
