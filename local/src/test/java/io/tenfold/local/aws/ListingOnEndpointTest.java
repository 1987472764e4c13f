package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoObjectStore;
import io.tenfold.local.port.ObjectStore.ListedObject;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Listings of the endpoint's S3. */
@ExtendWith(EndpointExtension.class)
final class ListingOnEndpointTest {
  private final Endpoint aws;
  private final MotoObjectStore store;

  ListingOnEndpointTest(Endpoint aws) {
    this.aws = aws;
    this.store = new MotoObjectStore(new MotoClient(URI.create(aws.url()).getPort(), "us-east-1"));
  }

  private void put(String bucket, String key, String content) {
    String target = "/" + bucket + "/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    aws.send("s3", "PUT", target.replace("+", "%20"), content.getBytes(StandardCharsets.UTF_8))
        .ok();
  }

  private List<String> keys(String bucket, String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    store.list(bucket, prefix, object -> keys.add(object.key()));
    return keys;
  }

  @Test
  void whateverCharactersAKeyHasItIsListedByThem() throws Exception {
    aws.send("s3", "PUT", "/listed-keys").ok();
    List<String> keys = List.of("a b", "a%20b", "a&b<c>", "a+b", "a\u0001b", "é/😀");
    keys.forEach(key -> put("listed-keys", key, "x"));
    assertThat(keys("listed-keys", "")).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(keys("listed-keys", "a ")).containsExactly("a b");
    assertThat(keys("listed-keys", "é/")).containsExactly("é/😀");
  }

  @Test
  void anObjectIsListedAsItsHeadIs() throws Exception {
    aws.send("s3", "PUT", "/listed-head").ok();
    put("listed-head", "k", "four");
    List<ListedObject> listed = new ArrayList<>();
    store.list("listed-head", "", listed::add);
    assertThat(listed).hasSize(1);
    ListedObject object = listed.get(0);
    assertThat(object.eTag()).isEqualTo(store.head("listed-head", "k").eTag());
    assertThat(object.size()).isEqualTo(4);
    assertThat(object.storageClass()).isEqualTo("STANDARD");
    assertThat(Duration.between(object.lastModified(), Instant.now()))
        .isBetween(Duration.ofSeconds(-60), Duration.ofSeconds(600));
  }

  @Test
  void aListingOfSeveralPagesIsWhole() throws Exception {
    aws.send("s3", "PUT", "/listed-pages").ok();
    for (int i = 0; i < 1_003; i++) {
      put("listed-pages", String.format("p/%04d", i), "");
    }
    assertThat(keys("listed-pages", "p/"))
        .hasSize(1_003)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith("p/1002");
  }

  @Test
  void aBucketThatIsNotThereHasItsName() {
    assertThatThrownBy(() -> keys("listed-nowhere", ""))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.errorName()).isEqualTo("S3.NoSuchBucketException"));
  }

  @Test
  void aWorkflowRunsOverAListing() throws Exception {
    aws.send("s3", "PUT", "/batch").ok();
    for (int i = 0; i < 5; i++) {
      put("batch", "images/" + i, "x");
    }
    String function = aws.createFunction("listed-objects");
    String machine =
        aws.states(
                "CreateStateMachine",
                "name",
                "listed-objects",
                "definition",
                TestEngine.resource(
                        io.tenfold.local.map.run.MapRun.class, "listed-objects.asl.json")
                    .replace("\"f\"", "\"" + function + "\""),
                "roleArn",
                ROLE)
            .ok()
            .text("stateMachineArn");
    String execution =
        aws.states(
                "StartExecution", "stateMachineArn", machine, "input", "{\"prefix\":\"images/\"}")
            .ok()
            .text("executionArn");
    assertThat(aws.await(execution).object()).containsEntry("status", "SUCCEEDED");
    Object mapRun =
        aws.states("ListMapRuns", "executionArn", execution)
            .ok()
            .list("mapRuns")
            .get(0)
            .get("mapRunArn");
    assertThat(aws.states("DescribeMapRun", "mapRunArn", mapRun).ok().object().get("itemCounts"))
        .asString()
        .contains("succeeded=5", "total=5");
  }
}
