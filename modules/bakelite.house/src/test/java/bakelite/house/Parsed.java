package bakelite.house;

import static java.util.stream.Collectors.joining;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java sources as the compiler's own trees. Attributed ones know the type of each expression.
record Parsed(DocTrees trees, List<CompilationUnitTree> units) {

  /// Everything that ships, attributed; made once, as it takes seconds.
  static Parsed everythingThatShips() {
    return Everything.PARSED;
  }

  /// Only what stands there: enough for names, lengths, literals and module descriptors.
  static Parsed syntax(List<Source> sources) {
    return parse(sources, false);
  }

  /// With types. Sources of all modules are read as one, so that no module hides a type from this.
  static Parsed attributed(List<Source> sources) {
    return parse(sources, true);
  }

  static Parsed attributed(Source... sources) {
    return attributed(List.of(sources));
  }

  private static Parsed parse(List<Source> sources, boolean attribute) {
    var problems = new DiagnosticCollector<JavaFileObject>();
    var files = sources.stream().map(SourceFile::new).toList();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, problems, List.of("-proc:none"), null, files);
    try {
      if (sources.isEmpty()) {
        return new Parsed(DocTrees.instance(task), List.of());
      }
      var units = StreamSupport.stream(task.parse().spliterator(), false).toList();
      if (attribute) {
        task.analyze();
      }
      refuse(problems);
      return new Parsed(DocTrees.instance(task), List.copyOf(units));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // A tree with an error in it makes every rule pass over what it cannot see.
  private static void refuse(DiagnosticCollector<JavaFileObject> problems) {
    var errors =
        problems.getDiagnostics().stream()
            .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
            .map(Object::toString)
            .collect(joining("\n"));
    if (!errors.isEmpty()) {
      throw new IllegalStateException("cannot read the sources:\n" + errors);
    }
  }

  /// Calls `visitor` with every tree of a kind and the place where it stands.
  <T extends Tree> void each(Class<T> kind, BiConsumer<T, Place> visitor) {
    for (var unit : units) {
      new TreePathScanner<Void, Void>() {
        @Override
        public Void scan(Tree tree, Void unused) {
          if (tree == null) {
            return null;
          }
          if (kind.isInstance(tree)) {
            var path = new TreePath(getCurrentPath(), tree);
            visitor.accept(kind.cast(tree), new Place(trees, path));
          }
          return super.scan(tree, null);
        }
      }.scan(new TreePath(unit), null);
    }
  }

  /// The findings of a rule that looks at one kind of tree.
  <T extends Tree> List<Finding> find(Class<T> kind, FindingsAt<T> rule) {
    var findings = new ArrayList<Finding>();
    each(kind, (tree, place) -> findings.addAll(rule.at(tree, place)));
    return List.copyOf(findings);
  }

  /// What a rule has to say of one tree.
  interface FindingsAt<T> {
    List<Finding> at(T tree, Place place);
  }

  private static final class Everything {
    static final Parsed PARSED = attributed(Repository.here().mainSources());
  }

  private static final class SourceFile extends SimpleJavaFileObject {
    private final Source source;

    SourceFile(Source source) {
      super(URI.create("string:///" + source.path()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source.text();
    }
  }
}
