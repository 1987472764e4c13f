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
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      RecordWriter out = new RecordWriter(stream, reader);
      Optional<Character> delimiter = CorrectedRows.delimiterOfFailures(corrected);
      if (delimiter.isPresent()) {
        CorrectedRows.ofFailures(
            corrected,
            delimiter.get(),
            (place, index, record) -> write(out, index, record, corrected, place));
      } else if (rows != null) {
        CorrectedRows.ofTheFile(
            corrected,
            rows,
            total,
            (place, index, record) -> {
              // What succeeded is there, too, and stays as it is.
              if (hasFailed(index)) {
                write(out, index, record, corrected, place);
              }
            });
      } else {
        json(corrected, out);
      }
      out.finish();
    }
    // What was written has not failed any more.
    int left = failed.cardinality();
    return new RetryFile(before - left, left, 0);
  }

  private void json(Path corrected, RecordWriter out) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(corrected));
        JsonParser parser = Json.parser(in)) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (token == JsonToken.START_OBJECT) {
          int line = parser.currentTokenLocation().getLineNr();
          write(out, Json.readValue(parser), corrected, line);
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
  }

  private void write(RecordWriter out, Object value, Path corrected, int line) throws IOException {
    Map<?, ?> object = (Map<?, ?>) value;
    if (!(object.get("index") instanceof Number number) || !object.containsKey("record")) {
      throw new UserError(
          corrected
              + ", line "
              + line
              + ": no index or no record. Each line is to be one of `tenfold failures --format"
              + " jsonl`, with its record corrected.");
    }
    write(out, number.longValue(), object.get("record"), corrected, "line " + line);
  }

  private boolean hasFailed(long index) {
    return index >= 0 && index < IndexSorter.MOST_INDEX && failed.get((int) index);
  }

  private void write(RecordWriter out, long index, Object record, Path corrected, String place)
      throws IOException {
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
    RecordEnvelope.Marks marks = otherMarks.getOrDefault((int) index, usualMarks);
    out.envelope(Json.write(new RecordEnvelope(index, record, marks).json()));
  }
}
