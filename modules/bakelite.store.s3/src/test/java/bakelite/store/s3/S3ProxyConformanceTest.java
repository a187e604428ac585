package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.StoreConformance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The suite over a server of the protocol in this JVM.
final class S3ProxyConformanceTest extends StoreConformance {
  private static S3ProxyServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new S3ProxyServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  protected ConformanceTarget target() {
    return new ConformanceTarget() {
      @Override
      public String name() {
        return "s3proxy";
      }

      @Override
      public ObjectStore open() throws Exception {
        return server.open();
      }
    };
  }
}
