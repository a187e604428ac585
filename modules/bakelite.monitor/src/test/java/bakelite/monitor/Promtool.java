package bakelite.monitor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Prometheus' own judge, where it is installed. A test that needs it is skipped without it, unless
/// `BAKELITE_TEST_REQUIRE` names `promtool`: then it fails.
final class Promtool {
  private static final String NAME = "promtool";

  private Promtool() {}

  /// How a call ended, and what it had to say.
  record Said(int status, String text) {}

  /// @param input what it reads
  static Said run(String input, String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    words.add(program().toString());
    words.addAll(List.of(arguments));
    var in = Files.createTempFile("promtool-", ".in");
    var out = Files.createTempFile("promtool-", ".out");
    try {
      Files.writeString(in, input);
      var process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .start();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), NAME + " does not end");
      return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static Path program() {
    var found = onPath();
    var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "").split(",", -1);
    if (found.isEmpty() && List.of(required).contains(NAME)) {
      throw new AssertionError("BAKELITE_TEST_REQUIRE names promtool, and it is not on PATH");
    }
    assumeTrue(found.isPresent(), "promtool is not on PATH");
    return found.get();
  }

  private static Optional<Path> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder).resolve(NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
