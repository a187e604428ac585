package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.CHUNK;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// BLAKE3: the hash, the keyed hash and the derivation of keys. For one thread at a time.
///
/// Input waits until as many chunks are there as are hashed at once, and a byte more: the last
/// chunk may be the root of the tree, and then it is hashed in another way. So it does not matter
/// in which pieces input comes.
public final class Blake3 {
  /// Bytes of the usual output.
  public static final int DIGEST_BYTES = 32;

  private static final int GROUP_BYTES = Lanes.COUNT * CHUNK;

  /// How much room there is at first for input that waits.
  private static final int FIRST_BYTES = 128;

  private final Mode mode;
  private final ChunkGroups groups;
  private final Subtrees subtrees;
  private byte[] waiting = new byte[FIRST_BYTES];
  private int waitingBytes;
  private long chunks;

  Blake3(Mode mode) {
    this.mode = mode;
    this.groups = new ChunkGroups(mode);
    this.subtrees = new Subtrees(mode);
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
    int at = from;
    int end = from + length;
    while (at < end) {
      if (waitingBytes == GROUP_BYTES) {
        hashGroup(waiting, 0);
        waitingBytes = 0;
      }
      if (waitingBytes == 0 && end - at > GROUP_BYTES) {
        hashGroup(bytes, at);
        at += GROUP_BYTES;
      } else {
        int taken = Math.min(end - at, GROUP_BYTES - waitingBytes);
        makeRoom(taken);
        System.arraycopy(bytes, at, waiting, waitingBytes, taken);
        waitingBytes += taken;
        at += taken;
      }
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
    while (bytes.hasRemaining()) {
      if (waitingBytes == GROUP_BYTES) {
        hashGroup(waiting, 0);
        waitingBytes = 0;
      }
      int taken = Math.min(bytes.remaining(), GROUP_BYTES - waitingBytes);
      makeRoom(taken);
      bytes.get(waiting, waitingBytes, taken);
      waitingBytes += taken;
    }
    return this;
  }

  private void makeRoom(int bytes) {
    int needed = waitingBytes + bytes;
    if (needed > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.clamp(2L * needed, FIRST_BYTES, GROUP_BYTES));
    }
  }

  private void hashGroup(byte[] bytes, int from) {
    groups.add(bytes, from, Lanes.COUNT, chunks, subtrees);
    chunks += Lanes.COUNT;
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
    var all = subtrees.copy();
    int at = 0;
    long number = chunks;
    while (waitingBytes - at > CHUNK) {
      // A power of two that the chunks so far are a multiple of: a subtree of its own.
      int group = Integer.highestOneBit((waitingBytes - at - 1) / CHUNK);
      groups.add(waiting, at, group, number, all);
      number += group;
      at += group * CHUNK;
    }
    all.root(Chunk.of(mode, waiting, at, waitingBytes - at, number)).output(out);
  }
}
