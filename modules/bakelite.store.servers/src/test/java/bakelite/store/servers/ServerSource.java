package bakelite.store.servers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the tests find a server: in the environment, which `dev/servers env` prints, else in a
/// container where Docker runs, else nowhere, with a reason.
final class ServerSource {
  private final Map<String, String> environment;
  private final Containers containers;

  ServerSource(Map<String, String> environment, Containers containers) {
    this.environment = environment;
    this.containers = containers;
  }

  static ServerSource ofThisMachine() {
    return new ServerSource(System.getenv(), Containers.ofThisMachine());
  }

  /// A server, or why there is none.
  sealed interface Found {
    record Ready(RealServer server) implements Found {}

    record None(String reason) implements Found {}
  }

  /// A server that `dev/servers` can start.
  Found local(String name) {
    var prefix = "BAKELITE_TEST_" + name.toUpperCase(Locale.ROOT) + "_";
    if (environment.containsKey(prefix + "ENDPOINT")) {
      return fromEnvironment(prefix, List.of("ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "BUCKET"));
    }
    var reason = containers.reasonAgainst(name);
    if (reason.isPresent()) {
      return new Found.None(
          String.format(
              Locale.ROOT,
              "%sENDPOINT is not set (dev/servers start %s), and %s",
              prefix,
              name,
              reason.get()));
    }
    return containers.start(name);
  }

  /// A service that costs money: only when it is asked for.
  Found service(String name) {
    var prefix = "BAKELITE_TEST_S3_" + name.toUpperCase(Locale.ROOT) + "_";
    if (!environment.containsKey(prefix + "BUCKET")) {
      return new Found.None(prefix + "BUCKET is not set; docs/testing.md says how to opt in");
    }
    var needed = name.equals("aws") ? List.<String>of() : List.of("ENDPOINT");
    return fromEnvironment(
        prefix,
        java.util.stream.Stream.concat(
                needed.stream(), List.of("ACCESS_KEY", "SECRET_KEY", "BUCKET", "REGION").stream())
            .toList());
  }

  private Found fromEnvironment(String prefix, List<String> needed) {
    for (var key : needed) {
      if (value(prefix + key).isEmpty()) {
        return new Found.None(prefix + key + " is not set");
      }
    }
    return new Found.Ready(
        new RealServer(
            value(prefix + "ENDPOINT").orElse(""),
            value(prefix + "REGION").orElse("us-east-1"),
            value(prefix + "ACCESS_KEY").orElseThrow(),
            value(prefix + "SECRET_KEY").orElseThrow(),
            value(prefix + "BUCKET").orElseThrow()));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
