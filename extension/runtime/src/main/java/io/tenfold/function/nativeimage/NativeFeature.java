package io.tenfold.function.nativeimage;

import io.quarkus.runtime.ssl.SslContextConfiguration;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/**
 * Tells native-image which constructors and accessors the function calls by reflection: not by
 * Quarkus' build items, since a direct start leaves out all that Quarkus writes from those.
 */
public final class NativeFeature implements Feature {

  /** Registers the processor and the records that it reads and writes. */
  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    SelectedProcessor processor = SelectedProcessor.named();
    processor.executables().forEach(RuntimeReflection::register);
    if (new DirectStart().getAsBoolean()) {
      RuntimeReflection.register(processor.constructor());
      SelectedGuard.constructor().ifPresent(RuntimeReflection::register);
      SelectedLog.prepare();
      // Quarkus says so when it starts, if at all; a processor that connects by TLS wants it.
      SslContextConfiguration.setSslNativeEnabled(true);
    }
  }
}
