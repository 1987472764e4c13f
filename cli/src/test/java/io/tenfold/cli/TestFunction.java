package io.tenfold.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A function for tests: a record {@code {"fail": TEXT}} fails with that text for its error's name
 * and message, {@code {"hold": PATH}} waits until that file is there, and any other is its own
 * output.
 */
public final class TestFunction {
  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  private TestFunction() {}

  /** Writes the function's package, a folder. */
  public static Path packageIn(Path folder) throws IOException {
    Path classes;
    try {
      classes =
          Path.of(TestFunction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    Path bootstrap =
        Files.writeString(
            Files.createDirectories(folder).resolve("bootstrap"),
            String.format(
                "#!/bin/sh%nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s%n",
                Path.of(System.getProperty("java.home"), "bin", "java"),
                classes,
                TestFunction.class.getName()));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /** Answers events until it is ended. */
  public static void main(String[] arguments) throws IOException {
    while (true) {
      HttpURLConnection next = (HttpURLConnection) new URL(API + "next").openConnection();
      String event;
      try (InputStream in = next.getInputStream()) {
        event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      // Texts stay as JSON has them: nothing is parsed here.
      awaitFile(between(event, "\"hold\":\"", "\"}"));
      String fail = between(event, "\"fail\":\"", "\"}");
      if (fail != null && !fail.isEmpty()) {
        String document = "{\"errorType\":\"" + fail + "\",\"errorMessage\":\"" + fail + "\"}";
        post(id + "/error", document);
      } else {
        String index = between(event, "\"index\":", ",");
        String record = between(event, "\"record\":", event.contains(",\"origin\"") ? ",\"o" : "}");
        post(id + "/response", "{\"index\":" + index + ",\"output\":" + record + "}");
      }
    }
  }

  private static void awaitFile(String hold) throws IOException {
    try {
      while (hold != null && !Files.exists(Path.of(hold))) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    return start < 0
        ? null
        : text.substring(
            start + before.length(),
            after.equals(",") || after.equals("\"}")
                ? text.indexOf(after, start + before.length())
                : text.lastIndexOf(after));
  }

  private static void post(String path, String body) throws IOException {
    HttpURLConnection post = (HttpURLConnection) new URL(API + path).openConnection();
    post.setRequestMethod("POST");
    post.setDoOutput(true);
    if (path.endsWith("/error")) {
      post.setRequestProperty("Lambda-Runtime-Function-Error-Type", "Unhandled");
    }
    try (OutputStream out = post.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = post.getInputStream()) {
      in.readAllBytes();
    }
  }
}
