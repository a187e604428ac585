package bakelite.monitor;

import bakelite.daemon.Observation;
import bakelite.daemon.Verdict;
import java.util.Optional;

/// One database at the moment of a question.
///
/// @param verdict what the last `verify` of it said
record Seen(Observation observation, Optional<Verdict> verdict) {}
