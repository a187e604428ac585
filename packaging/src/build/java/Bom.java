import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// The bill of materials: bakelite, the runtime and every library in the image, as CycloneDX 1.6.
/// Nothing in it says when or where it was made.
final class Bom {
  private final String version;
  private final Libraries libraries;

  Bom(String version, Libraries libraries) {
    this.version = version;
    this.libraries = libraries;
  }

  String json() throws Exception {
    var components = new StringBuilder();
    components.append(
        component(
            "platform",
            "",
            "openjdk",
            Runtime.version().toString(),
            "GPL-2.0-only WITH Classpath-exception-2.0",
            ""));
    for (var library : libraries.all()) {
      components.append(",\n");
      components.append(
          component(
              "library",
              library.group(),
              library.artifact(),
              library.version(),
              library.licence(),
              sha256(library)));
    }
    return """
    {
      "bomFormat": "CycloneDX",
      "specVersion": "1.6",
      "version": 1,
      "metadata": {
        "component": {
          "type": "application", "bom-ref": "bakelite", "name": "bakelite", "version": "%s",
          "licenses": [{"expression": "Apache-2.0"}]
        }
      },
      "components": [
    %s
      ],
      "dependencies": [
        {"ref": "bakelite", "dependsOn": ["openjdk", %s]}
      ]
    }
    """
        .formatted(
            version,
            components,
            libraries.all().stream()
                .map(library -> quoted(library.artifact()))
                .collect(Collectors.joining(", ")));
  }

  private static String component(
      String type, String group, String name, String version, String licence, String sha256) {
    var where =
        group.isEmpty()
            ? ""
            : "\"group\": \"%s\", \"purl\": \"pkg:maven/%s/%s@%s\", "
                .formatted(group, group, name, version);
    var hash =
        sha256.isEmpty()
            ? ""
            : ", \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"%s\"}]".formatted(sha256);
    return "    {\"type\": \"%s\", \"bom-ref\": \"%s\", \"name\": \"%s\", \"version\": \"%s\", %s\"licenses\": [{\"expression\": \"%s\"}]%s}"
        .formatted(type, name, name, version, where, licence, hash);
  }

  private static String sha256(Libraries.Library library) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(library.jar())));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
