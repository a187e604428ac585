package bakelite.store;

/// One entry of a listing.
public record StoredObject(ObjectKey key, ObjectVersion version) {}
