package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the kernel calls a file, whatever its name: device and inode.
public record FileId(long device, long inode) {
  /// The file that `path` names now; nothing is opened.
  ///
  /// @return empty when there is none
  static Optional<FileId> at(Path path, LinkOption... options) throws IOException {
    try {
      Map<String, Object> values = Files.readAttributes(path, "unix:dev,ino", options);
      return Optional.of(new FileId(number(values, "dev"), number(values, "ino")));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Reads what [#toString] wrote.
  static FileId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "cannot read a file id: expected device:inode, found " + text);
    }
    return new FileId(
        Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public String toString() {
    return device + ":" + inode;
  }
}
