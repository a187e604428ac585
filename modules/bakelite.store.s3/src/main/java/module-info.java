import org.jspecify.annotations.NullMarked;

/// Store provider `s3`: a bucket of Amazon S3, or of a server that speaks its protocol.
///
/// The MinIO client gives addresses, signatures and messages; requests are sent one at a time by
/// [bakelite.store.s3.Wire], without the client's own retries. What a server answers is believed
/// only as far as it can be checked.
@NullMarked
module bakelite.store.s3 {
  requires bakelite.store;
  requires com.fasterxml.jackson.core;
  requires minio;
  requires okhttp3;
  requires okio;
  requires static org.jspecify;

  provides bakelite.store.StoreProvider with
      bakelite.store.s3.S3StoreProvider;
}
