package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.credentials.Credentials;

/// Where keys come from. Asked before every request, so what is fetched is kept for its time.
interface CredentialSource {
  /// The keys to sign with now.
  ///
  /// @throws StoreException.Denied when there are none, and says where they were looked for
  /// @throws StoreException.Unreachable when whoever hands them out does not answer
  Credentials fetch() throws StoreException;

  /// The store calls the keys expired: they are fetched anew.
  default void forget() {}
}
