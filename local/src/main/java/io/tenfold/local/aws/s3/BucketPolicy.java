package io.tenfold.local.aws.s3;

import io.tenfold.local.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a bucket's policy says of calls that the endpoint answers itself. */
final class BucketPolicy {
  private static final String DELETION = "s3:deletebucketpolicy";
  private static final Set<String> NOT_AN_ARN = Set.of("ArnNotLike", "ArnNotEquals");

  private BucketPolicy() {}

  /**
   * Tells whether a policy, as JSON, denies everybody to delete it, under no condition but that of
   * not being the account's root user, as which nobody calls here. On AWS it can be replaced all
   * the same, and that user may delete it whatever it says.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html">DeleteBucketPolicy</a>
   */
  static boolean deniesItsDeletion(String bucket, byte[] policy) {
    String arn = "arn:aws:s3:::" + bucket;
    return Json.parse(policy) instanceof Map<?, ?> members
        && each(members.get("Statement")).stream().anyMatch(each -> deniesDeletion(arn, each));
  }

  private static boolean deniesDeletion(String bucket, Object statement) {
    return statement instanceof Map<?, ?> members
        && "Deny".equals(members.get("Effect"))
        && holds(members.get("Condition"))
        && isEverybody(members.get("Principal"))
        && each(members.get("Action")).stream()
            .map(action -> String.valueOf(action).toLowerCase(Locale.ROOT))
            .anyMatch(action -> matches(action, DELETION))
        && each(members.get("Resource")).stream()
            .anyMatch(resource -> matches(String.valueOf(resource), bucket));
  }

  private static boolean isEverybody(Object principal) {
    Object named = principal instanceof Map<?, ?> kinds ? kinds.get("AWS") : principal;
    return each(named).contains("*");
  }

  private static boolean holds(Object condition) {
    return condition == null
        || condition instanceof Map<?, ?> operators
            && operators.entrySet().stream()
                .allMatch(
                    each -> NOT_AN_ARN.contains(each.getKey()) && isRootUser(each.getValue()));
  }

  private static boolean isRootUser(Object keys) {
    return keys instanceof Map<?, ?> given
        && given.keySet().equals(Set.of("aws:PrincipalArn"))
        && each(given.get("aws:PrincipalArn")).stream()
            .allMatch(arn -> String.valueOf(arn).endsWith(":root"));
  }

  /** A policy's {@code *} and {@code ?} stand for what they do in the names of files. */
  private static boolean matches(String pattern, String text) {
    String literal = pattern.replaceAll("[^A-Za-z0-9*?]", "\\\\$0");
    return text.matches(literal.replace("*", ".*").replace('?', '.'));
  }

  private static List<?> each(Object oneOrMany) {
    if (oneOrMany == null) {
      return List.of();
    }
    return oneOrMany instanceof List<?> many ? many : List.of(oneOrMany);
  }
}
