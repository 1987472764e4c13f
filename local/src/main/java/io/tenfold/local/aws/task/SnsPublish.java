package io.tenfold.local.aws.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoConnection;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ServiceException;
import io.tenfold.local.task.RefusedCall;
import io.tenfold.local.task.SdkMetadata;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code sns:publish}: {@code {"TopicArn", "Message", …}} to {@code {"MessageId", …}}; a message
 * that is no text is sent as JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html">Publish
 *     messages to an Amazon SNS topic</a>
 */
public final class SnsPublish implements TaskIntegration {
  private static final Pattern MESSAGE_ID = Pattern.compile("<MessageId>([^<]+)</MessageId>");
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]+)</Message>");

  private static final Set<String> TEXTS =
      Set.of(
          "MessageDeduplicationId",
          "MessageGroupId",
          "MessageStructure",
          "PhoneNumber",
          "Subject",
          "TargetArn",
          "TopicArn");

  private final MotoClient moto;
  private final AtomicLong sequence = new AtomicLong(System.currentTimeMillis() * 1_000);

  /** Takes the client of the Region. */
  public SnsPublish(MotoClient moto) {
    this.moto = moto;
  }

  @Override
  public String resource() {
    return "sns:publish";
  }

  @Override
  public Set<String> required() {
    return Set.of("Message");
  }

  @Override
  public Set<String> optional() {
    return Stream.concat(TEXTS.stream(), Stream.of("MessageAttributes"))
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> texts() {
    return TEXTS;
  }

  @Override
  public Map<String, Set<String>> members() {
    return Map.of("MessageAttributes", Set.of("BinaryValue", "DataType", "StringValue"));
  }

  @Override
  public Set<String> patterns() {
    return Set.of(".waitForTaskToken");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    Form form = new Form();
    form.add("Action", "Publish");
    form.add("Version", "2010-03-31");
    arguments.forEach(
        (name, value) -> {
          if (name.equals("MessageAttributes") && value instanceof Map<?, ?> attributes) {
            addAttributes(form, attributes);
          } else if (value != null) {
            form.add(name, value instanceof String text ? text : Json.write(value));
          }
        });
    try (MotoConnection response =
        moto.send(
            "sns",
            "POST",
            "/",
            form.bytes(),
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))) {
      String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      if (response.status() / 100 != 2) {
        throw refused(arguments, body, response.status());
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("MessageId", first(MESSAGE_ID, body));
      SdkMetadata.add(result, "text/xml", body.length());
      if (arguments.get("TopicArn") instanceof String topic && topic.endsWith(".fifo")) {
        // moto gives none.
        result.put("SequenceNumber", String.format("1%019d", sequence.incrementAndGet()));
      }
      return result;
    } catch (IOException e) {
      throw new ServiceException("SNS.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }

  private static void addAttributes(Form form, Map<?, ?> attributes) {
    int number = 1;
    for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
      String entry = "MessageAttributes.entry." + number++;
      form.add(entry + ".Name", String.valueOf(attribute.getKey()));
      if (attribute.getValue() instanceof Map<?, ?> value) {
        value.forEach((name, member) -> form.add(entry + ".Value." + name, member.toString()));
      }
    }
  }

  private static ServiceException refused(Map<String, Object> arguments, String body, int status) {
    String code = first(CODE, body);
    boolean noTopic = code.equals("NotFound") && arguments.get("TopicArn") != null;
    return RefusedCall.optimized(
        "SNS." + code + "Exception",
        // moto looks for an endpoint of that ARN.
        noTopic ? "Topic does not exist" : first(MESSAGE, body),
        "AmazonSNS",
        status,
        code);
  }

  private static String first(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** A form as a query protocol sends it. */
  private static final class Form {
    private final StringBuilder text = new StringBuilder();

    void add(String name, String value) {
      text.append(text.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    byte[] bytes() {
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}
