package bakelite.store;

import java.net.URI;
import java.util.Set;

/// Opens destinations of one type. Found as a service.
public interface StoreProvider {
  /// The `type:` that this provider answers to, and the scheme of its addresses: `[a-z][a-z0-9]*`.
  String type();

  /// What an address of this provider's scheme means.
  ///
  /// @throws StoreException.Misconfigured when it cannot mean anything
  StoreSettings settings(URI address) throws StoreException;

  /// What a destination is called before it is opened: an address without secrets.
  default String name(StoreSettings settings) {
    return type();
  }

  /// Keys whose values are secrets. A configuration that holds one in plain is refused when others
  /// can read it.
  default Set<String> secrets() {
    return Set.of();
  }

  /// Opens a destination. MUST NOT write anything.
  ///
  /// @throws StoreException.Misconfigured names the key that is wrong, missing or unknown
  ObjectStore open(StoreSettings settings) throws StoreException;
}
