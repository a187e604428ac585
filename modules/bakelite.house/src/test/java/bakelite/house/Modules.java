package bakelite.house;

import static java.util.stream.Collectors.toMap;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.OpensTree;
import com.sun.source.tree.ProvidesTree;
import com.sun.source.tree.RequiresTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The module descriptors, as their sources have them.
record Modules(List<Module> all) {

  /// @param name as declared
  /// @param place where the declaration stands
  /// @param annotations their simple names
  /// @param requires in the order of the file, the JDK's modules too
  /// @param exports packages
  /// @param opens packages, or the module itself when it is open
  /// @param provides services, fully named
  record Module(
      String name,
      Place place,
      Set<String> annotations,
      List<String> requires,
      Set<String> exports,
      Set<String> opens,
      Set<String> provides,
      Set<String> providers) {

    /// Whether it provides a service that another module declares.
    boolean isProviderOfOthers() {
      return provides.stream().anyMatch(service -> !exports.contains(packageOf(service)));
    }
  }

  static Modules here() {
    return of(Repository.here().moduleDescriptors());
  }

  static Modules of(List<Source> descriptors) {
    var parsed = Parsed.syntax(descriptors);
    var modules = new ArrayList<Module>();
    parsed.each(ModuleTree.class, (tree, place) -> modules.add(read(tree, place)));
    modules.sort(Comparator.comparing(Module::name));
    return new Modules(List.copyOf(modules));
  }

  /// Our own modules that each module requires.
  Map<String, Set<String>> graph() {
    var ours = all.stream().map(Module::name).toList();
    return all.stream()
        .collect(
            toMap(
                Module::name,
                module -> {
                  var required = new HashSet<>(module.requires());
                  required.retainAll(ours);
                  return Set.copyOf(required);
                }));
  }

  static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private static Module read(ModuleTree tree, Place place) {
    var requires = new ArrayList<String>();
    var exports = new HashSet<String>();
    var opens = new HashSet<String>();
    var provides = new HashSet<String>();
    var providers = new HashSet<String>();
    if (tree.getModuleType() == ModuleTree.ModuleKind.OPEN) {
      opens.add("the whole module");
    }
    for (var directive : tree.getDirectives()) {
      switch (directive) {
        case RequiresTree one -> requires.add(one.getModuleName().toString());
        case ExportsTree one -> exports.add(one.getPackageName().toString());
        case OpensTree one -> opens.add(one.getPackageName().toString());
        case ProvidesTree one -> {
          var unit = place.path().getCompilationUnit();
          provides.add(fullName(unit, one.getServiceName().toString()));
          one.getImplementationNames()
              .forEach(type -> providers.add(fullName(unit, type.toString())));
        }
        default -> {}
      }
    }
    var annotations = new HashSet<String>();
    for (var annotation : tree.getAnnotations()) {
      var name = annotation.getAnnotationType().toString();
      annotations.add(name.substring(name.lastIndexOf('.') + 1));
    }
    return new Module(
        tree.getName().toString(),
        place,
        annotations,
        List.copyOf(requires),
        exports,
        opens,
        provides,
        providers);
  }

  private static String fullName(CompilationUnitTree unit, String name) {
    return unit.getImports().stream()
        .map(imported -> imported.getQualifiedIdentifier().toString())
        .filter(imported -> imported.endsWith("." + name))
        .findFirst()
        .orElse(name);
  }
}
