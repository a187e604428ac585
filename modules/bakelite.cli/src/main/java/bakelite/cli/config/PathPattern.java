package bakelite.cli.config;

import bakelite.cli.source.ReplicaName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The `path:` of a database: one file, or a pattern with `*`, `?`, `[…]` or `{…}` for many of
/// them. `*` ends at a slash, `**` does not.
///
/// @param text absolute and normalized
/// @param fixed the folders in front of the first part with a pattern in it, or the file itself
record PathPattern(Path text, Path fixed) {
  /// More files than this are looked at in no folder.
  static final int MOST_FILES = 100_000;

  private static final Pattern MAGIC = Pattern.compile("[*?\\[{\\\\]");

  /// What SQLite keeps beside a database; never one of its own.
  private static final Pattern SIDECAR = Pattern.compile(".*-(?:wal|journal|shm)");

  static PathPattern of(Path text) throws PatternSyntaxException {
    var fixed = text.getRoot();
    for (var part : text) {
      if (MAGIC.matcher(part.toString()).find()) {
        var _ = text.getFileSystem().getPathMatcher("glob:" + text);
        return new PathPattern(text, fixed);
      }
      fixed = fixed.resolve(part);
    }
    return new PathPattern(text, text);
  }

  boolean isOne() {
    return fixed.equals(text);
  }

  /// The file names that match now, and what could not be looked at.
  record Found(List<Path> files, List<String> problems) {}

  /// Looks at the disk. One file is found whether it is there or not.
  Found files() {
    if (isOne()) {
      return new Found(List.of(text), List.of());
    }
    var search = new Search();
    try {
      Files.walkFileTree(fixed, Set.of(), depth(), search);
    } catch (IOException unreadable) {
      search.problems.add(fixed + ": cannot be read");
    }
    search.files.sort(Comparator.naturalOrder());
    return new Found(search.files, search.problems);
  }

  /// The name of a file that matches: its path below the fixed part, or its file name where all of
  /// the path is fixed, without the ending and in the alphabet of keys.
  String nameOf(Path file) {
    var below = String.valueOf(isOne() ? file.getFileName() : fixed.relativize(file));
    int dot = below.lastIndexOf('.');
    return ReplicaName.escaped(dot > below.lastIndexOf('/') + 1 ? below.substring(0, dot) : below);
  }

  private int depth() {
    return text.toString().contains("**")
        ? Integer.MAX_VALUE
        : text.getNameCount() - fixed.getNameCount();
  }

  private final class Search extends SimpleFileVisitor<Path> {
    private final java.nio.file.PathMatcher matcher =
        text.getFileSystem().getPathMatcher("glob:" + text);
    private final List<Path> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int seen;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes kind) {
      if (++seen > MOST_FILES) {
        problems.add(text + ": more than " + MOST_FILES + " files lie there; the rest is left out");
        return FileVisitResult.TERMINATE;
      }
      // A link counts as what it leads to.
      if (matcher.matches(file)
          && !SIDECAR.matcher(file.toString()).matches()
          && Files.isRegularFile(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      problems.add(file + (Files.exists(file) ? ": cannot be read" : ": there is no such folder"));
      return FileVisitResult.CONTINUE;
    }
  }
}
