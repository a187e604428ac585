package bakelite.store.s3;

import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;

/// Reads files that hold keys: anew for every use, so that an edited one counts at once.
final class SecretFile {
  private static final long MAX_BYTES = 64 << 10;

  private SecretFile() {}

  /// What is in it, without the end of the last line.
  ///
  /// @param setting that names the file, for messages
  /// @throws StoreException.Misconfigured when it is not there, or when others can read it
  static String read(String setting, Path file) throws StoreException {
    requirePrivate(setting, file);
    return readShared(setting, file);
  }

  /// Refuses a file that holds a key and that others can read.
  static void requirePrivate(String setting, Path file) throws StoreException {
    try {
      if (isReadByOthers(file)) {
        throw new StoreException.Misconfigured(
            sentence(setting, file, "a file that its owner alone can read", "one that all can"),
            "chmod o-rwx " + file,
            null);
      }
    } catch (IOException e) {
      throw unreadable(setting, file, e);
    }
  }

  /// The same of a file whose rights are somebody else's choice, such as a token of a container.
  static String readShared(String setting, Path file) throws StoreException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(setting, file, "a small file", "a large one");
      }
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw unreadable(setting, file, e);
    }
  }

  private static StoreException unreadable(String setting, Path file, IOException e) {
    var found = e instanceof NoSuchFileException ? "none" : "trouble (" + e.getMessage() + ")";
    return refused(setting, file, "a file that can be read", found);
  }

  private static boolean isReadByOthers(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  private static StoreException refused(String setting, Path file, String expected, String found) {
    return new StoreException.Misconfigured(
        sentence(setting, file, expected, found), "correct " + setting, null);
  }

  private static String sentence(String setting, Path file, String expected, String found) {
    return String.format(
        Locale.ROOT,
        "cannot read %s, which %s names: expected %s, found %s",
        file,
        setting,
        expected,
        found);
  }
}
