import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Learns which classes the daemon of an image needs, by letting it copy an empty database and go on
/// with it, and writes their names for `LinkImage` to archive. A name that is no longer there does no
/// harm, and a class that is missing costs a little time at a start; so it is run now and then:
///
///     java jlink/src/build/java/LearnClasses.java jlink/target/bakelite jlink/src/image/daemon.classes
final class LearnClasses {
  private static final int PAGE = 4096;
  private static final int STARTS = 2;

  private LearnClasses() {}

  static void main(String[] arguments) throws Exception {
    var java = Path.of(arguments[0]).resolve("bin/java").toString();
    var folder = Files.createTempDirectory("bakelite-learn");
    try {
      var configuration = practice(folder);
      var list = folder.resolve("classes").toString();
      var classes = new TreeSet<String>();
      for (int start = 0; start < STARTS; start++) {
        var command =
            List.of(
                java,
                "-Xshare:off",
                "-XX:DumpLoadedClassList=" + list,
                "-m",
                "bakelite.cli/bakelite.cli.Main",
                "daemon",
                "--once");
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("BAKELITE_CONFIG", configuration.toString());
        int status = builder.start().waitFor();
        if (status != 0) {
          throw new IOException("the daemon ended with " + status);
        }
        LoadedClasses.addTo(classes, Path.of(list));
      }
      Files.write(Path.of(arguments[1]), classes);
    } finally {
      LinkImage.delete(folder);
    }
  }

  /// An empty database, and a configuration that protects it and serves metrics.
  private static Path practice(Path folder) throws IOException {
    Files.write(folder.resolve("app.db"), emptyDatabase());
    return Files.writeString(
        folder.resolve("bakelite.yml"),
        """
        state_dir: DIR/state
        listen: 127.0.0.1:0
        databases:
          - path: DIR/app.db
            destinations:
              - path: DIR/backups
        """
            .replace("DIR", folder.toString()));
  }

  /// One page, as SQLite writes it: the header of the file, and a table of tables without rows.
  private static byte[] emptyDatabase() {
    var page = ByteBuffer.allocate(PAGE);
    page.put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    page.putShort((short) PAGE);
    // In WAL mode, for readers and writers; no reserved bytes; the fixed fractions.
    page.put(new byte[] {2, 2, 0, 64, 32, 32});
    // Changed once, one page long.
    page.putInt(1).putInt(1);
    // Schema format 4 at 44, UTF-8 at 56, the version of the changes and of SQLite at 92.
    page.putInt(44, 4).putInt(56, 1).putInt(92, 1).putInt(96, 3_054_001);
    // An empty leaf: its cells begin at the end of the page.
    page.put(100, (byte) 13).putShort(105, (short) PAGE);
    return page.array();
  }
}
