package bakelite.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One object whose header and tail are proved. Blocks are fetched and proved one by one.
public interface ObjectReader {
  ObjectHeader header();

  ObjectEnd end();

  /// How many page images there are.
  int images();

  /// Walks the index: page ascending, images of one page from the newest commit to the oldest.
  ImageCursor cursor();

  /// How many blocks there are.
  int blocks();

  /// Where block `number`, from 0, lies and which images are in it.
  Block block(int number);

  /// The stored bytes of a block when they came along with the tail, as they do in every object of
  /// up to 256 KiB. Empty: read them from the object.
  Optional<ByteBuffer> held(int number);

  /// Proves the stored bytes of a block by their CRC and unpacks them.
  ///
  /// @param stored exactly the bytes of `block(number)`
  /// @param raw takes the images of the block, side by side, in index order; has an array, and room
  /// @throws DamagedException when they are not the bytes of that block; `raw` stands where it
  ///   stood
  void unpack(int number, ByteBuffer stored, ByteBuffer raw) throws FormatException;

  /// The same into a buffer of its own.
  ///
  /// @return the images of the block
  default ByteBuffer unpack(int number, ByteBuffer stored) throws FormatException {
    var raw = ByteBuffer.allocate(block(number).rawLength());
    unpack(number, stored, raw);
    return raw.flip();
  }

  /// Reads every byte of the object and proves all that the object alone can prove: the CRC of each
  /// block, the fingerprint of each image, the hash of the whole object.
  ///
  /// @throws DamagedException names the first part that is wrong, and its offset
  void proveWhole(PageHasher hasher) throws IOException, FormatException;

  /// A block: up to 64 KiB of images, packed together.
  ///
  /// @param offset of the stored bytes in the object
  /// @param storedLength how many bytes are stored
  /// @param rawLength how many bytes they unpack to
  /// @param firstImage ordinal of its first image in the index
  /// @param images how many images are in it
  record Block(long offset, int storedLength, int rawLength, int firstImage, int images) {}

  /// What the index says of one image.
  interface Image {
    long page();

    /// Ordinal of the commit in this object, from 0.
    int commit();

    Fingerprint fingerprint();

    /// Ordinal of the image in the index, from 0.
    int image();

    /// Number of the block that holds it.
    int block();
  }

  /// A position in the index. Starts before the first image.
  interface ImageCursor extends Image {
    /// Moves to the next image; false at the end.
    boolean next();
  }
}
