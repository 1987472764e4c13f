/**
 * The endpoint's Lambda: functions as moto keeps them, run by the local Lambda host.
 *
 * <p>The endpoint ({@code aws}) calls it; it calls {@code aws.moto}, {@code aws.http} and {@code
 * lambda}.
 */
package io.tenfold.local.aws.lambda;
