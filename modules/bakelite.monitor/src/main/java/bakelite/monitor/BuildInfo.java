package bakelite.monitor;

/// Which program this is.
///
/// @param version of bakelite
/// @param java of the runtime
public record BuildInfo(String version, String java) {}
