package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/// The bytecode that the rules look at.
final class Classes {
  private Classes() {}

  /// What ships, from the class path.
  static JavaClasses thatShip() {
    return Everything.CLASSES;
  }

  /// Compiles samples into a folder and reads them back.
  static JavaClasses sample(Path folder, Source... samples) {
    var arguments =
        new ArrayList<>(List.of("-proc:none", "-d", folder.resolve("classes").toString()));
    try {
      for (var sample : samples) {
        var file = folder.resolve(sample.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, sample.text());
        arguments.add(file.toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("cannot compile the samples");
    }
    return new ClassFileImporter().importPath(folder.resolve("classes"));
  }

  static void assertCaught(ArchRule rule, JavaClasses sample, String inTheMessage) {
    var result = rule.evaluate(sample);
    assertTrue(result.hasViolation(), "a violating sample is caught");
    assertTrue(
        result.getFailureReport().toString().contains(inTheMessage),
        () -> "expected " + inTheMessage + ", found " + result.getFailureReport());
  }

  static void assertFine(ArchRule rule, JavaClasses sample) {
    var result = rule.evaluate(sample);
    assertFalse(result.hasViolation(), () -> result.getFailureReport().toString());
  }

  private static final class Everything {
    static final JavaClasses CLASSES =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("bakelite");
  }
}
