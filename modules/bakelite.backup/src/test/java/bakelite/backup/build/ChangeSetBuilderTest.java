package bakelite.backup.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.backup.local.CapturedCommit;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.backup.local.Journal;
import bakelite.format.CommitRecord;
import bakelite.format.Compression;
import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader.Identity;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.format.ObjectReader;
import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChangeSetBuilderTest {
  private static final int PAGE_SIZE = 512;
  private static final WalPosition POSITION =
      new WalPosition(new Salts(1, 2), 3, new Checksum(4, 5), false, PAGE_SIZE);
  private static final Cursor.Source SOURCE = new Cursor.Source(1, 2, Optional.of(POSITION));

  private final Sealer sealer =
      Sealer.of(
          new Identity(new Id128(1, 2), new Id128(3, 4), new Id128(5, 6)),
          Compression.ZSTD,
          new WriterVersion(0, 1, 0));

  /// Random commits that write, grow and shrink a database, in random batches: after each of them
  /// the record's digest is that of the whole content, and laying the images of the object over the
  /// content before the batch gives the content after each commit.
  @Property(tries = 60)
  void everyCommitOfABatchCarriesTheDigestAndThePagesOfItsContent(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var folder = Files.createTempDirectory("bakelite-test");
    try (var fingerprints = FingerprintFile.open(folder)) {
      var builder = new ChangeSetBuilder(sealer, fingerprints);
      var content = new TreeMap<Long, byte[]>();
      var cursor = start();
      for (int batch = 0; batch < 4; batch++) {
        var before = copy(content);
        var states = new HashMap<Long, NavigableMap<Long, byte[]>>();
        cursor = build(folder, random, builder, content, cursor, before, states);
      }
    } finally {
      delete(folder);
    }
  }

  private Cursor build(
      Path folder,
      SplittableRandom random,
      ChangeSetBuilder builder,
      NavigableMap<Long, byte[]> content,
      Cursor cursor,
      NavigableMap<Long, byte[]> before,
      Map<Long, NavigableMap<Long, byte[]>> states)
      throws IOException, CaptureBrokenException, FormatException {
    long first = cursor.index() + 1;
    int commits = 1 + random.nextInt(6);
    try (var journal = Journal.create(folder.resolve("journal"), first, PAGE_SIZE)) {
      for (long index = first; index < first + commits; index++) {
        long pages = commit(journal, random, content);
        journal.commit(new CapturedCommit(index, index * 10, pages, false, Optional.of(POSITION)));
        states.put(index, copy(content));
      }
      var built = builder.commits(cursor, SOURCE, journal.batch());
      var bytes = new ByteArrayOutputStream();
      var after = built.write(bytes);
      built.applied();
      var object = Formats.read(ObjectBytes.of("c", bytes.toByteArray()));
      object.proveWhole(sealer.hasher());
      for (var record : object.end().table()) {
        var expected = states.get(record.index());
        assertEquals(digest(expected), record.digest(), "digest at " + record.index());
        assertContent(expected, laidOver(before, object, bytes.toByteArray(), record));
      }
      journal.delete();
      return after;
    }
  }

  /// Writes frames of one commit: some pages twice, all that are new, sometimes fewer pages than
  /// before.
  private static long commit(
      Journal journal, SplittableRandom random, NavigableMap<Long, byte[]> content)
      throws IOException {
    long old = content.isEmpty() ? 0 : content.lastKey();
    long pages = Math.max(1, old + random.nextInt(-6, 9));
    for (int i = random.nextInt(8); i > 0; i--) {
      write(journal, random, content, 1 + random.nextLong(Math.max(old, pages)));
    }
    for (long page = old + 1; page <= pages; page++) {
      write(journal, random, content, page);
    }
    content.tailMap(pages, false).clear();
    return pages;
  }

  private static void write(
      Journal journal, SplittableRandom random, NavigableMap<Long, byte[]> content, long page)
      throws IOException {
    // Few different images, so that pages change back and stay what they were.
    var image = new byte[PAGE_SIZE];
    image[7] = (byte) random.nextInt(4);
    journal.frame(page, ByteBuffer.wrap(image));
    content.put(page, image);
  }

  private static NavigableMap<Long, byte[]> laidOver(
      NavigableMap<Long, byte[]> before, ObjectReader object, byte[] bytes, CommitRecord record)
      throws FormatException, IOException {
    var result = copy(before);
    // What a commit in between cut off must not come back; pages that come back are in the object.
    for (var each : object.end().table()) {
      if (each.index() <= record.index()) {
        result.tailMap(each.pages(), false).clear();
        for (var image : images(object, bytes, each.index()).entrySet()) {
          result.put(image.getKey(), image.getValue());
        }
      }
    }
    return result;
  }

  static Map<Long, byte[]> images(ObjectReader object, byte[] bytes, long index)
      throws FormatException, IOException {
    var found = new HashMap<Long, byte[]>();
    var cursor = object.cursor();
    while (cursor.next()) {
      if (object.header().span().first() + cursor.commit() == index) {
        var block = object.block(cursor.block());
        var stored = ByteBuffer.wrap(bytes, (int) block.offset(), block.storedLength()).slice();
        var raw = object.unpack(cursor.block(), stored);
        var image = new byte[PAGE_SIZE];
        raw.get((cursor.image() - block.firstImage()) * PAGE_SIZE, image);
        found.put(cursor.page(), image);
      }
    }
    return found;
  }

  @Test
  void aPageThatIsMissingFromAGrowingCommitIsNeverShipped() throws IOException {
    var folder = Files.createTempDirectory("bakelite-test");
    try (var fingerprints = FingerprintFile.open(folder);
        var journal = Journal.create(folder.resolve("journal"), 1, PAGE_SIZE)) {
      journal.frame(1, ByteBuffer.wrap(new byte[PAGE_SIZE]));
      journal.frame(3, ByteBuffer.wrap(new byte[PAGE_SIZE]));
      journal.commit(new CapturedCommit(1, 1, 3, false, Optional.of(POSITION)));
      var builder = new ChangeSetBuilder(sealer, fingerprints);

      var broken =
          assertThrows(
              CaptureBrokenException.class,
              () -> builder.commits(start(), SOURCE, journal.batch()));
      assertEquals(
          "cannot use commit 1: expected 3 new pages between 0 and 3, found 2", broken.reason());
    } finally {
      delete(folder);
    }
  }

  private Digest digest(NavigableMap<Long, byte[]> content) {
    var digest = Digest.EMPTY;
    for (var page : content.entrySet()) {
      Fingerprint one =
          sealer.hasher().fingerprint(page.getKey(), ByteBuffer.wrap(page.getValue()));
      digest = digest.plus(one);
    }
    return digest;
  }

  private static void assertContent(
      NavigableMap<Long, byte[]> expected, NavigableMap<Long, byte[]> found) {
    assertEquals(expected.keySet(), found.keySet());
    for (var page : expected.entrySet()) {
      assertArrayEquals(page.getValue(), found.get(page.getKey()), "page " + page.getKey());
    }
  }

  private Cursor start() {
    var value = sealer.lineage().start();
    var record = new CommitRecord(0, 0, 0, PAGE_SIZE, Set.of(), Digest.EMPTY);
    return new Cursor(new Id128(1, 2), new Id128(3, 4), 1, true, record, value, value, SOURCE);
  }

  private static NavigableMap<Long, byte[]> copy(NavigableMap<Long, byte[]> content) {
    return new TreeMap<>(content);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
