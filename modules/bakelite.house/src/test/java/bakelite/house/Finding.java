package bakelite.house;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.stream.Collectors;

/// One place where a rule does not hold.
///
/// @param file from the root of the repository
/// @param line from 1
/// @param limit what the rule asks for
/// @param found what stands there instead
record Finding(String file, long line, String limit, String found) {

  /// Fails with one line per finding; passes when there is none.
  static void none(List<Finding> findings) {
    if (!findings.isEmpty()) {
      fail(
          findings.stream()
              .map(Finding::toString)
              .sorted()
              .collect(Collectors.joining("\n", "the rules of the house do not hold:\n", "\n")));
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + ": expected " + limit + ", found " + found;
  }
}
