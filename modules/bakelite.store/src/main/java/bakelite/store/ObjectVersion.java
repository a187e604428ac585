package bakelite.store;

import java.time.Instant;

/// Tells one content of a key from another that was put under it later.
///
/// @param size in bytes
/// @param modified by the store's clock, in the store's own resolution
public record ObjectVersion(long size, Instant modified) {}
