package io.tenfold.function.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** How a function is built. */
@ConfigMapping(prefix = "tenfold")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface TenfoldConfig {

  /**
   * The fully qualified name of the processor's class, needed only where several classes are marked
   * {@code @Processor}.
   */
  Optional<String> processor();

  /**
   * How the native function starts: {@code auto} without Quarkus where nothing that the processor
   * reaches needs it, else with it; {@code direct} without, or the build fails; {@code quarkus}
   * with it.
   */
  @WithDefault("auto")
  Start start();

  /**
   * What keeps a record from being processed twice: {@code none}, or {@code dynamodb} for a table
   * that Terraform makes. In development and in tests there is none.
   */
  @WithDefault("none")
  Idempotency idempotency();

  /**
   * {@code arm64} or {@code x86_64}, what the native package is for, given on Maven's command line;
   * this machine's where it is not given.
   */
  Optional<String> architecture();

  /** Whether a native package that runs nowhere but here will do, for tests. */
  @WithDefault("false")
  boolean testOnly();

  /** The log. */
  Log log();

  /** The native executable. */
  @WithName("native")
  NativeExecutable nativeExecutable();

  /** How the native function starts. */
  enum Start {
    /** Without Quarkus where that is possible. */
    AUTO,
    /** Without Quarkus. */
    DIRECT,
    /** With Quarkus. */
    QUARKUS
  }

  /** What keeps a record from being processed twice. */
  enum Idempotency {
    /** Nothing does. */
    NONE,
    /** Notes in a table of DynamoDB. */
    DYNAMODB
  }

  /** The log. */
  interface Log {
    /** Whether Quarkus' console writes lines of JSON; if unset, everywhere but in dev mode. */
    Optional<Boolean> json();
  }

  /** The native executable. */
  interface NativeExecutable {
    /** Arguments for native-image that weigh speed against size; why: docs/cold-start.md. */
    @WithDefault("-Os,-R:MaxNewSize=8m")
    List<String> tuning();

    /**
     * The program's own arguments for native-image, after Tenfold's; a comma within one is written
     * {@code \\,}.
     */
    Optional<List<String>> additionalArguments();
  }
}
