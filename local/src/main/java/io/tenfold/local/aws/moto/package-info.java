/**
 * moto, which answers what the endpoint does not answer itself: its installation, its process, the
 * connections to it, and its S3 and SQS as the engine's ports.
 *
 * <p>The endpoint and its services may call it; of {@code aws} it calls {@code aws.http} only.
 * Responses are read by the engine's {@code http}.
 */
package io.tenfold.local.aws.moto;
