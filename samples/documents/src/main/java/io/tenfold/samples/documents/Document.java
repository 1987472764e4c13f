package io.tenfold.samples.documents;

/**
 * An object of S3, as {@code tenfold start s3://bucket/prefix/} makes a record of it.
 *
 * @param eTag the version that was listed, with its quotes; null for whichever is there
 * @param lastModified in ISO 8601, as text, for nothing is done with it
 */
public record Document(String bucket, String key, Long size, String eTag, String lastModified) {}
