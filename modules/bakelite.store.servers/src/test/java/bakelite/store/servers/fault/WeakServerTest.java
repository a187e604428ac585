package bakelite.store.servers.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.store.Fence;
import bakelite.store.StoreProbe;
import bakelite.store.s3.S3Clients;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that drops `If-None-Match` without a word does not pass for one that keeps it, nor the
/// other way round.
final class WeakServerTest {
  @ParameterizedTest
  @EnumSource(Fence.class)
  void theProbeSeesWhetherTheHeaderIsKept(Fence fence) throws Exception {
    try (var server = new FaultServer(new Bucket(fence == Fence.WEAK));
        var store =
            S3Clients.open(
                Map.of(
                    "endpoint", server.endpoint(),
                    "bucket", "bakelite-test",
                    "access_key", "anybody",
                    "secret_key", "nothing"))) {
      var probe = new StoreProbe(store, "", InstantSource.system(), new Random(1));
      assertEquals(fence, probe.fence());
    }
  }
}
