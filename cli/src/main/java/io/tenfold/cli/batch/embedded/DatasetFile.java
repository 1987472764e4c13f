package io.tenfold.cli.batch.embedded;

import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a run's file of records is and how it was read, as the run's own file says it. */
final class DatasetFile {
  private DatasetFile() {}

  static Map<String, Object> json(DatasetLocation location) {
    ReaderConfig config = location.config();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bucket", location.bucket());
    json.put("key", location.key());
    json.put("fingerprint", location.fingerprint());
    if (location.listing()) {
      json.put("listing", true);
    }
    json.put("inputType", config.inputType().name());
    json.put("csvHeaders", config.csvHeaders());
    json.put("csvDelimiter", String.valueOf(config.csvDelimiter()));
    json.put("maxItems", config.maxItems());
    json.put("itemsPointer", config.itemsPointer());
    return json;
  }

  static DatasetLocation location(Map<?, ?> json) {
    return new DatasetLocation(
        (String) json.get("bucket"),
        (String) json.get("key"),
        new ReaderConfig(
            InputType.valueOf((String) json.get("inputType")),
            texts(json.get("csvHeaders")),
            ((String) json.get("csvDelimiter")).charAt(0),
            ((Number) json.get("maxItems")).longValue(),
            texts(json.get("itemsPointer"))),
        (String) json.get("fingerprint"),
        Boolean.TRUE.equals(json.get("listing")));
  }

  private static List<String> texts(Object list) {
    return list == null ? null : ((List<?>) list).stream().map(String.class::cast).toList();
  }
}
