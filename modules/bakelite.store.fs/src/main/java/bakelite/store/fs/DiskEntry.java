package bakelite.store.fs;

import bakelite.store.ObjectVersion;

/// What stands under a name on the disk.
///
/// @param version size and time of the last change
record DiskEntry(Kind kind, ObjectVersion version) {
  /// A symbolic link is `OTHER`, whatever it points to: below the root none is followed.
  enum Kind {
    FILE,
    FOLDER,
    OTHER
  }
}
