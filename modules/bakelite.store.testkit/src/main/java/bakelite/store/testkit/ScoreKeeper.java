package bakelite.store.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/// Counts for each target, prints the table once when the run ends, and writes it to
/// `store-conformance.tsv` in the build's folder: target, result, remarks. A file that is there
/// keeps the lines of targets that this run did not try.
///
/// The folder is the one that the system property `bakelite.test.report` names, else `target`, else
/// `build`, of the folder that the tests run in; without any of them nothing is written.
final class ScoreKeeper implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ScoreKeeper.class);

  /// Closed by JUnit when the last test of the run has ended.
  @TouchesTheMachine
  private record Kept(Scores scores) implements AutoCloseable {
    @Override
    public void close() {
      System.out.print(scores.table());
      System.out.flush();
      folder().ifPresent(folder -> write(folder.resolve("store-conformance.tsv"), scores.lines()));
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    conformance(test).keepScore(scores(test));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    var target = conformance(test).targetName();
    var thrown = test.getExecutionException();
    if (thrown.isEmpty()) {
      scores(test).passed(target);
    } else if (!(thrown.get() instanceof TestAbortedException)) {
      scores(test).failed(target);
    }
  }

  private static StoreConformance conformance(ExtensionContext test) {
    return (StoreConformance) test.getRequiredTestInstance();
  }

  private static Scores scores(ExtensionContext test) {
    return test.getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(Kept.class, _ -> new Kept(new Scores()), Kept.class)
        .scores();
  }

  private static Optional<Path> folder() {
    var named = Optional.ofNullable(System.getProperty("bakelite.test.report")).map(Path::of);
    return named.or(() ->
        List.of(Path.of("target"), Path.of("build")).stream()
            .filter(Files::isDirectory)
            .findFirst());
  }

  static void write(Path file, List<Scores.Line> lines) {
    try {
      var rows = new TreeMap<String, String>();
      if (Files.exists(file)) {
        for (var row : Files.readAllLines(file)) {
          rows.put(row.split("\t", 2)[0], row);
        }
      }
      lines.forEach(line -> rows.put(line.target(), line.row()));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, rows.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
