package bakelite.store.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.store.Fence;
import bakelite.store.StoreProbe;
import bakelite.store.s3.S3Clients;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The probe finds out what each kind of bucket does with two writers, whatever its documents say.
final class RealFenceTest {
  /// @param bucket as `dev/servers` creates it
  record Case(String server, String bucket, Fence fence) {
    @Override
    public String toString() {
      return server + " " + bucket;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("minio", "plain", Fence.STRONG),
        new Case("minio", "versioned", Fence.STRONG),
        new Case("minio", "locked", Fence.STRONG),
        new Case("localstack", "plain", Fence.STRONG),
        new Case("localstack", "versioned", Fence.STRONG),
        new Case("rgw", "plain", Fence.STRONG),
        new Case("rgw", "versioned", Fence.WEAK),
        new Case("rgw", "locked", Fence.WEAK));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theProbeFindsWhatABucketDoes(Case each) throws Exception {
    switch (ServerSource.ofThisMachine().local(each.server())) {
      case ServerSource.Found.None(var reason) -> skipped(each.server(), reason);
      case ServerSource.Found.Ready(var server) -> {
        try (var store = S3Clients.open(server.in(each.bucket()).settings())) {
          var probe = new StoreProbe(store, "", InstantSource.system(), new Random());
          assertEquals(each.fence(), probe.fence(), each.toString());
        }
      }
    }
  }

  private static void skipped(String server, String reason) {
    var required = Optional.ofNullable(System.getenv("BAKELITE_TEST_REQUIRE")).orElse("");
    if (List.of(required.split(",")).contains(server)) {
      Assertions.fail(server + " is required: " + reason);
    }
    Assumptions.abort(server + ": " + reason);
  }
}
