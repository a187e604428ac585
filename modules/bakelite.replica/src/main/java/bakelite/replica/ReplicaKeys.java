package bakelite.replica;

import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.ReplicaKey.ChangeSet;
import bakelite.replica.ReplicaKey.Identity;
import bakelite.replica.ReplicaKey.Shard;
import bakelite.replica.ReplicaKey.TimeObject;
import bakelite.store.ObjectKey;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The one type that knows key names.
///
/// | key | object |
/// |---|---|
/// | `id` | identity |
/// | `c/<first>` | change-set |
/// | `c/<first>-<life>` | change-set, in a store that ignores create-only |
/// | `t/<level>/<first>-<last>-<tag>` | time object |
/// | `b/<origin>/<as of>-<from>-<to>-<tag>` | shard; the last of a tiling ends in `ffffffff` |
/// | `x/…` | none of the replica's: may be there or not |
///
/// Numbers are lower-case hexadecimal of fixed width, so that the order of the names is the order
/// of the commits: 16 digits for an index, 8 for a page, 2 for a level. A tag is the first 8 digits
/// of the lineage value at the last commit, a life 32 digits.
public final class ReplicaKeys {
  private static final Pattern CHANGE_SET =
      Pattern.compile("c/([0-9a-f]{16})(?:-([0-9a-f]{16})([0-9a-f]{16}))?");
  private static final Pattern TIME_OBJECT =
      Pattern.compile("t/([0-9a-f]{2})/([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{8})");
  private static final Pattern SHARD =
      Pattern.compile("b/([0-9a-f]{16})/([0-9a-f]{16})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})");

  private final String prefix;

  /// @param prefix of every key of the replica: empty, or a name that ends with a slash
  public ReplicaKeys(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix ends with a slash: '" + prefix + "' does not");
    }
    this.prefix = prefix;
  }

  /// What every key of the replica begins with; empty, or with a slash at its end.
  public String prefix() {
    return prefix;
  }

  /// What the keys of all change-sets begin with.
  public String changeSets() {
    return prefix + "c/";
  }

  /// A name behind those of all change-sets that begin before an index, and before all others: to
  /// list the others alone. Nothing lies there.
  ///
  /// @param first the index
  public ObjectKey changeSetsBefore(long first) {
    return new ObjectKey(changeSets() + index(first - 1) + "-z");
  }

  /// What the keys of all time objects of level 1 and up begin with.
  public String timeObjects() {
    return prefix + "t/";
  }

  /// What the keys of all shards begin with.
  public String shards() {
    return prefix + "b/";
  }

  /// What the keys of all shards of one origin begin with.
  ///
  /// @param origin its index
  public String shards(long origin) {
    return shards() + index(origin) + "/";
  }

  /// What the keys begin with that mean nothing to a replica, such as those of a trial.
  public String trials() {
    return prefix + "x/";
  }

  /// Whether a name means nothing to the replica and belongs to nothing that bakelite puts beside
  /// its objects. Those in its folders are strangers of its listing.
  ///
  /// @param key that begins with the prefix
  public boolean isBeside(ObjectKey key) {
    return parse(key).isEmpty()
        && Stream.of(changeSets(), timeObjects(), shards(), trials())
            .noneMatch(key.text()::startsWith);
  }

  /// The name under which an object lies.
  public ObjectKey key(ReplicaKey key) {
    return new ObjectKey(
        prefix
            + switch (key) {
              case Identity() -> "id";
              case ChangeSet(long first, var life) ->
                  "c/" + index(first) + life.map(id -> "-" + id).orElse("");
              case TimeObject(int level, long first, long last, String tag) ->
                  String.format(
                      Locale.ROOT, "t/%02x/%s-%s-%s", level, index(first), index(last), tag);
              case Shard(long origin, long asOf, PageRange range, String tag) ->
                  String.format(
                      Locale.ROOT,
                      "b/%s/%s-%08x-%08x-%s",
                      index(origin),
                      index(asOf),
                      range.from(),
                      range.to(),
                      tag);
            });
  }

  /// What a name means, or empty when it is none of a replica's.
  public Optional<ReplicaKey> parse(ObjectKey key) {
    if (!key.text().startsWith(prefix)) {
      return Optional.empty();
    }
    var name = key.text().substring(prefix.length());
    if (name.equals("id")) {
      return Optional.of(new Identity());
    }
    try {
      return parseNumbers(name);
    } catch (IllegalArgumentException outOfRange) {
      // Digits in the right places and still no name of ours: index 0, pages that end before they
      // begin, a number beyond 63 bits.
      return Optional.empty();
    }
  }

  private static Optional<ReplicaKey> parseNumbers(String name) {
    Matcher match = CHANGE_SET.matcher(name);
    if (match.matches()) {
      return Optional.of(new ChangeSet(number(match, 1), life(match)));
    }
    match = TIME_OBJECT.matcher(name);
    if (match.matches()) {
      return Optional.of(
          new TimeObject(
              (int) number(match, 1), number(match, 2), number(match, 3), match.group(4)));
    }
    match = SHARD.matcher(name);
    if (match.matches()) {
      var range = new PageRange(number(match, 3), number(match, 4));
      return Optional.of(new Shard(number(match, 1), number(match, 2), range, match.group(5)));
    }
    return Optional.empty();
  }

  private static Optional<Id128> life(Matcher match) {
    return Optional.ofNullable(match.group(2))
        .map(high ->
            new Id128(
                HexFormat.fromHexDigitsToLong(high),
                HexFormat.fromHexDigitsToLong(match.group(3))));
  }

  private static long number(Matcher match, int group) {
    return Long.parseLong(match.group(group), 16);
  }

  private static String index(long index) {
    return String.format(Locale.ROOT, "%016x", index);
  }
}
