/**
 * What the endpoint does for S3 itself, where moto lacks it.
 *
 * <p>The endpoint ({@code aws}) calls it; it calls {@code aws.moto} and {@code aws.http}.
 */
package io.tenfold.local.aws.s3;
