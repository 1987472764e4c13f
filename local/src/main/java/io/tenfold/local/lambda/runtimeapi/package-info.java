/**
 * The Lambda Runtime API as a function's process sees it over HTTP: hands out events, takes answers
 * and failures, and keeps deadlines.
 *
 * <p>Only {@code lambda.host} calls it; of {@code lambda} it calls nothing. Requests are read by
 * {@code http}.
 */
package io.tenfold.local.lambda.runtimeapi;
