package bakelite.house;

import java.util.List;

/// One text file of the repository, or a sample that stands for one.
///
/// @param path from the root of the repository, with `/`
record Source(String path, String text) {

  /// A Java file as it would lie in a module's main tree.
  static Source sample(String module, String pathInTree, String text) {
    return new Source("modules/" + module + "/src/main/java/" + pathInTree, text);
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /// The folder under `modules/`, which is named as the module; empty for files elsewhere.
  String module() {
    var parts = path.split("/", -1);
    return parts.length > 2 && parts[0].equals("modules") ? parts[1] : "";
  }
}
