package io.tenfold.cli.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.cli.batch.RecordEnvelope;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.RecordWriter;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records that somebody corrected after they had failed: the lines of {@code tenfold failures
 * --format jsonl}, each with its {@code index} and its {@code record}, or one array of those; or a
 * table, see {@link CorrectedRows}.
 */
public final class CorrectedRecords {
  private final BitSet failed = new BitSet();

  // A run's are the same, unless somebody put its file together from several: millions of records
  // need not have them one by one.
  private final Map<Integer, RecordEnvelope.Marks> otherMarks = new HashMap<>();
  private RecordEnvelope.Marks usualMarks;

  /** Takes the results of the run in which the records failed. */
  public CorrectedRecords(ResultFiles results) {
    for (ResultGroup group : new ResultGroup[] {ResultGroup.FAILED, ResultGroup.PENDING}) {
      results.forEach(
          group,
          child -> {
            long index = RecordIndex.of(child.inputJson());
            if (index >= 0 && index < IndexSorter.MOST_INDEX) {
              RecordEnvelope.Marks marks = RecordEnvelope.Marks.of(child.inputJson());
              if (failed.isEmpty()) {
                usualMarks = marks;
              } else if (!marks.equals(usualMarks)) {
                otherMarks.put((int) index, marks);
              }
              failed.set((int) index);
            }
          });
    }
  }

  /**
   * Writes the file of a retry.
   *
   * @param rows how the file is read if it is the run's own again, a table; null if it is no table
   * @param total how many records the first run's file had, or -1 if nobody knows
   * @param reader how the stack reads what is written
   * @throws UserError if a line is no record of the run that failed, with the line
   */
  public RetryFile write(
      Path corrected, ReaderConfig rows, long total, ReaderConfig reader, Path file)
      throws IOException {
    int before = failed.cardinality();
    long[] records = new long[1];
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      RecordWriter out = new RecordWriter(stream, reader);
      Optional<Character> delimiter = CorrectedRows.delimiterOfFailures(corrected);
      if (delimiter.isPresent()) {
        CorrectedRows.ofFailures(
            corrected,
            delimiter.get(),
            (place, index, record) -> {
              out.envelope(Json.write(envelope(index, record, corrected, place)));
              records[0]++;
            });
      } else if (rows != null) {
        CorrectedRows.ofTheFile(
            corrected,
            rows,
            total,
            (place, index, record) -> {
              // What succeeded is there, too, and stays as it is.
              if (hasFailed(index)) {
                out.envelope(Json.write(envelope(index, record, corrected, place)));
                records[0]++;
              }
            });
      } else {
        records[0] = json(corrected, out);
      }
      out.finish();
    }
    return new RetryFile(records[0], before - records[0], 0);
  }

  private long json(Path corrected, RecordWriter out) throws IOException {
    long records = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(corrected));
        JsonParser parser = Json.parser(in)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (token == JsonToken.START_OBJECT) {
          int line = parser.currentTokenLocation().getLineNr();
          Map<String, Object> envelope = envelope(Json.readValue(parser), corrected, line);
          out.envelope(Json.write(envelope));
          records++;
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw MalformedJson.at(parser, "expected an object with index and record");
        }
        token = parser.nextToken();
      }
    } catch (JsonProcessingException e) {
      throw new UserError(corrected + ": " + MalformedJson.of(e).getMessage(), e);
    } catch (MalformedJson e) {
      throw new UserError(corrected + ": " + e.getMessage(), e);
    }
    return records;
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
    return envelope(number.longValue(), object.get("record"), corrected, "line " + line);
  }

  private boolean hasFailed(long index) {
    return index >= 0 && index < IndexSorter.MOST_INDEX && failed.get((int) index);
  }

  private Map<String, Object> envelope(long index, Object record, Path corrected, String place) {
    if (!hasFailed(index)) {
      throw new UserError(
          corrected
              + ", "
              + place
              + ": record "
              + index
              + " did not fail in that run, or is in this file twice.");
    }
    failed.clear((int) index);
    return new RecordEnvelope(index, record, otherMarks.getOrDefault((int) index, usualMarks))
        .json();
  }
}
