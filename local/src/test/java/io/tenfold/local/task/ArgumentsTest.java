package io.tenfold.local.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a service integration takes, it carries out: what it does not read, it would drop. */
class ArgumentsTest {
  /** Of those that are no texts, and of those that not every text will do for. */
  private static final Map<String, Object> VALUES =
      Map.of(
          "Bucket",
          TestEngine.BUCKET,
          "ContinuationToken",
          "YQ==",
          "DelaySeconds",
          1,
          "InvocationType",
          "DryRun",
          "LogType",
          "Tail",
          "MaxKeys",
          1,
          "MessageAttributes",
          Map.of("a", Map.of("DataType", "String", "StringValue", "b")),
          "MessageSystemAttributes",
          Map.of("AWSTraceHeader", Map.of("DataType", "String", "StringValue", "Root=1")),
          "Metadata",
          Map.of("a", "b"));

  @TempDir Path folder;

  /** Arguments that note which of them were read. */
  private static final class Noting extends AbstractMap<String, Object> {
    private final Map<String, Object> arguments = new LinkedHashMap<>();
    private final Set<Object> read = new HashSet<>();

    Noting(Set<String> required, String optional) {
      required.forEach(name -> arguments.put(name, VALUES.getOrDefault(name, "x")));
      arguments.put(optional, VALUES.getOrDefault(optional, "x"));
    }

    @Override
    public Object get(Object name) {
      read.add(name);
      return arguments.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
      return arguments.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      read.addAll(arguments.keySet());
      return arguments.entrySet();
    }
  }

  @Test
  void eachIsReadWhoseNameIsTaken() throws Exception {
    FunctionInvoker functions = TestEngine.echo();
    try (TestEngine engine = new TestEngine(folder, functions)) {
      List<TaskIntegration> integrations =
          List.of(
              new LambdaInvoke(functions),
              new S3GetObject(engine.store()),
              new S3ListObjectsV2(engine.store()),
              new S3PutObject(engine.store()),
              new SqsSendMessage(engine.queues()));
      for (TaskIntegration integration : integrations) {
        Set<String> all = new HashSet<>(integration.required());
        all.addAll(integration.optional());
        assertThat(all).as(integration.resource()).containsAll(integration.texts());
        for (String name : all) {
          Noting arguments = new Noting(integration.required(), name);
          try {
            integration.call(arguments, null);
          } catch (RuntimeException e) {
            // A bucket or queue that is not there is a matter of other tests.
          }
          assertThat(arguments.read).as(integration.resource() + " with " + name).contains(name);
        }
      }
    }
  }
}
