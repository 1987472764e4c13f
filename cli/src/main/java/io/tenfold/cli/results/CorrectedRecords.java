package io.tenfold.cli.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.cli.batch.RecordEnvelope;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Records that somebody corrected after they had failed: the lines of {@code tenfold failures
 * --format jsonl}, each with its {@code index} and its {@code record}, or one array of those.
 */
public final class CorrectedRecords {
  private final BitSet failed = new BitSet();

  // A run has one origin, unless somebody put its file together from several: millions of records
  // need not have it one by one.
  private final Map<Integer, String> otherOrigins = new HashMap<>();
  private String usualOrigin;

  /** Takes the results of the run in which the records failed. */
  public CorrectedRecords(ResultFiles results) {
    for (ResultGroup group : new ResultGroup[] {ResultGroup.FAILED, ResultGroup.PENDING}) {
      results.forEach(
          group,
          child -> {
            long index = RecordIndex.of(child.inputJson());
            if (index >= 0 && index < IndexSorter.MOST_INDEX) {
              String origin = RecordEnvelope.originOf(child.inputJson());
              if (failed.isEmpty()) {
                usualOrigin = origin;
              } else if (!Objects.equals(origin, usualOrigin)) {
                otherOrigins.put((int) index, origin);
              }
              failed.set((int) index);
            }
          });
    }
  }

  /**
   * Writes the file of a retry.
   *
   * @throws UserError if a line is no record of the run that failed, with the line
   */
  public RetryFile write(Path corrected, Path file) throws IOException {
    long records = 0;
    int before = failed.cardinality();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(corrected));
        JsonParser parser = Json.parser(in);
        Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write('[');
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (token == JsonToken.START_OBJECT) {
          int line = parser.currentTokenLocation().getLineNr();
          Map<String, Object> envelope = envelope(Json.readValue(parser), corrected, line);
          out.write(records++ == 0 ? "\n" : ",\n");
          out.write(Json.write(envelope));
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw MalformedJson.at(parser, "expected an object with index and record");
        }
        token = parser.nextToken();
      }
      out.write("\n]\n");
    } catch (JsonProcessingException e) {
      throw new UserError(corrected + ": " + MalformedJson.of(e).getMessage(), e);
    } catch (MalformedJson e) {
      throw new UserError(corrected + ": " + e.getMessage(), e);
    }
    return new RetryFile(records, before - records, 0);
  }

  private Map<String, Object> envelope(Object value, Path corrected, int line) {
    Map<?, ?> object = (Map<?, ?>) value;
    if (!(object.get("index") instanceof Number number) || !object.containsKey("record")) {
      throw new UserError(
          corrected
              + ", line "
              + line
              + ": no index or no record. Each line is to be one of `tenfold failures --format"
              + " jsonl`, with its record corrected.");
    }
    long index = number.longValue();
    if (index < 0 || index >= IndexSorter.MOST_INDEX || !failed.get((int) index)) {
      throw new UserError(
          corrected
              + ", line "
              + line
              + ": record "
              + index
              + " did not fail in that run, or is in this file twice.");
    }
    failed.clear((int) index);
    String origin =
        otherOrigins.containsKey((int) index) ? otherOrigins.get((int) index) : usualOrigin;
    return new RecordEnvelope(index, object.get("record"), origin).json();
  }
}
