package bakelite.format.hash;

import java.nio.ByteBuffer;
import java.util.Objects;

/// BLAKE3: the hash, the keyed hash and the derivation of keys. For one thread at a time.
public final class Blake3 {
  /// Bytes of the usual output.
  public static final int DIGEST_BYTES = 32;

  /// How much of a buffer without an array is copied at a time.
  private static final int COPY_BYTES = 64 << 10;

  private final Mode mode;
  private final Subtrees subtrees;
  private Chunk chunk;

  Blake3(Mode mode) {
    this.mode = mode;
    this.subtrees = new Subtrees(mode);
    this.chunk = new Chunk(mode, 0);
  }

  /// A hash without a key.
  public static Blake3 hash() {
    return new Blake3(Mode.hash());
  }

  /// A hash that only a holder of the key can compute.
  ///
  /// @param key 32 bytes
  public static Blake3 keyed(byte[] key) {
    return new Blake3(Mode.keyed(key));
  }

  /// A key, as the digest of the key material that is hashed.
  ///
  /// @param context names what the key is for; a constant of the program, never the material
  public static Blake3 deriveKey(String context) {
    return new Blake3(Mode.deriveKey(context));
  }

  /// Adds `length` bytes.
  public Blake3 update(byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    int end = from + length;
    for (int at = from; at < end; ) {
      if (chunk.isFull()) {
        long chunks = chunk.number() + 1;
        subtrees.add(chunk.node().chainingValue(), 0, chunks);
        chunk = new Chunk(mode, chunks);
      }
      at += chunk.add(bytes, at, end - at);
    }
    return this;
  }

  /// Adds what remains in `bytes`, and moves its position to its limit.
  public Blake3 update(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
      return this;
    }
    byte[] copy = new byte[Math.min(bytes.remaining(), COPY_BYTES)];
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), copy.length);
      bytes.get(copy, 0, length);
      update(copy, 0, length);
    }
    return this;
  }

  /// The hash of everything added so far. More may be added afterwards.
  public byte[] digest() {
    byte[] out = new byte[DIGEST_BYTES];
    digest(out);
    return out;
  }

  /// Fills `out` with the hash of everything added so far, extended to the length of `out`: a short
  /// output is the beginning of a longer one. More may be added afterwards.
  public void digest(byte[] out) {
    subtrees.root(chunk.node()).output(out);
  }
}
