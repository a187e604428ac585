package bakelite.store;

import java.net.URI;

/// Opens destinations of one type. Found as a service.
public interface StoreProvider {
  /// The `type:` that this provider answers to, and the scheme of its addresses: `[a-z][a-z0-9]*`.
  String type();

  /// What an address of this provider's scheme means.
  ///
  /// @throws StoreException.Misconfigured when it cannot mean anything
  StoreSettings settings(URI address) throws StoreException;

  /// Opens a destination. MUST NOT write anything.
  ///
  /// @throws StoreException.Misconfigured names the key that is wrong, missing or unknown
  ObjectStore open(StoreSettings settings) throws StoreException;
}
