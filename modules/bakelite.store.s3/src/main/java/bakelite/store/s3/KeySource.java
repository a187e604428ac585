package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.credentials.Credentials;
import java.util.Optional;

/// One place where keys may be.
interface KeySource {
  /// The keys there now; empty where this place is not used.
  ///
  /// @throws StoreException when it is used, and has none that are good
  Optional<Credentials> find() throws StoreException;

  /// What is kept of it is out of date.
  default void forget() {}

  /// How messages call it, such as `AWS_ACCESS_KEY_ID`.
  String place();
}
