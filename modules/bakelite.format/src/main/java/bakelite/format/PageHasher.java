package bakelite.format;

import bakelite.format.hash.Blake3;
import bakelite.format.hash.ManyHashes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The keyed page fingerprint of one replica.
///
///     fp(p, x) = first 16 bytes of BLAKE3.keyed(Kf, BLAKE3.keyed(Kf, x) || u32 p)
///     Kf       = BLAKE3.derive_key("bakelite v1 fingerprint", secret of the replica, or its id)
///
/// The page number has a hash of its own, so that the image keeps to whole chunks.
///
/// Safe for use by several threads.
public final class PageHasher {
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 65536;

  /// A short input of `ManyHashes`.
  private static final int BOUND_STRIDE = 64;

  private static final byte[] NOTHING = {};
  private static final long LAST_PAGE = 0xffff_fffeL;

  private final byte[] key;

  private PageHasher(byte[] secret) {
    this.key =
        Blake3.deriveKey("bakelite v1 fingerprint").update(secret, 0, secret.length).digest();
  }

  /// The hasher of a replica without a secret: its key is derived from the replica's id.
  public static PageHasher of(Id128 replica) {
    return new PageHasher(replica.bytes());
  }

  /// The fingerprint of `image` as page `page`; the buffer's position is moved to its limit.
  public Fingerprint fingerprint(long page, ByteBuffer image) {
    checkPage(page);
    checkPageSize(image.remaining());
    byte[] content = Blake3.keyed(key).update(image).digest();
    byte[] number = {(byte) page, (byte) (page >>> 8), (byte) (page >>> 16), (byte) (page >>> 24)};
    byte[] out = new byte[Fingerprint.BYTES];
    Blake3.keyed(key)
        .update(content, 0, content.length)
        .update(number, 0, number.length)
        .digest(out);
    return fingerprint(ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// Fingerprints many pages at once, several times faster than one by one.
  ///
  /// @param images `pages.length` images side by side; the position is moved to the limit
  /// @param pages the page number of each image
  public Fingerprint[] fingerprints(long[] pages, ByteBuffer images) {
    if (pages.length == 0 ? images.hasRemaining() : images.remaining() % pages.length != 0) {
      throw new IllegalArgumentException(
          images.remaining() + " bytes are not the images of " + pages.length + " pages");
    }
    var fingerprints = new Fingerprint[pages.length];
    if (pages.length == 0) {
      return fingerprints;
    }
    int size = images.remaining() / pages.length;
    checkPageSize(size);
    var hashes = ManyHashes.keyed(key);
    int most = Math.min(pages.length, ManyHashes.LONGEST / size);
    byte[] copy = images.hasArray() ? NOTHING : new byte[most * size];
    for (int done = 0; done < pages.length; done += most) {
      int count = Math.min(most, pages.length - done);
      byte[] contents = new byte[count * Blake3.DIGEST_BYTES];
      if (images.hasArray()) {
        int from = images.arrayOffset() + images.position();
        hashes.hash(images.array(), from, size, count, contents);
        images.position(images.position() + count * size);
      } else {
        images.get(copy, 0, count * size);
        hashes.hash(copy, 0, size, count, contents);
      }
      bind(hashes, contents, pages, done, fingerprints);
    }
    return fingerprints;
  }

  /// The outer hash: the content's, with the page number behind it.
  private static void bind(
      ManyHashes hashes, byte[] contents, long[] pages, int done, Fingerprint[] fingerprints) {
    int count = contents.length / Blake3.DIGEST_BYTES;
    var bound = ByteBuffer.allocate(count * BOUND_STRIDE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      checkPage(pages[done + i]);
      bound.position(i * BOUND_STRIDE);
      bound.put(contents, i * Blake3.DIGEST_BYTES, Blake3.DIGEST_BYTES);
      bound.putInt((int) pages[done + i]);
    }
    byte[] out = new byte[contents.length];
    hashes.hashShort(bound.array(), Blake3.DIGEST_BYTES + Integer.BYTES, count, out);
    var digests = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      fingerprints[done + i] = fingerprint(digests.position(i * Blake3.DIGEST_BYTES));
    }
  }

  private static Fingerprint fingerprint(ByteBuffer digest) {
    long low = digest.getLong();
    return new Fingerprint(digest.getLong(), low);
  }

  private static void checkPage(long page) {
    if (page < 1 || page > LAST_PAGE) {
      throw new IllegalArgumentException("a page number is 1 to 4,294,967,294, not " + page);
    }
  }

  private static void checkPageSize(int size) {
    if (size < SMALLEST_PAGE || size > LARGEST_PAGE || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "a page has a power of two from 512 to 65536 bytes, not " + size);
    }
  }
}
