package bakelite.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.store.ObjectKey;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ReplicaKeysTest {
  private static final ReplicaKeys KEYS = new ReplicaKeys("");

  @Test
  void theExamplesOfTheFormatAreReadAndWritten() {
    assertMeans("id", new ReplicaKey.Identity());
    assertMeans("c/00000000000f4240", new ReplicaKey.ChangeSet(1_000_000));
    assertMeans(
        "c/00000000000f4240-202122232425262728292a2b2c2d2e2f",
        new ReplicaKey.ChangeSet(1_000_000, new Id128(0x2021222324252627L, 0x28292a2b2c2d2e2fL)));
    assertMeans(
        "t/02/00000000000f3e58-00000000000f423f-9c41d07a",
        new ReplicaKey.TimeObject(2, 999_000, 999_999, "9c41d07a"));
    assertMeans(
        "b/0000000000000001/00000000000f0000-00001001-00002000-51b7e2c8",
        new ReplicaKey.Shard(1, 983_040, new PageRange(4097, 8192), "51b7e2c8"));
    assertMeans(
        "b/00000000000000ff/7fffffffffffffff-00000001-ffffffff-00000000",
        new ReplicaKey.Shard(255, Long.MAX_VALUE, PageRange.ALL, "00000000"));
  }

  private static void assertMeans(String text, ReplicaKey key) {
    assertEquals(text, KEYS.key(key).text());
    assertEquals(Optional.of(key), KEYS.parse(new ObjectKey(text)));
  }

  @Provide
  Arbitrary<ReplicaKey> keys() {
    var index = Arbitraries.longs().between(1, Long.MAX_VALUE);
    var page = Arbitraries.longs().between(1, PageRange.END);
    var tag = Arbitraries.strings().withChars("0123456789abcdef").ofLength(8);
    var lives =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Id128::new).optional();
    var changeSets = Combinators.combine(index, lives).as(ReplicaKey.ChangeSet::new);
    var timeObjects =
        Combinators.combine(Arbitraries.integers().between(1, 255), index, index, tag)
            .as((level, one, other, of) ->
                new ReplicaKey.TimeObject(level, Math.min(one, other), Math.max(one, other), of));
    var ranges =
        Combinators.combine(page, page)
            .as((one, other) -> new PageRange(Math.min(one, other), Math.max(one, other)));
    var shards =
        Combinators.combine(index, index, ranges, tag)
            .as((one, other, range, of) ->
                new ReplicaKey.Shard(Math.min(one, other), Math.max(one, other), range, of));
    return Arbitraries.oneOf(
        Arbitraries.just(new ReplicaKey.Identity()), changeSets, timeObjects, shards);
  }

  @Provide
  Arbitrary<String> prefixes() {
    return Arbitraries.of("", "app/", "a/b/", "c/", "id/", "b/0000000000000001/");
  }

  @Property
  void everyNameIsReadBackAsWhatItWasMadeOf(
      @ForAll("keys") ReplicaKey key, @ForAll("prefixes") String prefix) {
    var keys = new ReplicaKeys(prefix);
    assertTrue(keys.key(key).text().startsWith(prefix));
    assertEquals(Optional.of(key), keys.parse(keys.key(key)));
  }

  @Property
  void theOrderOfChangeSetsIsThatOfTheirNames(
      @ForAll("indexes") long one, @ForAll("indexes") long other) {
    var names = List.of(new ReplicaKey.ChangeSet(one), new ReplicaKey.ChangeSet(other));
    assertEquals(
        Integer.signum(Long.compare(one, other)),
        Integer.signum(KEYS.key(names.getFirst()).compareTo(KEYS.key(names.getLast()))));
  }

  @Property
  void whatLiesAtOrBeyondAnIndexIsBehindItsMark(
      @ForAll("indexes") long one, @ForAll("indexes") long other, @ForAll long life) {
    for (var name :
        List.of(
            new ReplicaKey.ChangeSet(one), new ReplicaKey.ChangeSet(one, new Id128(life, life)))) {
      assertEquals(one >= other, KEYS.key(name).compareTo(KEYS.changeSetsBefore(other)) > 0);
    }
  }

  @Provide
  Arbitrary<Long> indexes() {
    return Arbitraries.longs().between(1, Long.MAX_VALUE);
  }

  @Property
  void noOtherReplicaInTheStoreIsTakenForThisOne(
      @ForAll("keys") ReplicaKey key, @ForAll("prefixes") String prefix) {
    var elsewhere = new ReplicaKeys("other/");
    assertEquals(Optional.empty(), elsewhere.parse(new ReplicaKeys(prefix).key(key)));
    assertEquals(Optional.empty(), KEYS.parse(elsewhere.key(key)));
  }

  @Test
  void foreignNamesAreNoKeys() {
    for (var text :
        List.of(
            "id2",
            "ids/id",
            "c",
            "c/0",
            "c/00000000000f424",
            "c/00000000000f42400",
            "c/0000000000000000",
            "c/8000000000000000",
            "c/ffffffffffffffff",
            "c/00000000000f424g",
            "c/00000000000f4240.tmp",
            "c/00000000000f4240/1",
            "c/00000000000f4240-",
            "c/00000000000f4240-z",
            "c/00000000000f4240-202122232425262728292a2b2c2d2e2",
            "c/00000000000f4240-202122232425262728292a2b2c2d2e2f0",
            "c/0000000000000000-202122232425262728292a2b2c2d2e2f",
            "c/-000000000000001",
            "t/00/0000000000000001-0000000000000002-9c41d07a",
            "t/2/0000000000000001-0000000000000002-9c41d07a",
            "t/02/0000000000000002-0000000000000001-9c41d07a",
            "t/02/0000000000000001-0000000000000002-9c41d07",
            "t/02/0000000000000001-0000000000000002",
            "b/0000000000000002/0000000000000001-00000001-ffffffff-51b7e2c8",
            "b/0000000000000000/0000000000000001-00000001-ffffffff-51b7e2c8",
            "b/0000000000000001/0000000000000001-00000000-ffffffff-51b7e2c8",
            "b/0000000000000001/0000000000000001-00000002-00000001-51b7e2c8",
            "b/0000000000000001/0000000000000001-00000001-00000002-51b7e2cx",
            "b/0000000000000001/0000000000000001-00000001-51b7e2c8",
            "x/anything",
            "d/0000000000000001")) {
      assertEquals(Optional.empty(), KEYS.parse(new ObjectKey(text)), text);
    }
  }

  @Test
  void whatAListingAsksForIsWhatTheKeysBeginWith() {
    var keys = new ReplicaKeys("app/");
    var shard = new ReplicaKey.Shard(17, 18, PageRange.ALL, "00c0ffee");
    assertTrue(keys.key(shard).text().startsWith(keys.shards(17)));
    assertTrue(keys.shards(17).startsWith(keys.shards()));
    assertTrue(keys.key(new ReplicaKey.ChangeSet(1)).text().startsWith(keys.changeSets()));
    var time = new ReplicaKey.TimeObject(1, 1, 1, "00c0ffee");
    assertTrue(keys.key(time).text().startsWith(keys.timeObjects()));
    assertEquals("app/", keys.prefix());
  }

  @Test
  void aPrefixThatIsNoFolderIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ReplicaKeys("app"));
  }

  @Test
  void keysCannotHoldWhatNoReplicaHas() {
    var all = PageRange.ALL;
    for (var wrong :
        List.<Runnable>of(
            () -> new ReplicaKey.ChangeSet(0),
            () -> new ReplicaKey.TimeObject(0, 1, 1, "00c0ffee"),
            () -> new ReplicaKey.TimeObject(256, 1, 1, "00c0ffee"),
            () -> new ReplicaKey.TimeObject(1, 2, 1, "00c0ffee"),
            () -> new ReplicaKey.TimeObject(1, 1, 1, "00C0FFEE"),
            () -> new ReplicaKey.Shard(0, 1, all, "00c0ffee"),
            () -> new ReplicaKey.Shard(2, 1, all, "00c0ffee"),
            () -> new ReplicaKey.Shard(1, 1, all, "00c0ffe"),
            () -> new ReplicaKey.Shard(1, 1, new PageRange(0, 1), "00c0ffee"),
            () -> new ReplicaKey.Shard(1, 1, new PageRange(2, 1), "00c0ffee"),
            () -> new ReplicaKey.Shard(1, 1, new PageRange(1, 1L << 32), "00c0ffee"))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
  }
}
