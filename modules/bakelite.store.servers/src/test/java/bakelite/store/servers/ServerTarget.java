package bakelite.store.servers;

import bakelite.store.ObjectStore;
import bakelite.store.s3.S3Clients;
import bakelite.store.testkit.Condition;
import bakelite.store.testkit.ConformanceTarget;
import bakelite.store.testkit.Variant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A bucket on a real server as a target of the conformance suite, through the provider of S3.
final class ServerTarget implements ConformanceTarget {
  /// Of a client whose server is silent: longer than the suite waits before it interrupts.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final ServerSource.Found found;
  private final Set<Condition> ignored;

  /// @param ignored what this server does not notice
  ServerTarget(String name, ServerSource.Found found, Set<Condition> ignored) {
    this.name = name;
    this.found = found;
    this.ignored = ignored;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> unusable() {
    return switch (found) {
      case ServerSource.Found.Ready _ -> Optional.empty();
      case ServerSource.Found.None(var reason) -> Optional.of(reason);
    };
  }

  RealServer server() {
    return switch (found) {
      case ServerSource.Found.Ready(var server) -> server;
      case ServerSource.Found.None(var reason) -> throw new IllegalStateException(reason);
    };
  }

  @Override
  public ObjectStore open() throws Exception {
    var client = S3Clients.open(server().settings());
    return name.equals("localstack") ? new Persistent(client) : client;
  }

  @Override
  public Variant under(Condition condition) {
    if (ignored.contains(condition)) {
      return Variant.without("the server does not notice it");
    }
    return switch (condition) {
      case WRONG_CREDENTIALS -> with(server().settings("secret_key", "of-somebody-else-1"));
      case NO_SUCH_PLACE -> with(server().in("bakelite-no-such-bucket-4711").settings());
      case NO_SERVER ->
          Variant.with(() -> S3Clients.open(server().settings("endpoint", "http://127.0.0.1:1")));
      case SILENT_SERVER -> throughRelay(Relay.Habit.SILENT);
      case LOST_ANSWERS -> throughRelay(Relay.Habit.LOSES_ANSWERS);
      case EXPIRED_CREDENTIALS ->
          Variant.without("none of these servers gives keys for less than a quarter of an hour");
      case SKEWED_CLOCK -> Variant.without("requests are signed by the clock of this machine");
    };
  }

  private static Variant with(Map<String, String> settings) {
    return Variant.with(() -> S3Clients.open(settings));
  }

  private Variant throughRelay(Relay.Habit habit) {
    if (!server().endpoint().startsWith("http://")) {
      return Variant.without("nothing can be lost on the way inside of TLS");
    }
    return Variant.with(() -> {
      var relay = new Relay(server().endpoint(), habit);
      var settings = server().settings("endpoint", relay.endpoint());
      var store =
          habit == Relay.Habit.SILENT
              ? S3Clients.impatient(settings, PATIENCE)
              : S3Clients.open(settings);
      return new ClosingStore(store, relay);
    });
  }
}
