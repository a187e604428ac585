package bakelite.store.s3;

import java.time.Duration;

/// How long one request may take, and how large its parts are.
///
/// @param connect until there is a connection
/// @param silence without a byte from the other side, or one that it takes
/// @param whole request without its bytes
/// @param bytesPerSecond what is granted on top: slower than this, a transfer is given up
/// @param singlePut largest object that a plain put sends in one request, in bytes
/// @param part of a larger one, in bytes
record Limits(
    Duration connect,
    Duration silence,
    Duration whole,
    long bytesPerSecond,
    long singlePut,
    long part) {
  /// Largest object that S3 takes in one request, in bytes.
  static final long LARGEST_SINGLE_PUT = 5L << 30;

  /// Most parts of one upload.
  static final int MAX_PARTS = 10_000;

  /// What users get.
  static Limits standard() {
    return new Limits(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        8 << 10,
        64L << 20,
        16L << 20);
  }

  /// How long a request that carries so many bytes may take.
  Duration deadline(long bytes) {
    return whole.plusSeconds(bytes / bytesPerSecond);
  }

  /// The size of the parts of an object: few enough of them.
  long partOf(long bytes) {
    return Math.max(part, Math.ceilDiv(bytes, (long) MAX_PARTS));
  }
}
