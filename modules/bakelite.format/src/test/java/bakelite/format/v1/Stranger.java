package bakelite.format.v1;

import bakelite.format.hash.Blake3;
import com.github.luben.zstd.Zstd;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Factory;

/// A reader as a stranger would write it who has `docs/format.md`, BLAKE3, Zstandard, LZ4 and
/// CRC-32C, and has never seen our code. It proves everything that the document says can be proved.
@SuppressWarnings("ArrayRecordComponent")
final class Stranger {
  record StoredImage(long page, int commit, byte[] fingerprint, byte[] bytes) {}

  record StoredCommit(long index, long time, long pages, int flags, byte[] digest) {}

  private final ByteBuffer object;
  private final int trailer;
  private final int pageSize;
  private final boolean changeSet;
  private final List<StoredImage> images = new ArrayList<>();
  private final List<StoredCommit> table = new ArrayList<>();
  private final String note;

  Stranger(byte[] bytes) {
    object = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    trailer = bytes.length - 256;
    proveEnds();
    pageSize = object.getInt(28);
    changeSet = object.get(26) == 0 && object.get(27) == 0;
    int directory = 256 + length(0);
    int index = directory + length(8);
    readIndex(index, index + length(16), unpacked(directory, index));
    readTable(index + length(16));
    note = new String(slice(trailer - length(32), length(32)), StandardCharsets.UTF_8);
    proveLineage();
  }

  List<StoredImage> images() {
    return images;
  }

  List<StoredCommit> table() {
    return table;
  }

  String note() {
    return note;
  }

  private void proveEnds() {
    check(Arrays.equals("BAKELITE".getBytes(StandardCharsets.US_ASCII), slice(0, 8)), "magic");
    check(object.getInt(252) == crc(0, 252), "header checksum");
    check(object.getShort(8) == 1 && object.getShort(10) == 256, "format");
    check(object.getInt(12) == 0 && object.getShort(168) == 0, "features");
    check(
        Arrays.equals("BAKELITE".getBytes(StandardCharsets.US_ASCII), slice(trailer + 248, 8)),
        "end magic");
    int parts = length(0) + length(8) + length(16) + length(24) + length(32);
    check(parts + 512 == object.capacity(), "lengths");
    int tail = 256 + length(0);
    var tailHash = Blake3.hash().update(object.slice(0, 256));
    tailHash.update(object.slice(tail, trailer + 184 - tail));
    check(Arrays.equals(tailHash.digest(), slice(trailer + 184, 32)), "tail hash");
    var objectHash = Blake3.hash().update(object.slice(0, trailer + 216));
    check(Arrays.equals(objectHash.digest(), slice(trailer + 216, 32)), "object hash");
    check(object.getShort(trailer + 148) == 1, "digest algorithm");
  }

  /// All images of all blocks, side by side.
  private byte[] unpacked(int directory, int end) {
    var all = new byte[0];
    int block = 256;
    for (int entry = directory; entry < end; entry += 24) {
      int stored = object.getInt(entry + 4);
      int raw = object.getInt(entry + 8);
      check(object.getInt(entry) == all.length / pageSize, "first image");
      check(object.getInt(entry + 16) == crc(block, stored), "block checksum");
      var bytes = slice(block, stored);
      var images =
          switch (object.get(entry + 12)) {
            case 0 -> bytes;
            case 1 -> Zstd.decompress(bytes, raw);
            case 2 -> LZ4Factory.safeInstance().safeDecompressor().decompress(bytes, raw);
            default -> throw new AssertionError("codec");
          };
      check(images.length == raw && raw % pageSize == 0, "raw");
      all = Arrays.copyOf(all, all.length + raw);
      System.arraycopy(images, 0, all, all.length - raw, raw);
      block += stored;
    }
    check(block == directory, "blocks length");
    return all;
  }

  private void readIndex(int from, int to, byte[] unpacked) {
    var key = derived("bakelite v1 fingerprint");
    object.position(from);
    long page = 0;
    while (object.position() < to) {
      page += varint();
      int commit = changeSet ? (int) varint() : 0;
      var fingerprint = next(16);
      int at = images.size() * pageSize;
      var bytes = Arrays.copyOfRange(unpacked, at, at + pageSize);
      var number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) page).flip();
      var inner = Blake3.keyed(key).update(bytes, 0, pageSize).digest();
      var outer = Blake3.keyed(key).update(inner, 0, 32).update(number).digest();
      check(Arrays.equals(Arrays.copyOf(outer, 16), fingerprint), "fingerprint of page " + page);
      images.add(new StoredImage(page, commit, fingerprint, bytes));
    }
    check(unpacked.length == images.size() * pageSize, "images");
  }

  private void readTable(int from) {
    object.position(from);
    long index = object.getLong(72) - 1;
    long time = object.getLong(104);
    for (int i = 0; i < object.getInt(100); i++) {
      index += varint();
      long folded = varint();
      time += (folded & 1) == 0 ? folded >>> 1 : -(folded >>> 1) - 1;
      table.add(new StoredCommit(index, time, varint(), (int) varint(), next(16)));
    }
    check(object.position() == trailer - length(32), "table length");
  }

  private void proveLineage() {
    var before = slice(120, 32);
    for (var commit : table) {
      var record =
          ByteBuffer.allocate(44)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(commit.index())
              .putLong(commit.time())
              .putInt((int) commit.pages())
              .putInt(pageSize)
              .putInt(commit.flags())
              .put(commit.digest())
              .array();
      if (commit.index() == object.getLong(80)) {
        check(Arrays.equals(record, slice(trailer + 40, 44)), "last record");
        check(Arrays.equals(before, slice(trailer + 84, 32)), "lineage before last");
      }
      before = chained(before, record);
    }
    if (!table.isEmpty()) {
      check(Arrays.equals(before, slice(trailer + 116, 32)), "lineage at last");
    } else if (object.get(26) <= 1) {
      check(
          Arrays.equals(
              chained(slice(trailer + 84, 32), slice(trailer + 40, 44)), slice(trailer + 116, 32)),
          "the one step of the lineage");
    }
  }

  /// Whether the images are the whole database as of `last`: their fingerprints add up to its
  /// digest.
  boolean isWhole() {
    var newest = new TreeMap<Long, StoredImage>();
    for (var image : images) {
      newest.putIfAbsent(image.page(), image);
    }
    var sum = BigInteger.ZERO;
    for (var image : newest.headMap(Integer.toUnsignedLong(object.getInt(96)), true).values()) {
      sum = sum.add(number(image.fingerprint()));
    }
    var digest = number(slice(trailer + 40 + 28, 16));
    return sum.mod(BigInteger.TWO.pow(128)).equals(digest);
  }

  private static BigInteger number(byte[] littleEndian) {
    var bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private byte[] chained(byte[] before, byte[] record) {
    return Blake3.keyed(derived("bakelite v1 chain"))
        .update(before, 0, 32)
        .update(record, 0, 44)
        .digest();
  }

  private byte[] derived(String context) {
    return Blake3.deriveKey(context).update(slice(32, 16), 0, 16).digest();
  }

  private int length(int field) {
    return (int) object.getLong(trailer + field);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = object.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private byte[] next(int length) {
    var bytes = new byte[length];
    object.get(bytes);
    return bytes;
  }

  private byte[] slice(int from, int length) {
    var bytes = new byte[length];
    object.get(from, bytes);
    return bytes;
  }

  private int crc(int from, int length) {
    var crc = new CRC32C();
    crc.update(object.slice(from, length));
    return (int) crc.getValue();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("docs/format.md is not enough to read the " + what);
    }
  }
}
