package bakelite.format.v1;

import bakelite.format.CommitFlag;
import bakelite.format.DamagedException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The flags of a record as a set. There are so few that each set exists once, however many records
/// an object has.
final class Flags {
  private static final int KNOWN = CommitFlag.bits(EnumSet.allOf(CommitFlag.class));

  private static final List<Set<CommitFlag>> SETS =
      IntStream.rangeClosed(0, KNOWN).mapToObj(Flags::of).toList();

  private Flags() {}

  /// @param at offset in the section of the record
  static Set<CommitFlag> set(Section section, int at, int bits) throws DamagedException {
    if ((bits & ~KNOWN) != 0) {
      throw section.damaged(
          at,
          "no flags but " + HexFormat.of().toHexDigits(KNOWN),
          HexFormat.of().toHexDigits(bits));
    }
    return SETS.get(bits);
  }

  private static Set<CommitFlag> of(int bits) {
    var set = EnumSet.noneOf(CommitFlag.class);
    for (var flag : CommitFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        set.add(flag);
      }
    }
    return Set.copyOf(set);
  }
}
