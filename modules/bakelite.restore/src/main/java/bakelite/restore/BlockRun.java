package bakelite.restore;

import bakelite.format.Fingerprint;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Blocks of one object that are fetched together, and which of their images are wanted.
final class BlockRun {
  /// The most bytes that are fetched at once, and that are unpacked at once.
  static final int BYTES = 1 << 20;

  /// Blocks that nobody wants are fetched along when they are no more than this.
  private static final int GAP_BYTES = 64 << 10;

  private final Inventory.Entry entry;
  private final ObjectReader object;
  private final List<Integer> blocks = new ArrayList<>();
  private final List<Fingerprint> fingerprints = new ArrayList<>();
  private long[] pages = new long[64];
  private int[] images = new int[64];
  private int count;
  private int rawBytes;

  /// Starts with one image.
  BlockRun(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at) {
    this.entry = entry;
    this.object = object;
    add(at);
  }

  /// Whether an image of the same object may be added, the next one in the order of its index.
  boolean takes(ObjectReader.Image at) {
    if (at.block() == blocks.getLast()) {
      return true;
    }
    var block = object.block(at.block());
    return rawBytes + block.rawLength() <= BYTES
        && block.offset() + block.storedLength() - start() <= BYTES
        && block.offset() - end() <= GAP_BYTES
        && object.held(at.block()).isPresent() == object.held(blocks.getLast()).isPresent();
  }

  /// Adds an image.
  void add(ObjectReader.Image at) {
    if (blocks.isEmpty() || blocks.getLast() != at.block()) {
      blocks.add(at.block());
      rawBytes += object.block(at.block()).rawLength();
    }
    if (count == pages.length) {
      pages = Arrays.copyOf(pages, 2 * count);
      images = Arrays.copyOf(images, 2 * count);
    }
    pages[count] = at.page();
    images[count] = at.image();
    fingerprints.add(at.fingerprint());
    count++;
  }

  Inventory.Entry entry() {
    return entry;
  }

  ObjectReader object() {
    return object;
  }

  /// The blocks with a wanted image, ascending.
  List<Integer> blocks() {
    return blocks;
  }

  /// Bytes of these blocks, unpacked.
  int rawBytes() {
    return rawBytes;
  }

  /// Offset in the object of the first byte.
  long start() {
    return object.block(blocks.getFirst()).offset();
  }

  /// Offset in the object behind the last byte.
  long end() {
    var last = object.block(blocks.getLast());
    return last.offset() + last.storedLength();
  }

  /// The pages of the wanted images.
  long[] pages() {
    return Arrays.copyOf(pages, count);
  }

  /// Ordinal in the object of wanted image `i`.
  int image(int i) {
    return images[i];
  }

  /// What wanted image `i` must be.
  Fingerprint fingerprint(int i) {
    return fingerprints.get(i);
  }
}
