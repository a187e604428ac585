package bakelite.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/// Where a tree stands: its file, its lines, its type and what is around it.
record Place(DocTrees trees, TreePath path) {

  String file() {
    return unit().getSourceFile().toUri().getPath().substring(1);
  }

  /// The folder under `modules/`, which is named as the module.
  String module() {
    return new Source(file(), "").module();
  }

  /// The package of the file; empty in a module descriptor.
  String packageName() {
    var name = unit().getPackageName();
    return name == null ? "" : name.toString();
  }

  long line() {
    return lineAt(trees.getSourcePositions().getStartPosition(unit(), path.getLeaf()));
  }

  long lastLine() {
    return lineAt(trees.getSourcePositions().getEndPosition(unit(), path.getLeaf()));
  }

  /// The type of a part of this tree; null where the tree was not attributed.
  @Nullable TypeMirror typeOf(Tree part) {
    return trees.getTypeMirror(new TreePath(path, part));
  }

  /// What a part of this tree names; null where it names nothing.
  @Nullable Element elementOf(Tree part) {
    return trees.getElement(new TreePath(path, part));
  }

  /// The name of the outermost type around this tree.
  String topLevelType() {
    String name = "";
    for (var tree : path) {
      if (tree instanceof ClassTree type) {
        name = type.getSimpleName().toString();
      }
    }
    return packageName() + "." + name;
  }

  Finding finding(String limit, String found) {
    return new Finding(file(), line(), limit, found);
  }

  private CompilationUnitTree unit() {
    return path.getCompilationUnit();
  }

  private long lineAt(long position) {
    return position < 0 ? 1 : unit().getLineMap().getLineNumber(position);
  }
}
