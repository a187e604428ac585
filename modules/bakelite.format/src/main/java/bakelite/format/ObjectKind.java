package bakelite.format;

/// What an object holds.
public enum ObjectKind {
  /// Every page changed in a range of commits; level 0 keeps every image of every commit.
  TIME(0),
  /// A range of pages as of one commit.
  SHARD(1),
  /// Which replica this is, and of which database.
  IDENTITY(2),
  /// Occupies an index that its destination does not have; readers pass over it.
  FENCE(3);

  private final int code;

  ObjectKind(int code) {
    this.code = code;
  }

  /// The stored number.
  public int code() {
    return code;
  }
}
