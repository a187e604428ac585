package bakelite.replica.plan;

import bakelite.format.Id128;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// One of several histories that begin alike: two writers went on after one commit, in a store that
/// does not keep them apart.
///
/// @param life of the writer that wrote the first object that is this branch's alone
/// @param lives of all writers whose objects are this branch's alone
/// @param note of the claim of that life; empty where none was found
/// @param replica the id of the replica that its objects name
/// @param first index of the first record that is this branch's alone
/// @param last index of its newest record
/// @param lastAt the time of its newest record
/// @param ordinals places in the listing of all its change-sets, from the first commit on
public record Branch(
    Id128 life,
    Set<Id128> lives,
    String note,
    Id128 replica,
    long first,
    long last,
    Instant lastAt,
    List<Integer> ordinals) {
  private static final Pattern HOST = Pattern.compile("\"host\":\"([^\"\\\\]*)\"");
  private static final Pattern PROCESS = Pattern.compile("\"process\":(\\d+)");

  /// How a person would call its writer.
  public String writer() {
    var host = HOST.matcher(note);
    var process = PROCESS.matcher(note);
    return host.find() && process.find()
        ? "process " + process.group(1) + " on " + host.group(1)
        : "a writer that left no name";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s of %s, commits %,d to %,d of %s", life, writer(), first, last, lastAt);
  }
}
