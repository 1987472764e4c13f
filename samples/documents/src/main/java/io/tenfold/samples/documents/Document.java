package io.tenfold.samples.documents;

/**
 * An object of S3, as {@code tenfold start s3://bucket/prefix/} makes a record of it.
 *
 * @param lastModified in ISO 8601, as text: databind is in the binary of whoever makes it an Instant
 */
public record Document(String bucket, String key, long size, String eTag, String lastModified) {}
