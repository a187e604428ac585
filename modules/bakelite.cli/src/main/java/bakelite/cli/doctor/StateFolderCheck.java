package bakelite.cli.doctor;

import bakelite.backup.BackupException;
import bakelite.backup.StateFolder;
import bakelite.cli.command.ExitCode;
import bakelite.cli.text.Amounts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether local state can be kept, and whether what waits for a store has room.
final class StateFolderCheck {
  private static final String CHECK = "state folder";

  private StateFolderCheck() {}

  /// @param spoolMaxBytes what may wait there, of all databases together
  static List<Checked> of(Path folder, long spoolMaxBytes) {
    var lines = new ArrayList<Checked>();
    var there = nearest(folder);
    try {
      StateFolder.refuseNewer(folder);
      // Asked by doing it: rights, read-only mounts and quotas are all in the answer.
      Files.delete(Files.createTempFile(there, ".bakelite-doctor-", ""));
      lines.add(
          Checked.ok(
              Optional.empty(),
              CHECK,
              there.equals(folder)
                  ? folder + " can be written"
                  : folder + " is not there yet and can be created"));
      lines.add(room(there, spoolMaxBytes));
    } catch (BackupException newer) {
      lines.add(
          Checked.failed(
              Optional.empty(),
              CHECK,
              String.valueOf(newer.getMessage()),
              newer.hint(),
              ExitCode.NEWER_FORMAT));
    } catch (IOException refused) {
      lines.add(
          Checked.failed(
              Optional.empty(),
              CHECK,
              "cannot write to " + there + ": " + reason(refused),
              "let this user write there, or name another folder with state_dir",
              ExitCode.LOCAL_DISK));
    }
    return lines;
  }

  /// The JDK's exceptions often carry a bare path.
  private static String reason(IOException refused) {
    return switch (refused) {
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(refused.getMessage());
    };
  }

  private static Path nearest(Path folder) {
    var at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private static Checked room(Path folder, long spoolMaxBytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    var message =
        Amounts.bytes(free)
            + " free, and up to "
            + Amounts.bytes(spoolMaxBytes)
            + " may wait there";
    return free >= spoolMaxBytes
        ? Checked.ok(Optional.empty(), "space", message)
        : Checked.warning(
            Optional.empty(),
            "space",
            message + " while a store is away",
            "make room, or lower spool_max");
  }
}
