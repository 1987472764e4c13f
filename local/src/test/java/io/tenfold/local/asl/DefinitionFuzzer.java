package io.tenfold.local.asl;

import io.tenfold.local.LocalEngine;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.error.DefinitionException;
import java.nio.charset.StandardCharsets;

/** Jazzer's way into the loader of workflows: a machine or a refusal, whatever the text. */
public final class DefinitionFuzzer {
  private static final LocalEngine ENGINE =
      new LocalEngine(null, null, null, new Account("eu-central-1", "123456789012"));

  private DefinitionFuzzer() {}

  /** Takes the definition. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      ENGINE.define("machine", new String(data, StandardCharsets.UTF_8));
    } catch (DefinitionException refused) {
      // As it should be.
    }
  }
}
