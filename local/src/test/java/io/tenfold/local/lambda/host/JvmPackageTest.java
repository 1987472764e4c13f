package io.tenfold.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.port.FunctionInvoker.Failed;
import io.tenfold.local.port.FunctionInvoker.Result;
import io.tenfold.local.port.FunctionInvoker.Returned;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Java function's package, run by AWS's own Runtime Interface Client. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class JvmPackageTest {
  @TempDir Path work;

  private FunctionConfiguration function() throws Exception {
    return function(work);
  }

  private static FunctionConfiguration function(Path work) throws Exception {
    Path zip = work.resolve("function.zip");
    String name = StreamHandler.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        InputStream in = StreamHandler.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new ZipEntry(name));
      in.transferTo(out);
    }
    return FunctionConfiguration.of("java", zip, work)
        .withHandler(StreamHandler.class.getName() + "::handleRequest");
  }

  private static String text(Result result) {
    return new String(((Returned) result).payload(), StandardCharsets.UTF_8);
  }

  private static byte[] event(String text) {
    return ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theRuntimeInterfaceClientRunsTheHandler() throws Exception {
    try (LambdaHost host = new LambdaHost(function())) {
      assertThat(text(host.invoke("java", event("grüße 世界")))).isEqualTo("\"grüße 世界\"");

      Failed failed = (Failed) host.invoke("java", event("fail"));
      assertThat(failed.errorType()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(new String(failed.payload(), StandardCharsets.UTF_8))
          .contains("\"errorMessage\":\"as asked, by java\"", "\"stackTrace\":[");

      String large = "x".repeat(2_000_000);
      assertThat(text(host.invoke("java", event(large)))).hasSize(2_000_002);
      assertThat(host.statistics().environmentsStarted()).isEqualTo(1);
    }
  }

  @Test
  void aPathWithABlankAndAnUmlautIsNoneInTheFunctionsUrls() throws Exception {
    Path folder = Files.createDirectory(work.resolve("Prüfung 100 %"));
    try (LambdaHost host = new LambdaHost(function(folder))) {
      assertThat(text(host.invoke("java", event("where")))).isEqualTo("\"here\"");
    }
  }

  @Test
  void garbageDoesNotCountAsMemoryInUse() throws Exception {
    try (LambdaHost host = new LambdaHost(function().withMemoryMegabytes(256))) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(host.invoke("java", event("garbage")))).isEqualTo("1073741824");
      }
    }
  }

  @Test
  void environmentsThatStartTogetherDoNotDisturbEachOther() throws Exception {
    try (LambdaHost host = new LambdaHost(function())) {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.add(answer);
        new Thread(
                () -> {
                  try {
                    answer.complete(text(host.invoke("java", event("hello"))));
                  } catch (InterruptedException | RuntimeException e) {
                    answer.completeExceptionally(e);
                  }
                })
            .start();
      }
      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo("\"hello\""));
    }
  }

  @Test
  void aHandlerThatIsNotThereIsAnError() throws Exception {
    try (LambdaHost host = new LambdaHost(function().withHandler("no.Such::handler"))) {
      Failed failed = (Failed) host.invoke("java", event("hello"));

      assertThat(failed.errorType()).isEqualTo("java.lang.ClassNotFoundException");
    }
  }
}
