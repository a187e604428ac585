package bakelite.daemon;

import java.time.Instant;

/// What the last `verify` of a configured database said.
///
/// @param path of the database's file: another one of the same name is another database
/// @param destination where the replica was
/// @param at when it was said
/// @param deep whether a restore was a part of it
/// @param ok whether the replica was proved
/// @param index the newest commit that was looked at; 0 where there was none to restore
public record Verdict(
    String path, String destination, Instant at, boolean deep, boolean ok, long index) {}
