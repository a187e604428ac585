package bakelite.store.servers.fault;

import java.io.IOException;
import java.util.Map;

/// A server that drops `If-None-Match` without a word, and does everything else as it should.
public final class WeakServer implements AutoCloseable {
  private final FaultServer server;

  /// Starts it.
  public WeakServer() throws IOException {
    this.server = new FaultServer(new Bucket(true));
  }

  /// How a destination there is configured.
  public Map<String, String> settings() {
    return Map.of(
        "endpoint", server.endpoint(),
        "bucket", "bakelite-test",
        "access_key", "anybody",
        "secret_key", "nothing");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
