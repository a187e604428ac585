package bakelite.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The writer's own record of what it committed, kept in a file beside the database.
final class Truth {
  private final Map<Long, String> digests;
  private final long last;

  private Truth(Map<Long, String> digests, long last) {
    this.digests = digests;
    this.last = last;
  }

  /// Reads the record; a last line without an end is not counted.
  static Truth read(Path file) throws IOException {
    var digests = new HashMap<Long, String>();
    long last = 0;
    if (Files.exists(file)) {
      var text = Files.readString(file);
      for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        int space = line.indexOf(' ');
        last = Long.parseLong(line.substring(0, space));
        digests.put(last, line.substring(space + 1));
      }
    }
    return new Truth(digests, last);
  }

  /// The digest after a commit, where it is recorded.
  Optional<String> digest(long commit) {
    return Optional.ofNullable(digests.get(commit));
  }

  /// The number of the last commit that is recorded.
  long last() {
    return last;
  }
}
