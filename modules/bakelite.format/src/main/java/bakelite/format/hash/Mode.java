package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.DERIVE_KEY_CONTEXT;
import static bakelite.format.hash.CompressionFunction.DERIVE_KEY_MATERIAL;
import static bakelite.format.hash.CompressionFunction.KEYED_HASH;

import java.nio.charset.StandardCharsets;

/// Which of the BLAKE3 functions a hash computes: they differ in the key and in a flag of every
/// block. Never changed, so threads share one.
///
/// @param key 8 words
/// @param flags of every block
@SuppressWarnings("ArrayRecordComponent") // never compared and never handed out
record Mode(int[] key, int flags) {
  /// Bytes of a key.
  static final int KEY = 32;

  static Mode hash() {
    return new Mode(CompressionFunction.start(), 0);
  }

  static Mode keyed(byte[] key) {
    return new Mode(words(key), KEYED_HASH);
  }

  /// The context is hashed into the key with which the material is hashed.
  static Mode deriveKey(String context) {
    var bytes = context.getBytes(StandardCharsets.UTF_8);
    var hash = new Blake3(new Mode(CompressionFunction.start(), DERIVE_KEY_CONTEXT));
    return new Mode(words(hash.update(bytes, 0, bytes.length).digest()), DERIVE_KEY_MATERIAL);
  }

  private static int[] words(byte[] key) {
    if (key.length != KEY) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
    }
    return Words.of(key, 0, KEY);
  }
}
