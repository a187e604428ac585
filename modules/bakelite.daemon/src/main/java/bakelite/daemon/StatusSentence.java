package bakelite.daemon;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How all databases are, in one sentence that a person reads in `systemctl status`.
final class StatusSentence {
  /// Characters of a problem that fit.
  private static final int LONGEST_PROBLEM = 160;

  private StatusSentence() {}

  /// One database.
  record Member(String name, DatabaseState state, Optional<String> problem) {}

  static String of(List<Member> members) {
    if (members.isEmpty()) {
      return "no database yet";
    }
    var byState = new EnumMap<DatabaseState, List<Member>>(DatabaseState.class);
    for (var state : DatabaseState.values()) {
      var those = members.stream().filter(member -> member.state() == state).toList();
      if (!those.isEmpty()) {
        byState.put(state, those);
      }
    }
    var well = byState.remove(DatabaseState.PROTECTING);
    int protecting = well == null ? 0 : well.size();
    var others =
        byState.entrySet().stream()
            .map(each -> "; " + those(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "protecting %s of %d database%s%s",
        protecting == members.size() ? "all" : Integer.toString(protecting),
        members.size(),
        members.size() == 1 ? "" : "s",
        others);
  }

  private static String those(DatabaseState state, List<Member> members) {
    var first = members.getFirst();
    var more = members.size() > 1 ? " and " + (members.size() - 1) + " more" : "";
    var why = first.problem().map(problem -> " (" + shortened(problem) + ")").orElse("");
    return state.words() + ": " + first.name() + why + more;
  }

  private static String shortened(String problem) {
    var line = problem.lines().findFirst().orElse("");
    return line.length() <= LONGEST_PROBLEM ? line : line.substring(0, LONGEST_PROBLEM - 1) + "…";
  }
}
