package bakelite.backup.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final int PAGE_SIZE = 512;

  @TempDir Path folder;

  @Test
  void givesBackEveryCommitAfterARestart() throws IOException {
    try (var journal = Journal.create(folder, 7, PAGE_SIZE)) {
      journal.frame(1, page(1));
      journal.frame(0xffff_fffeL, page(2));
      journal.commit(commit(7));
      journal.frame(1, page(3));
      journal.commit(commit(8));
      journal.sync();
    }

    try (var recovered = Journal.recover(folder.resolve(IndexNames.of(7))).orElseThrow()) {
      assertEquals(java.util.List.of(commit(7), commit(8)), recovered.commits());
      var batch = recovered.batch();
      assertEquals(3, batch.images());
      assertEquals(0xffff_fffeL, batch.page(1));
      assertEquals(1, batch.commit(2));
      assertArrayEquals(page(3).array(), read(batch, 2));
    }
  }

  @Test
  void cutsOffWhatHasNoWholeCommitWhereverTheFileEnds() throws IOException {
    long wholeOne;
    var path = folder.resolve(IndexNames.of(1));
    try (var journal = Journal.create(folder, 1, PAGE_SIZE)) {
      journal.frame(3, page(1));
      journal.commit(commit(1));
      wholeOne = journal.bytes();
      journal.frame(4, page(2));
      journal.frame(5, page(3));
      journal.commit(commit(2));
      journal.sync();
    }
    var bytes = Files.readAllBytes(path);
    for (int length = (int) wholeOne; length < bytes.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(bytes, length));
      try (var recovered = Journal.recover(path).orElseThrow()) {
        assertEquals(1, recovered.commits().size(), "cut to " + length);
        assertEquals(1, recovered.batch().images());
        assertEquals(wholeOne, Files.size(path));
      }
    }
  }

  @Test
  void refusesACommitInWhichAnyByteWasChanged() throws IOException {
    var path = folder.resolve(IndexNames.of(1));
    try (var journal = Journal.create(folder, 1, PAGE_SIZE)) {
      journal.frame(3, page(1));
      journal.commit(commit(1));
      journal.sync();
    }
    var bytes = Files.readAllBytes(path);
    for (int at = JournalRecords.PREAMBLE_BYTES; at < bytes.length; at++) {
      var changed = bytes.clone();
      changed[at] ^= 0x40;
      Files.write(path, changed);
      try (var recovered = Journal.recover(path).orElseThrow()) {
        assertTrue(recovered.commits().isEmpty(), "flipped byte " + at);
      }
    }
  }

  @Test
  void goesOnAfterFramesWhoseCommitNeverCame() throws IOException {
    try (var journal = Journal.create(folder, 1, PAGE_SIZE)) {
      journal.frame(9, page(1));
      journal.dropOpenFrames();
      journal.frame(3, page(2));
      journal.commit(commit(1));
      journal.sync();
    }

    try (var recovered = Journal.recover(folder.resolve(IndexNames.of(1))).orElseThrow()) {
      assertEquals(1, recovered.batch().images());
      assertArrayEquals(page(2).array(), read(recovered.batch(), 0));
    }
  }

  @Test
  void takesATransactionThatIsLargerThanItsBuffer() throws IOException {
    int frames = 2000;
    try (var journal = Journal.create(folder, 1, PAGE_SIZE)) {
      for (int i = 1; i <= frames; i++) {
        journal.frame(i, page(i));
      }
      journal.commit(commit(1));
      journal.sync();
    }

    try (var recovered = Journal.recover(folder.resolve(IndexNames.of(1))).orElseThrow()) {
      var batch = recovered.batch();
      assertEquals(frames, batch.images());
      assertArrayEquals(page(1234).array(), read(batch, 1233));
    }
  }

  private static byte[] read(CapturedBatch batch, int image) throws IOException {
    var target = ByteBuffer.allocate(PAGE_SIZE);
    batch.read(image, target);
    return target.array();
  }

  private static CapturedCommit commit(long index) {
    var position =
        new WalPosition(new Salts(1, -2), index * 3, new Checksum(-5, 6), true, PAGE_SIZE);
    return new CapturedCommit(
        index, 1_700_000_000_000L + index, 100 + index, index % 2 == 0, Optional.of(position));
  }

  private static ByteBuffer page(int seed) {
    var bytes = new byte[PAGE_SIZE];
    new Random(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
