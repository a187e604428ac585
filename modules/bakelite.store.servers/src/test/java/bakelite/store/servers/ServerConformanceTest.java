package bakelite.store.servers;

import bakelite.store.testkit.Condition;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.StoreConformance;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/// The suite over each server in turn.
final class ServerConformanceTest {
  private static final ServerSource SOURCE = ServerSource.ofThisMachine();

  /// MinIO keeps all of it.
  @Nested
  final class Minio extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget("minio", SOURCE.local("minio"), Set.of());
    }
  }

  /// LocalStack lets everybody in.
  @Nested
  final class Localstack extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget(
          "localstack", SOURCE.local("localstack"), Set.of(Condition.WRONG_CREDENTIALS));
    }
  }

  /// Ceph's gateway, with a bucket that keeps create-only.
  @Nested
  final class Rgw extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget("rgw", SOURCE.local("rgw"), Set.of());
    }
  }

  /// Amazon S3.
  @Nested
  final class Aws extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget("aws", SOURCE.service("aws"), Set.of());
    }
  }

  /// Cloudflare R2.
  @Nested
  final class R2 extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget("r2", SOURCE.service("r2"), Set.of());
    }
  }

  /// Backblaze B2.
  @Nested
  final class B2 extends StoreConformance {
    @Override
    protected ConformanceTarget target() {
      return new ServerTarget("b2", SOURCE.service("b2"), Set.of());
    }
  }
}
