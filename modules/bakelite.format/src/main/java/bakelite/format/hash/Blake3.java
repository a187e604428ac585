package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.CHUNK;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// BLAKE3: the hash, the keyed hash and the derivation of keys. For one thread at a time.
public final class Blake3 {
  /// Bytes of the usual output.
  public static final int DIGEST_BYTES = 32;

  /// How much of a buffer without an array is copied at a time.
  private static final int COPY_BYTES = 64 << 10;

  /// So few chunks are faster one by one.
  private static final int SMALLEST_GROUP = 8;

  private final Mode mode;
  private final Subtrees subtrees;
  private Chunk chunk;
  private @Nullable LaneTrees wide;

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
      int group = chunk.length() == 0 ? group(end - at) : 0;
      if (group > 0) {
        addGroup(bytes, at, group);
        at += group * CHUNK;
      } else {
        at += chunk.add(bytes, at, end - at);
      }
    }
    return this;
  }

  /// How many chunks at once come next: a power of two, so that they are a subtree of their own,
  /// and never all of what is left, since more must follow a subtree. 0 where one by one is better.
  private int group(int left) {
    int following = Integer.highestOneBit((left - 1) / CHUNK);
    long aligned = chunk.number() == 0 ? Lanes.COUNT : Long.lowestOneBit(chunk.number());
    int group = (int) Math.min(Math.min(following, aligned), Lanes.COUNT);
    return group < SMALLEST_GROUP ? 0 : group;
  }

  private void addGroup(byte[] bytes, int from, int group) {
    if (wide == null) {
      wide = new LaneTrees(mode);
    }
    wide.chunks(bytes, from, group, chunk.number());
    int left = group;
    int height = 0;
    while (left >= SMALLEST_GROUP) {
      left /= 2;
      height++;
      wide.parents(left, 0);
    }
    int each = group / left;
    for (int i = 0; i < left; i++) {
      subtrees.add(wide.value(i), height, chunk.number() + (long) each * (i + 1));
    }
    chunk = new Chunk(mode, chunk.number() + group);
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
