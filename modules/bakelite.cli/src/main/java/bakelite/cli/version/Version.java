package bakelite.cli.version;

import bakelite.format.ObjectHeader.WriterVersion;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Pattern;

/// The version of this program. It stands in the root pom only: the compiler stamps it into every
/// module.
public final class Version {
  /// What a class path of loose classes answers.
  private static final String UNKNOWN = "0-unversioned";

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})");

  private Version() {}

  /// Such as `0.1.0`.
  public static String ofProgram() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse(UNKNOWN);
  }

  /// The three numbers, as an object of a replica has them; zeros where the version is not known.
  public static WriterVersion asWriter() {
    var numbers = NUMBERS.matcher(ofProgram());
    return numbers.lookingAt()
        ? new WriterVersion(
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            Integer.parseInt(numbers.group(3)))
        : new WriterVersion(0, 0, 0);
  }
}
