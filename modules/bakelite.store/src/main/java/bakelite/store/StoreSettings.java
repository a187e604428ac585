package bakelite.store;

import java.util.Map;
import java.util.Optional;

/// How a destination was configured: its type and its keys, as in the configuration file or in an
/// address (`type://place/prefix?key=value`).
///
/// @param type such as `file` or `s3`
/// @param values the keys of the destination without `type`, as text
public record StoreSettings(String type, Map<String, String> values) {
  public StoreSettings {
    values = Map.copyOf(values);
  }

  /// The value of a key, when it is set.
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Names the type and the keys only: a value may be a secret.
  @Override
  public String toString() {
    return type + values.keySet().stream().sorted().toList();
  }
}
