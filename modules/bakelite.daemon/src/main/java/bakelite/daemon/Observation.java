package bakelite.daemon;

/// How one database is at this moment, asked of the daemon itself.
///
/// @param document what `status` would read
/// @param traffic since the daemon began
public record Observation(StatusDocument document, Traffic traffic) {}
