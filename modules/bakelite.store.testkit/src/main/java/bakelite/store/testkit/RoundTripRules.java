package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was put comes back, whole and in part.
public interface RoundTripRules extends StoreRules {
  /// The sizes at which buffers, blocks and parts end.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 511, 4_096, 65_535, 65_536, 65_537, 1 << 20, (5 << 20) + 3})
  default void anObjectOfAnySizeComesBackByteForByte(int size) throws Exception {
    var put = bench().key("put");
    var created = bench().key("created");
    var bytes = Workbench.bytes(size, size);
    bench().store().put(put, Content.of(bytes));
    bench().create(created, bytes);
    assertArrayEquals(bytes, bench().read(put));
    assertArrayEquals(bytes, bench().read(created));
  }

  /// For the next process the store is what this one left.
  @Test
  default void whatIsStoredIsThereForAnotherClient() throws Exception {
    var key = bench().key("a/b");
    bench().put(key, "kept");
    try (var another = bench().anotherClient();
        var fetched = another.get(key)) {
      assertArrayEquals(Workbench.ascii("kept"), fetched.readExactly(key, 4));
    }
  }

  /// One object has one version, whoever tells it.
  @Test
  default void putHeadGetAndListTellTheSameVersion() throws Exception {
    var store = bench().store();
    var put = bench().key("put");
    var created = bench().key("created");
    var version = store.put(put, Content.of(Workbench.bytes(1_000, 1)));
    var result = store.putIfAbsent(created, Content.of(Workbench.bytes(500, 2)));
    assertEquals(1_000, version.size());
    assertEquals(Optional.of(version), store.head(put));
    try (var whole = store.get(put);
        var part = store.get(put, new ByteRange(10, 20))) {
      assertEquals(version, whole.version());
      assertEquals(version, part.version(), "the version is the whole object's");
    }
    var stored = assertInstanceOf(PutResult.Stored.class, result);
    var head = store.head(created).orElseThrow();
    assertEquals(500, stored.version().size());
    // A store that does not tell the object's time with its answer tells its own.
    var apart = Duration.between(head.modified(), stored.version().modified()).abs();
    assertTrue(apart.compareTo(LifecycleRules.RESOLUTION) <= 0, () -> "apart by " + apart);
    var listed = bench().list("");
    assertEquals(head, listed.get(0).version());
    assertEquals(version, listed.get(1).version());
  }

  /// A caller reserves room by what it is told.
  @Test
  default void aGetSaysHowLongItIs() throws Exception {
    var key = bench().key("a");
    bench().put(key, "0123456789");
    try (var whole = bench().store().get(key);
        var part = bench().store().get(key, new ByteRange(2, 5))) {
      assertEquals(10, whole.length());
      assertEquals(5, part.length());
    }
  }

  /// First byte, last byte, everything, and many parts in between.
  @Test
  default void aRangeIsExactlyItsBytes() throws Exception {
    var key = bench().key("a");
    var bytes = Workbench.bytes(100_000, 3);
    bench().create(key, bytes);
    assertRange(key.text(), bytes, 0, 1);
    assertRange(key.text(), bytes, bytes.length - 1, 1);
    assertRange(key.text(), bytes, 0, bytes.length);
    var random = new Random(4);
    for (var i = 0; i < 50; i++) {
      var offset = random.nextInt(bytes.length);
      assertRange(key.text(), bytes, offset, 1 + random.nextInt(bytes.length - offset));
    }
  }

  private void assertRange(String text, byte[] bytes, int offset, int length) throws Exception {
    var key = new bakelite.store.ObjectKey(text);
    try (var part = bench().store().get(key, new ByteRange(offset, length))) {
      var expected = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
      assertArrayEquals(expected, part.readExactly(key, length), () -> length + " at " + offset);
    }
  }

  /// A short answer must not pass for the bytes that were asked for.
  @Test
  default void aRangeBeyondTheEndIsRefusedAsDamaged() throws Exception {
    var store = bench().store();
    var key = bench().key("a");
    var empty = bench().key("empty");
    bench().put(key, "0123456789");
    bench().put(empty, "");
    for (var range :
        new ByteRange[] {
          new ByteRange(0, 11),
          new ByteRange(9, 2),
          new ByteRange(10, 1),
          new ByteRange(11, 1),
          new ByteRange(5, Long.MAX_VALUE),
          new ByteRange(Long.MAX_VALUE, 1),
        }) {
      assertThrows(
          StoreException.Damaged.class, () -> store.get(key, range).close(), range::toString);
    }
    var first = new ByteRange(0, 1);
    assertThrows(StoreException.Damaged.class, () -> store.get(empty, first).close());
  }

  /// Nothing is not an empty object.
  @Test
  default void whatIsNotThereIsMissing() throws Exception {
    var store = bench().store();
    var nothing = bench().key("nothing");
    var range = new ByteRange(0, 1);
    assertThrows(StoreException.Missing.class, () -> store.get(nothing).close());
    assertThrows(StoreException.Missing.class, () -> store.get(nothing, range).close());
    assertEquals(Optional.empty(), store.head(nothing));
  }

  /// A folder is not an object, and nothing is below one.
  @Test
  default void neitherTheFolderOfAnObjectNorWhatIsBelowItIsThere() throws Exception {
    var store = bench().store();
    bench().put(bench().key("a/b"));
    for (var nothing : new String[] {"a", "a/b/c"}) {
      var key = bench().key(nothing);
      assertEquals(Optional.empty(), store.head(key), nothing);
      assertThrows(StoreException.Missing.class, () -> store.get(key).close(), nothing);
    }
  }
}
