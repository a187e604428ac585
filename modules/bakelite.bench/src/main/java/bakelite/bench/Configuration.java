package bakelite.bench;

import java.io.IOException;
import java.nio.file.Files;

/// The configuration file of a benchmark.
final class Configuration {
  private Configuration() {}

  /// Into the folder `backups`.
  static void write(Workbench bench, String debounce) throws IOException {
    write(bench, debounce, "{path: " + bench.file("backups") + "}");
  }

  static void write(Workbench bench, String debounce, String destination) throws IOException {
    Files.writeString(
        bench.file("bakelite.yml"),
        """
        state_dir: %s
        databases:
          - path: %s
            debounce: %s
            destinations:
              - %s
        """
            .replaceFirst("%s", bench.file("state").toString())
            .replaceFirst("%s", bench.file("app.db").toString())
            .replaceFirst("%s", debounce)
            .replaceFirst("%s", destination));
  }
}
