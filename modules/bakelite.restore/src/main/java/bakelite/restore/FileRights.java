package bakelite.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Who may do what with a file: its owner, its group and its mode, by number.
record FileRights(int owner, int group, int mode) {
  private static final int PERMISSIONS = 07777;

  static FileRights of(Path file) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, "unix:uid,gid,mode");
    return new FileRights(
        number(facts, "uid"), number(facts, "gid"), number(facts, "mode") & PERMISSIONS);
  }

  private static int number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Integer number ? number : 0;
  }

  /// Gives a file this owner and this group. Only what differs is asked for: some file systems know
  /// neither.
  ///
  /// @throws AccessDeniedException when this user may not give files away
  void giveOwnersTo(Path file) throws IOException {
    var found = of(file);
    try {
      if (found.group != group) {
        Files.setAttribute(file, "unix:gid", group);
      }
      if (found.owner != owner) {
        Files.setAttribute(file, "unix:uid", owner);
      }
    } catch (FileSystemException refused) {
      var denied =
          new AccessDeniedException(
              file.toString(), null, "it would not keep user " + owner + " and group " + group);
      denied.initCause(refused);
      throw denied;
    }
  }

  /// Gives a file all of it, durably.
  void giveAllTo(Path file) throws IOException {
    giveOwnersTo(file);
    // Open before the mode is set, which may take our own right to open it.
    try (var open = FileChannel.open(file, StandardOpenOption.READ)) {
      // After the owner: a change of the owner takes bits of the mode away.
      if (of(file).mode != mode) {
        Files.setAttribute(file, "unix:mode", mode);
      }
      open.force(true);
    }
  }
}
