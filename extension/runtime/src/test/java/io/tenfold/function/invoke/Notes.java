package io.tenfold.function.invoke;

import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A guard that has its notes in memory, as several processes would see them. */
final class Notes implements RecordGuard {
  final Map<String, byte[]> answers = new HashMap<>();
  final Set<String> claims = new HashSet<>();
  final List<String> calls = new ArrayList<>();

  /** What noting an outcome fails with; null if it does not. */
  RuntimeException trouble;

  @Override
  public Optional<byte[]> begin(RecordContext context) {
    String key = context.idempotencyKey();
    calls.add("begin " + context.index());
    if (answers.containsKey(key)) {
      return Optional.of(answers.get(key));
    }
    if (!claims.add(key)) {
      throw new TransientFailure("another has it");
    }
    return Optional.empty();
  }

  @Override
  public void succeeded(RecordContext context, byte[] answer) {
    calls.add("succeeded " + context.index());
    note();
    if (claims.remove(context.idempotencyKey())) {
      answers.put(context.idempotencyKey(), answer);
    }
  }

  @Override
  public void failed(RecordContext context) {
    calls.add("failed " + context.index());
    note();
    claims.remove(context.idempotencyKey());
  }

  private void note() {
    if (trouble != null) {
      throw trouble;
    }
  }

  @Override
  public void warmUp() {
    calls.add("warm up");
  }
}
