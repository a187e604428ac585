package bakelite.format;

/// How the blocks of a new object are compressed. A block that would grow is stored as it is.
public enum Compression {
  /// As it is.
  NONE,
  /// Zstandard, level 1.
  ZSTD,
  /// LZ4, its fast form: less time and more bytes than Zstandard.
  LZ4
}
