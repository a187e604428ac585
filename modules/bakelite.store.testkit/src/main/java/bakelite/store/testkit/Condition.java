package bakelite.store.testkit;

import java.util.Locale;

/// Trouble that a target can put a client into. Each one is tried where the target says how; where
/// it cannot, its reason stands in the report.
public enum Condition {
  /// The client has a key, a password or a user that the store does not know, or that may nothing.
  WRONG_CREDENTIALS,
  /// The client's credentials were good once.
  EXPIRED_CREDENTIALS,
  /// The client's clock is a day away from the store's.
  SKEWED_CLOCK,
  /// The bucket, container or folder is not there, and is not the provider's to make.
  NO_SUCH_PLACE,
  /// Nobody listens at the address.
  NO_SERVER,
  /// The store takes requests and never answers.
  SILENT_SERVER,
  /// Puts and deletions are carried out, and their answers are lost on the way.
  LOST_ANSWERS;

  /// As it stands in reports.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
