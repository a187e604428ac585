import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Puts what is released into one folder, with the SHA-256 of each file in the form that `sha256sum
/// --check` reads:
///
/// ```
/// java CollectRelease.java <version> <target folder> <folder of the release>
/// ```
final class CollectRelease {
  private CollectRelease() {}

  static void main(String[] arguments) throws Exception {
    var version = arguments[0];
    var target = Path.of(arguments[1]);
    var release = Path.of(arguments[2]);
    if (Files.exists(release)) {
      try (var old = Files.list(release)) {
        for (var file : old.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(release);
    var sums = new ArrayList<String>();
    for (var file : files(version, target)) {
      var copy = release.resolve(file.getFileName());
      Files.copy(file, copy);
      var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(copy));
      sums.add(HexFormat.of().formatHex(sum) + "  " + copy.getFileName());
    }
    Files.write(release.resolve("SHA256SUMS"), sums);
  }

  private static List<Path> files(String version, Path target) throws IOException {
    var staged = target.resolve("staged");
    try (var packages = Files.list(target);
        var formula = Files.list(staged.resolve("filled/homebrew"));
        var container = Files.list(staged.resolve("filled/container"))) {
      return Stream.of(
              // Not those of another version, which a build before may have left.
              packages.filter(file -> file.getFileName().toString().matches(pattern(version))),
              formula,
              container,
              Stream.of(staged.resolve("common/usr/share/doc/bakelite/bakelite.cdx.json")))
          .flatMap(each -> each)
          .sorted()
          .toList();
    }
  }

  private static String pattern(String version) {
    return "bakelite[-_]\\Q" + version + "\\E[-_].*\\.(deb|rpm|tar\\.gz)";
  }
}
