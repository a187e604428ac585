package bakelite.format;

import bakelite.format.hash.Blake3;
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
    var bytes = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    long low = bytes.getLong();
    return new Fingerprint(bytes.getLong(), low);
  }

  /// Fingerprints many pages at once, several times faster than one by one.
  ///
  /// @param images `pages.length` images side by side; the position is moved to the limit
  /// @param pages the page number of each image
  public Fingerprint[] fingerprints(long[] pages, ByteBuffer images) {
    var fingerprints = new Fingerprint[pages.length];
    if (pages.length == 0 ? images.hasRemaining() : images.remaining() % pages.length != 0) {
      throw new IllegalArgumentException(
          images.remaining() + " bytes are not the images of " + pages.length + " pages");
    }
    for (int i = 0; i < pages.length; i++) {
      int size = images.remaining() / (pages.length - i);
      fingerprints[i] = fingerprint(pages[i], images.slice(images.position(), size));
      images.position(images.position() + size);
    }
    return fingerprints;
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
