package bakelite.format;

import java.util.List;

/// What an object proves: the records of its commits and where they stand in the lineage.
///
/// @param table the record of every commit in it, ascending; empty for shards, identities, fences
///   and from the snapshot level up
/// @param last the record of the last commit, which the header's span names
/// @param beforeLast the lineage value at `last.index - 1`
/// @param atLast the lineage value at `last.index`
/// @param note UTF-8 JSON of at most 4096 bytes, may be empty: who wrote a claim, why an origin
///   began
public record ObjectEnd(
    List<CommitRecord> table,
    CommitRecord last,
    LineageValue beforeLast,
    LineageValue atLast,
    String note) {

  public ObjectEnd {
    table = List.copyOf(table);
  }
}
