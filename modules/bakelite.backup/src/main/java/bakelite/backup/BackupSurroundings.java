package bakelite.backup;

import bakelite.format.ObjectHeader.WriterVersion;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What a writer takes from the world around it.
///
/// @param clock tells the time of commits
/// @param random draws ids and jitter
/// @param writer the process
/// @param liveness knows about other processes
/// @param version of bakelite
/// @param listener is told of events
public record BackupSurroundings(
    InstantSource clock,
    RandomGenerator random,
    WriterIdentity writer,
    Liveness liveness,
    WriterVersion version,
    BackupListener listener) {}
