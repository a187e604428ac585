package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// A server of the protocol in this JVM, with one bucket in memory.
final class S3ProxyServer implements AutoCloseable {
  static final String BUCKET = "bakelite-test";
  static final String ACCESS_KEY = "local-identity-7C1f";
  static final String SECRET_KEY = "local-credential-93aD0b";

  private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
  private final S3Proxy proxy;

  S3ProxyServer() throws Exception {
    blobs.createContainer(BUCKET);
    proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            // The standard is 32 MiB in one request; Amazon takes 5 GiB.
            .maxSinglePartObjectSize(5L << 30)
            .v4MaxNonChunkedRequestSize(512L << 20)
            .stopTimeout(0)
            .build();
    proxy.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /// Names of uploads in parts that are neither completed nor aborted.
  List<String> openUploads() {
    return blobs.listMultipartUploads(BUCKET).stream().map(MultipartUpload::key).toList();
  }

  /// How a destination here is configured, with more keys or other values.
  Map<String, String> settings(String... others) {
    var values =
        new HashMap<>(
            Map.of(
                "bucket",
                BUCKET,
                "prefix",
                "some/prefix",
                "endpoint",
                endpoint(),
                "region",
                "us-east-1"));
    for (var i = 0; i < others.length; i += 2) {
      values.put(others[i], others[i + 1]);
    }
    return values;
  }

  static Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
  }

  ObjectStore open(String... others) throws Exception {
    return open(Limits.standard(), others);
  }

  ObjectStore open(Limits limits, String... others) throws Exception {
    return new S3StoreProvider(environment(), limits, InstantSource.system())
        .open(new StoreSettings("s3", settings(others)));
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
  }
}
