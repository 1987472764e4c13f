package io.tenfold.samples.documents;

/** What the catalogue says of a document. */
public record Entry(String document, long bytes, long lines, String sha256) {}
