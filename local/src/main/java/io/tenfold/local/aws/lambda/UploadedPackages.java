package io.tenfold.local.aws.lambda;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoConnection;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.UnzippedSize;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The function packages that were uploaded, by the SHA-256 that Lambda's {@code CodeSha256} is; so
 * a version published long ago still finds its own.
 */
final class UploadedPackages {
  private final Path folder;

  UploadedPackages(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps the package that a CreateFunction or UpdateFunctionCode brings or names, if it does.
   *
   * @param request the request's body, in a file
   * @return the body's other members
   * @throws UnzippedTooLarge if it is over Lambda's limit; it is not kept then
   */
  Map<String, Object> keep(Path request, MotoClient moto) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> members = new LinkedHashMap<>();
    Map<String, String> object = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(request));
        JsonParser parser = Json.parser(in)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (name.equals("Code") && parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
              String member = parser.currentName();
              parser.nextToken();
              code(parser, member, object);
            }
          } else if (!code(parser, name, object)) {
            members.put(name, Json.readValue(parser));
          }
        }
      }
    }
    if (object.containsKey("S3Key")) {
      fetch(object, moto);
    }
    return members;
  }

  /** Takes a member that says what the code is, and tells whether it is one. */
  private boolean code(JsonParser parser, String name, Map<String, String> object)
      throws IOException {
    switch (name) {
      case "ZipFile" -> store(out -> decode(parser, out));
      case "S3Bucket", "S3Key", "S3ObjectVersion" -> object.put(name, parser.getText());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void decode(JsonParser parser, OutputStream out) throws IOException {
    try {
      parser.readBinaryValue(out);
    } catch (IllegalArgumentException e) {
      // The library throws this for text, and an exception of its own for what is no text.
      throw new JsonParseException(parser, "ZipFile is not in Base64: " + e.getMessage(), e);
    }
  }

  private void fetch(Map<String, String> object, MotoClient moto) throws IOException {
    StringBuilder target = new StringBuilder();
    for (String part : (object.get("S3Bucket") + "/" + object.get("S3Key")).split("/", -1)) {
      target.append('/').append(encode(part));
    }
    if (object.containsKey("S3ObjectVersion")) {
      target.append("?versionId=").append(encode(object.get("S3ObjectVersion")));
    }
    try (MotoConnection response = moto.send("s3", "GET", target.toString())) {
      // Where it is not there, moto says so itself in its answer to the request.
      if (response.status() == 200) {
        store(out -> response.body().transferTo(out));
      }
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What writes a package. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private void store(Content content) throws IOException {
    Path unfinished = Files.createTempFile(folder, "upload-", ".tmp");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(unfinished), digest)) {
        content.writeTo(out);
      }
      if (UnzippedSize.isOverLimit(unfinished)) {
        throw new UnzippedTooLarge(UnzippedSize.LIMIT_BYTES);
      }
      Files.move(unfinished, file(digest.digest()), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Returns the package of a {@code CodeSha256}, which may not be there. */
  Path file(String codeSha256) {
    return file(Base64.getDecoder().decode(codeSha256));
  }

  private Path file(byte[] sha256) {
    return folder.resolve(HexFormat.of().formatHex(sha256) + ".zip");
  }
}
