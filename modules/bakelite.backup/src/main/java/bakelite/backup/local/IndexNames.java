package bakelite.backup.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Files of the state folder that are named after the index of their first commit.
final class IndexNames {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");

  private IndexNames() {}

  static String of(long index) {
    return String.format(Locale.ROOT, "%016x", index);
  }

  /// The files of a folder by index. Unfinished ones are deleted; their content is elsewhere still.
  static NavigableMap<Long, Path> in(Path folder) throws IOException {
    var found = new TreeMap<Long, Path>();
    List<Path> files;
    try (var listing = Files.list(DurableFile.folder(folder))) {
      files = listing.toList();
    }
    for (var file : files) {
      var name = String.valueOf(file.getFileName());
      if (NAME.matcher(name).matches()) {
        found.put(Long.parseUnsignedLong(name, 16), file);
      } else if (DurableFile.isUnfinished(file)) {
        Files.delete(file);
      }
    }
    return found;
  }
}
