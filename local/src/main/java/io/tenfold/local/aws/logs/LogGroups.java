package io.tenfold.local.aws.logs;

import io.tenfold.local.aws.moto.MotoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Tells which log groups there are in a Region; moto has them. */
public final class LogGroups implements Predicate<String> {
  private final MotoClient moto;

  /** Takes the client of the Region. */
  public LogGroups(MotoClient moto) {
    this.moto = moto;
  }

  /** Tells whether there is the group of a name. */
  @Override
  public boolean test(String name) {
    try {
      return moto.call(
                      "logs",
                      LogGroupService.TARGET + "DescribeLogGroups",
                      Map.of("logGroupNamePrefix", name))
                  .body()
              instanceof Map<?, ?> listed
          && listed.get("logGroups") instanceof List<?> groups
          && groups.stream()
              .anyMatch(group -> name.equals(((Map<?, ?>) group).get("logGroupName")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
