package io.tenfold.local.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A handler as a Java function has it: echoes its event, or fails or computes as that asks. */
public final class StreamHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    byte[] event = in.readAllBytes();
    String text = new String(event, StandardCharsets.UTF_8);
    if (text.contains("fail")) {
      throw new IllegalArgumentException("as asked, by " + context.getFunctionName());
    }
    if (text.contains("garbage")) {
      // A gigabyte in all, of which nothing stays: the heap must hold it without a kill.
      long sum = 0;
      for (int i = 0; i < 1_024; i++) {
        sum += new byte[1 << 20].length;
      }
      text = Long.toString(sum);
      event = text.getBytes(StandardCharsets.UTF_8);
    }
    if (text.contains("where")) {
      event = (isInItsPackage() ? "\"here\"" : "\"nowhere\"").getBytes(StandardCharsets.UTF_8);
    }
    out.write(event);
  }

  /** As Quarkus finds its resources: by a URI of the URL, and a path of that. */
  private static boolean isInItsPackage() throws IOException {
    try {
      URI location =
          StreamHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      String name = StreamHandler.class.getName().replace('.', '/') + ".class";
      return Files.exists(Path.of(location).resolve(name));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
