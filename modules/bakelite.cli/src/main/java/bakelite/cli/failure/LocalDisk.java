package bakelite.cli.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What the file system said, in words; the JDK's exceptions often carry a bare path.
final class LocalDisk {
  private LocalDisk() {}

  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  static String hint(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "check the spelling, and that the disk is mounted";
      case AccessDeniedException _ -> "run as the user who owns it, or let this user in";
      default -> "look at the free space and the health of the disk, then run it again";
    };
  }
}
