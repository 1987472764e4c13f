package io.tenfold.function.nativeimage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;

/**
 * Tells native-image what the AWS SDK for Java looks for by name: an HTTP client, for a service's
 * client that was given none, and interceptors, as X-Ray's.
 *
 * <p>Not by Quarkus' build items, which a direct start leaves out; and not all of it is in the
 * SDK's own configuration.
 */
public final class AwsSdkFeature implements Feature {
  /** Files that name classes with a constructor without parameters, one a line. */
  private static final List<String> NAMING_CLASSES =
      List.of(
          "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
          "software/amazon/awssdk/global/handlers/execution.interceptors");

  /** What the SDK has thousands of equal ones of, each a region and its tags, and never changes. */
  private static final String ENDPOINT_KEY = "software.amazon.awssdk.regions.ServiceEndpointKey";

  private final Map<Object, Object> endpointKeys = new ConcurrentHashMap<>();

  /** Has one of each key for all the services of AWS: others are a megabyte of each binary. */
  @Override
  public void duringSetup(DuringSetupAccess access) {
    Class<?> type = access.findClassByName(ENDPOINT_KEY);
    if (type != null) {
      access.registerObjectReplacer(
          found ->
              type.isInstance(found) ? endpointKeys.computeIfAbsent(found, key -> key) : found);
    }
  }

  /** Registers the files that are there, and the classes that they name. */
  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    for (String file : NAMING_CLASSES) {
      try {
        for (URL each : Collections.list(getClass().getClassLoader().getResources(file))) {
          register(access, each);
          RuntimeResourceAccess.addResource(getClass().getModule(), file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void register(BeforeAnalysisAccess access, URL file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Class<?> named = access.findClassByName(line.strip());
        if (named != null) {
          RuntimeReflection.register(named);
          RuntimeReflection.registerForReflectiveInstantiation(named);
        }
      }
    }
  }
}
