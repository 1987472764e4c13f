package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:s3:listObjectsV2}: {@code {"Bucket", "Prefix", "Delimiter", "MaxKeys",
 * "ContinuationToken", "StartAfter"}} to {@code {"Contents", "CommonPrefixes", "KeyCount",
 * "IsTruncated", "NextContinuationToken", …}}; what a listing without any lacks is absent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
public final class S3ListObjectsV2 implements TaskIntegration {
  private static final int MOST_KEYS = 1_000;

  private final ObjectStore store;

  /** Takes the store to list. */
  public S3ListObjectsV2(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String resource() {
    return "aws-sdk:s3:listObjectsV2";
  }

  @Override
  public Set<String> required() {
    return Set.of("Bucket");
  }

  @Override
  public Set<String> optional() {
    return Set.of("Prefix", "Delimiter", "MaxKeys", "ContinuationToken", "StartAfter");
  }

  @Override
  public Set<String> texts() {
    return Set.of("Bucket", "Prefix", "Delimiter", "ContinuationToken", "StartAfter");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    String bucket = (String) arguments.get("Bucket");
    Page page = new Page(arguments);
    try {
      store.list(bucket, page.prefix, page);
    } catch (ServiceException e) {
      throw RefusedCall.ofS3(e);
    } catch (IOException e) {
      throw new ServiceException("S3.SdkClientException", String.valueOf(e.getMessage()), e);
    }
    return page.response(bucket);
  }

  /** One page while it is gathered. */
  private static final class Page implements ObjectStore.Listing {
    private final String prefix;
    private final String delimiter;
    private final String after;
    private final int most;
    private final List<Object> contents = new ArrayList<>();
    private final List<Object> commonPrefixes = new ArrayList<>();
    private String last;
    private boolean truncated;

    Page(Map<String, Object> arguments) {
      this.prefix = text(arguments, "Prefix");
      this.delimiter = text(arguments, "Delimiter");
      String token = text(arguments, "ContinuationToken");
      this.after = token.isEmpty() ? text(arguments, "StartAfter") : decoded(token);
      this.most = most(arguments.get("MaxKeys"));
    }

    private static String text(Map<String, Object> arguments, String name) {
      return arguments.get(name) instanceof String text ? text : "";
    }

    private static int most(Object keys) {
      if (keys == null) {
        return MOST_KEYS;
      }
      if (keys instanceof Number number
          && number.doubleValue() == Math.rint(number.doubleValue())
          && number.intValue() >= 0) {
        return Math.min(MOST_KEYS, number.intValue());
      }
      throw new ServiceException("S3.S3Exception", "MaxKeys must be a whole number from 0");
    }

    private static String decoded(String token) {
      try {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new ServiceException(
            "S3.S3Exception", "The continuation token provided is incorrect", e);
      }
    }

    @Override
    public boolean add(ObjectStore.ListedObject object) {
      int end = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
      String entry = end < 0 ? object.key() : object.key().substring(0, end + delimiter.length());
      if (entry.equals(last) || !isAfter(entry)) {
        return true;
      }
      if (contents.size() + commonPrefixes.size() == most) {
        truncated = most > 0;
        return false;
      }
      last = entry;
      if (end < 0) {
        contents.add(content(object));
      } else {
        commonPrefixes.add(Map.of("Prefix", entry));
      }
      return true;
    }

    // As listings are ordered: by the bytes of UTF-8.
    private boolean isAfter(String entry) {
      return Arrays.compareUnsigned(
              entry.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8))
          > 0;
    }

    private static Map<String, Object> content(ObjectStore.ListedObject object) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("ETag", object.eTag());
      content.put("Key", object.key());
      content.put("LastModified", object.lastModified().toString());
      content.put("Size", object.size());
      content.put("StorageClass", object.storageClass());
      return content;
    }

    Map<String, Object> response(String bucket) {
      Map<String, Object> response = new LinkedHashMap<>();
      if (!commonPrefixes.isEmpty()) {
        response.put("CommonPrefixes", commonPrefixes);
      }
      if (!contents.isEmpty()) {
        response.put("Contents", contents);
      }
      if (!delimiter.isEmpty()) {
        response.put("Delimiter", delimiter);
      }
      response.put("IsTruncated", truncated);
      response.put("KeyCount", contents.size() + commonPrefixes.size());
      response.put("MaxKeys", most);
      response.put("Name", bucket);
      if (truncated) {
        response.put(
            "NextContinuationToken",
            Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
      }
      response.put("Prefix", prefix);
      return response;
    }
  }
}
