package bakelite.daemon;

import java.util.Locale;
import java.util.SortedMap;

/// What a daemon sent for one database since it began, and what was refused, by kind. Each kind is
/// there from the start, with 0.
///
/// @param puts objects that are in the store, by [ObjectKind]
/// @param bytes of these, by [ObjectKind]
/// @param errors attempts that did not work, by [ErrorKind]
public record Traffic(
    SortedMap<String, Long> puts, SortedMap<String, Long> bytes, SortedMap<String, Long> errors) {
  /// What an object holds.
  enum ObjectKind {
    CHANGE_SET,
    SHARD;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Who refused.
  enum ErrorKind {
    DATABASE,
    DEFECT,
    FENCED,
    LOCAL_DISK,
    REPLICA,
    STORE_DAMAGED,
    STORE_DENIED,
    STORE_MISCONFIGURED,
    STORE_MISSING,
    STORE_THROTTLED,
    STORE_UNREACHABLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
