package io.tenfold.local.aws.s3;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.LocalService;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.moto.MotoConnection;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two documents of a bucket that moto would not give back as they are, or not only: its policy
 * and its notification configuration. Everything else of S3 is moto's.
 *
 * <p>moto does not get to see policies: it enforces them without their conditions, so that a
 * "refuse what does not come by TLS" would refuse everything. Of a policy that is kept here one
 * denial holds, since Terraform may count on it: that the policy is deleted. moto does get the
 * notifications, but shows them without EventBridge.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">PutBucketPolicy</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html">PutBucketNotificationConfiguration</a>
 */
public final class BucketService implements LocalService {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Pattern BUCKET = Pattern.compile("/([^/]+)/?");
  private static final Pattern DOCUMENT = Pattern.compile("(?:^|&)(policy|notification)=?(?:&|$)");

  private record Document(String bucket, String kind) {}

  private final PassThrough moto;
  private final Map<Document, byte[]> documents = new ConcurrentHashMap<>();

  /** Takes moto. */
  public BucketService(PassThrough moto) {
    this.moto = moto;
  }

  private static Optional<Document> document(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Matcher path = BUCKET.matcher(exchange.getRequestURI().getRawPath());
    Matcher kind = DOCUMENT.matcher(query == null ? "" : query);
    if (!path.matches()) {
      return Optional.empty();
    }
    if (kind.find()) {
      return Optional.of(new Document(path.group(1), kind.group(1)));
    }
    boolean deletesBucket = exchange.getRequestMethod().equals("DELETE") && query == null;
    return deletesBucket ? Optional.of(new Document(path.group(1), "")) : Optional.empty();
  }

  @Override
  public boolean answers(HttpExchange exchange, CallScope scope) {
    return scope.service().equals("s3") && document(exchange).isPresent();
  }

  @Override
  public void answer(HttpExchange exchange, CallScope scope) throws IOException {
    Document document = document(exchange).orElseThrow();
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, document);
      case "GET" -> get(exchange, document);
      case "DELETE" -> delete(exchange, document);
      default -> moto.answer(exchange);
    }
  }

  private void put(HttpExchange exchange, Document document) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    boolean policy = document.kind().equals("policy");
    if (policy && !isPolicy(body)) {
      Response.xmlError(400, "MalformedPolicy", "Policies must be valid JSON").send(exchange);
      return;
    }
    // Of a policy moto sees an empty one: enough to say whether there is such a bucket.
    byte[] shown =
        policy
            ? "{\"Version\":\"2012-10-17\",\"Statement\":[]}".getBytes(StandardCharsets.US_ASCII)
            : body;
    try (MotoConnection response =
        moto.forward(exchange, new ByteArrayInputStream(shown), shown.length)) {
      if (response.status() / 100 == 2) {
        documents.put(document, body);
      }
      send(exchange, response);
    }
  }

  private static boolean isPolicy(byte[] body) {
    try {
      return Json.parse(body) instanceof Map;
    } catch (MalformedJson e) {
      return false;
    }
  }

  private void get(HttpExchange exchange, Document document) throws IOException {
    byte[] kept = documents.get(document);
    if (kept == null) {
      moto.answer(exchange);
    } else {
      String type = document.kind().equals("policy") ? "application/json" : "application/xml";
      Response.of(200, type, kept).send(exchange);
    }
  }

  private void delete(HttpExchange exchange, Document document) throws IOException {
    byte[] kept = documents.get(document);
    if (document.kind().equals("policy")
        && kept != null
        && BucketPolicy.deniesItsDeletion(document.bucket(), kept)) {
      String message =
          "Not authorized to perform: s3:DeleteBucketPolicy on resource: \"arn:aws:s3:::"
              + document.bucket()
              + "\" with an explicit deny in a resource-based policy";
      Response.xmlError(403, "AccessDenied", message).send(exchange);
      return;
    }
    try (MotoConnection response = moto.forward(exchange)) {
      if (response.status() / 100 == 2) {
        documents
            .keySet()
            .removeIf(
                other ->
                    document.kind().isEmpty()
                        ? other.bucket().equals(document.bucket())
                        : other.equals(document));
      }
      send(exchange, response);
    }
  }

  private static void send(HttpExchange exchange, MotoConnection response) throws IOException {
    exchange.getResponseHeaders().putAll(response.responseHeaders());
    new Response(response.status(), Map.of(), response.body().readAllBytes()).send(exchange);
  }
}
