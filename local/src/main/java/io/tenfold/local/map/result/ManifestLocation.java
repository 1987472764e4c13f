package io.tenfold.local.map.result;

/** Where a Map Run's manifest is. */
public record ManifestLocation(String bucket, String key) {}
