package bakelite.store.fs;

import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/// Says what the errors of a file system mean to the caller of a store.
///
/// The JDK hands most of them over as text in the system's language, so what can be asked is asked
/// (room, read-only) and the text is only a second way to the same answer.
final class DiskTrouble {
  /// With less than this free, a failed write is taken for want of room.
  private static final long HARDLY_ANY_BYTES = 64 << 10;

  private final Disk disk;
  private final Path root;
  private final String store;

  DiskTrouble(Disk disk, Path root, String store) {
    this.disk = disk;
    this.root = root;
    this.store = store;
  }

  /// @param doing such as `store c/01`
  /// @param bytes how many were to be written; 0 for a read
  StoreException in(String doing, long bytes, IOException e) {
    var start = String.format(Locale.ROOT, "cannot %s in %s: ", doing, store);
    if (e instanceof ClosedByInterruptException) {
      return new StoreException.Unreachable(
          start + "expected to be left to finish, found this thread interrupted",
          "it was stopped half-way and left nothing behind; do it again",
          e);
    }
    if (e instanceof AccessDeniedException denied) {
      return new StoreException.Denied(
          start + "expected permission, found it denied at " + denied.getFile(),
          "let the user that bakelite runs as own that path and everything below it",
          e);
    }
    if (e instanceof AtomicMoveNotSupportedException) {
      return new StoreException.Misconfigured(
          start + "expected one file system below the folder, found another one mounted in it",
          "give that file system a destination of its own",
          e);
    }
    if (bytes > 0 && isFull(bytes, e)) {
      return new StoreException.Misconfigured(
          start
              + String.format(Locale.ROOT, "expected room for %,d bytes, found %s", bytes, free()),
          "make room on the disk of " + root + " (bytes, files, or the user's quota)",
          e);
    }
    if (bytes > 0 && isReadOnly(e)) {
      return new StoreException.Misconfigured(
          start + "expected to write, found a read-only file system",
          "see in the system's log why it was mounted so",
          e);
    }
    return new StoreException.Unreachable(
        start + String.format(Locale.ROOT, "expected the disk to do it, found '%s'", reason(e)),
        "the system's log has more; bakelite tries again",
        e);
  }

  /// A folder or file is wanted where something else stands.
  StoreException notA(String wanted, Path path) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot use %s in %s: expected a %s, found something else (links are not followed)",
            path,
            store,
            wanted),
        "move it away, or choose another folder for the backups",
        null);
  }

  /// The root cannot be made.
  StoreException noParent(Path folder) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot use %s: expected the folder %s to exist, found nothing",
            store,
            folder.getParent()),
        "check the path; if it is right, make that folder or mount the disk",
        null);
  }

  private boolean isFull(long bytes, IOException e) {
    var text = reason(e).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota")) {
      return true;
    }
    try {
      return disk.free(root) < Math.max(bytes, HARDLY_ANY_BYTES);
    } catch (IOException _) {
      return false;
    }
  }

  private boolean isReadOnly(IOException e) {
    try {
      return reason(e).toLowerCase(Locale.ROOT).contains("read-only") || disk.readOnly(root);
    } catch (IOException _) {
      return false;
    }
  }

  private String free() {
    try {
      return String.format(Locale.ROOT, "%,d free", disk.free(root));
    } catch (IOException _) {
      return "none";
    }
  }

  private static String reason(IOException e) {
    var reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
