package bakelite.cli.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Everything outside that a command may depend on. `Main` hands out the real one, tests their own.
///
/// @param streams standard output and standard error
/// @param environment variables of the process
/// @param workingFolder absolute; relative paths in arguments start here
/// @param clock the wall clock
/// @param zone what a local date and time in an argument means
/// @param random good enough for identifiers
/// @param stop SIGINT and SIGTERM
public record Surroundings(
    Streams streams,
    Map<String, String> environment,
    Path workingFolder,
    InstantSource clock,
    ZoneId zone,
    RandomGenerator random,
    StopRequest stop) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// A path as the person meant it who wrote it here.
  public Path resolve(String path) {
    return workingFolder.resolve(path).normalize();
  }
}
