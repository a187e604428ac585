package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Invocation;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.Stores;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;

/// SOURCE, the place that a verb reads: a replica, or a place that holds some.
public final class Source implements AutoCloseable {
  private static final String LABEL = "SOURCE";

  private final ObjectStore store;
  private final Replica replica;

  private Source(ObjectStore store, Replica replica) {
    this.store = store;
    this.replica = replica;
  }

  /// The parameter, for a verb's grammar.
  public static PositionalParamSpec parameter() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .paramLabel(LABEL)
        .type(String.class)
        .description(
            "where the replica is: its folder, the folder above it, or an address such as"
                + " file:///backups; a place that holds several needs --db. Without SOURCE, where the"
                + " configuration says for --db")
        .build();
  }

  /// Opens what the arguments name.
  ///
  /// @param stores whose provider opens it
  /// @throws ReplicaException.NotFound when there is no replica, or more than one and no `--db`
  public static Source open(Invocation invocation, Stores stores)
      throws StoreException, ReplicaException, CommandException {
    var text = invocation.arguments().matchedPositionalValue(0, "");
    var store = StoreArgument.open(LABEL, text, invocation.surroundings(), stores);
    try {
      return new Source(store, Replica.in(store, invocation.options().database()));
    } catch (ReplicaException | RuntimeException | Error notFound) {
      store.close();
      throw notFound;
    }
  }

  /// The replica of a name in a store, which is closed with it.
  public static Source of(ObjectStore store, String name) throws ReplicaException {
    try {
      return new Source(store, Replica.in(store, Optional.of(name)));
    } catch (ReplicaException | RuntimeException | Error notFound) {
      store.close();
      throw notFound;
    }
  }

  /// The same, with one of its histories meant.
  public Source onBranch(Optional<String> life) {
    return life.map(text -> new Source(store, replica.onBranch(text))).orElse(this);
  }

  /// The one that is meant.
  public Replica replica() {
    return replica;
  }

  @Override
  public void close() {
    store.close();
  }
}
