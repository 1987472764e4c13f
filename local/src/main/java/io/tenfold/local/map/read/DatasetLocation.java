package io.tenfold.local.map.read;

/**
 * Where a Map Run's dataset is, how it is read, and what told its bytes from others' when it was,
 * see {@link Dataset#fingerprint()}.
 */
public record DatasetLocation(String bucket, String key, ReaderConfig config, String fingerprint) {}
