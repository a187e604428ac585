package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.DamagedException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens to the bytes of an object, it is seen, and it is called damage.
class DamageTest {
  private static final PageHasher HASHER = PageHasher.of(SampleHistory.REPLICA);

  static Stream<byte[]> objects() {
    var history = SampleHistories.drawn(7, 512, 4);
    return Stream.of(
        SampleHistory.identity(5).written(Compression.NONE),
        SampleHistory.fence(9, 5).written(Compression.NONE),
        history.changeSet(1, 1).written(Compression.ZSTD),
        history.changeSet(2, 4).written(Compression.ZSTD),
        history.compacted(1, 2, 4, true).written(Compression.NONE),
        history.compacted(4, 2, 4, false).written(Compression.ZSTD),
        history.shard(4, new PageRange(2, PageRange.END)).written(Compression.ZSTD),
        history.changeSet(1, 4).written(Compression.LZ4));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyFlippedByteIsDamage(byte[] object) {
    for (int at = 0; at < object.length; at++) {
      for (int flip : new int[] {1, 0x80, 0xff, 1 + at % 255}) {
        var changed = object.clone();
        changed[at] ^= (byte) flip;
        isDamaged(changed, "byte " + at);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everyLengthButItsOwnIsDamage(byte[] object) {
    for (int length = 0; length < object.length; length++) {
      isDamaged(Arrays.copyOf(object, length), "cut to " + length);
      isDamaged(Arrays.copyOfRange(object, object.length - length, object.length), "end " + length);
    }
    for (int more : new int[] {1, 7, 256, 1000}) {
      isDamaged(Arrays.copyOf(object, object.length + more), "longer by " + more);
      var twice = Arrays.copyOf(object, object.length + more);
      System.arraycopy(
          object,
          object.length - Math.min(more, object.length),
          twice,
          object.length,
          Math.min(more, object.length));
      isDamaged(twice, "its end repeated, " + more);
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void aStretchOfZerosIsDamage(byte[] object) {
    for (int at = 0; at < object.length; at += 16) {
      var changed = object.clone();
      Arrays.fill(changed, at, Math.min(object.length, at + 64), (byte) 0);
      if (!Arrays.equals(changed, object)) {
        isDamaged(changed, "zeros at " + at);
      }
    }
  }

  private static void isDamaged(byte[] object, String how) {
    var thrown =
        assertThrows(
            DamagedException.class,
            () -> Formats.read(ObjectBytes.of("specimen", object)).proveWhole(HASHER),
            how);
    assertTrue(thrown.offset() >= 0 && thrown.offset() <= object.length, thrown.getMessage());
  }
}
