/**
 * What of CloudWatch Logs is kept beside moto: the keys of log groups.
 *
 * <p>Only {@code aws} calls it; of {@code aws} it calls {@code http} and {@code moto}.
 */
package io.tenfold.local.aws.logs;
