/**
 * A definition as the JSON that it is: read from its text, walked through state by state, and what
 * is to be known of it besides the workflow that it makes.
 *
 * <p>{@code asl} and {@code aws.sfn} call it.
 */
package io.tenfold.local.asl.definition;
