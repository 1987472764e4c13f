/**
 * The Lambda Runtime API as a function's process sees it over HTTP: hands out events, takes answers
 * and failures, and keeps deadlines.
 *
 * <p>Only {@code lambda.host} calls it; of {@code lambda} it calls nothing.
 */
package io.tenfold.local.lambda.runtimeapi;
