package io.tenfold.function.nativeimage;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The endpoints that the AWS SDK knows, of the services whose client is in the binary: those of all
 * the others are strings that each start would read from the disk.
 *
 * <p>Who asks for another is told so, since the SDK takes an unknown service for one whose host is
 * named by the common rule, which would be another answer than on the JVM.
 */
final class ServicesOfTheImage extends AbstractMap<String, Object> {
  private final Map<String, Object> kept = new HashMap<>();
  private final Set<String> leftOut = new TreeSet<>();

  /**
   * @param all the metadata of every service, by its name as in {@code SERVICE_METADATA_ID}
   * @param named the names to keep
   */
  ServicesOfTheImage(Map<?, ?> all, Set<String> named) {
    all.forEach(
        (service, metadata) -> {
          if (named.contains(service)) {
            kept.put((String) service, metadata);
          } else {
            leftOut.add((String) service);
          }
        });
  }

  /**
   * @throws IllegalStateException for a service of AWS that has no client here
   */
  @Override
  public Object get(Object service) {
    Object metadata = kept.get(service);
    if (metadata == null && leftOut.contains(service)) {
      throw new IllegalStateException(
          "This binary has no endpoints of the AWS service '"
              + service
              + "', since none of its clients was on the class path when it was built: add the"
              + " service's artifact of software.amazon.awssdk to the dependencies of the"
              + " function");
    }
    return metadata;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return Map.copyOf(kept).entrySet();
  }
}
