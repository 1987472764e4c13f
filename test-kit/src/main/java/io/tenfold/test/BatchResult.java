package io.tenfold.test;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What became of a batch.
 *
 * @param status Step Functions' word for the execution's end, such as {@code SUCCEEDED}
 * @param error the error's name, null unless it failed
 * @param cause the error's cause, null unless it failed
 * @param outputs what the processor returned, by the record's index
 * @param failures why records failed, by their index
 * @param pending the indexes of the records that were not tried, or whose end nobody waited for
 * @param attempts how often records were tried, by their index
 * @param message the message on the queue, empty unless the run failed
 */
public record BatchResult(
    String status,
    String error,
    String cause,
    SortedMap<Long, JsonNode> outputs,
    SortedMap<Long, Failure> failures,
    SortedSet<Long> pending,
    SortedMap<Long, Integer> attempts,
    Optional<JsonNode> message) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * Why a record failed.
   *
   * @param error the error's name in the results, such as {@code
   *     io.tenfold.function.RecordRejected}
   * @param cause what Lambda says of it, JSON with {@code errorType} and {@code errorMessage}
   */
  public record Failure(String error, String cause) {
    /** Returns the exception's message, or the whole cause where that has none. */
    public String message() {
      try {
        return JSON.readTree(cause).path("errorMessage").asText(cause);
      } catch (IOException | IllegalArgumentException e) {
        return cause;
      }
    }
  }

  /** Returns how many records the batch has. */
  public long total() {
    return succeeded() + failed() + pending.size();
  }

  /** Returns how many records succeeded. */
  public long succeeded() {
    return outputs.size();
  }

  /** Returns how many records failed. */
  public long failed() {
    return failures.size();
  }

  /**
   * Returns a record's output as the processor returned it, read back from its JSON.
   *
   * @throws NoSuchElementException if the record did not succeed
   * @throws IllegalArgumentException if the JSON does not fit the type
   */
  public <O> O output(long index, Class<O> type) {
    JsonNode output = outputs.get(index);
    if (output == null) {
      throw new NoSuchElementException(
          "Record "
              + index
              + (failures.containsKey(index)
                  ? " failed: " + failures.get(index)
                  : pending.contains(index) ? " is pending" : " is not in the batch"));
    }
    try {
      return JSON.treeToValue(output, type);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The output of record " + index + " is no " + type.getName() + ": " + output, e);
    }
  }

  /**
   * Returns the name of the error that a record failed with.
   *
   * @throws NoSuchElementException if it did not fail
   */
  public String errorOf(long index) {
    Failure failure = failures.get(index);
    if (failure == null) {
      throw new NoSuchElementException(
          "Record "
              + index
              + (outputs.containsKey(index)
                  ? " succeeded: " + outputs.get(index)
                  : pending.contains(index) ? " is pending" : " is not in the batch"));
    }
    return failure.error();
  }

  /** Returns how often a record was tried, 0 if it was not. */
  public int attemptsAt(long index) {
    return attempts.getOrDefault(index, 0);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("the engine wrote what is no JSON: " + json, e);
    }
  }

  static byte[] write(Object records) {
    try {
      return JSON.writeValueAsBytes(records);
    } catch (IOException e) {
      throw new IllegalArgumentException("The records can't be written as JSON: " + e, e);
    }
  }

  /** Says how the run ended and why records failed, for a failed assertion. */
  @Override
  public String toString() {
    return status
        + (error == null ? "" : " " + error + " (" + cause + ")")
        + ": "
        + succeeded()
        + " succeeded, "
        + failed()
        + " failed "
        + failures
        + ", "
        + pending.size()
        + " pending";
  }
}
