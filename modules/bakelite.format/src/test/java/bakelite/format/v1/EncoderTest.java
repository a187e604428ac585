package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Fingerprint;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A writer refuses whatever a reader would refuse.
class EncoderTest {
  private static final Fingerprint ANY = new Fingerprint(1, 2);
  private final SampleHistory history = SampleHistories.drawn(3, 1024, 6);

  @Test
  void equalObjectsHaveEqualBytes() {
    var specimen = history.changeSet(1, 6);
    for (var compression : Compression.values()) {
      assertArrayEquals(specimen.written(compression), specimen.written(compression));
    }
  }

  @Test
  void imagesOutOfOrderAreRefused() throws IOException {
    try (var writer = changeSet()) {
      writer.image(2, 1, ANY, page());
      assertThrows(IllegalArgumentException.class, () -> writer.image(1, 1, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(2, 1, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(2, 2, ANY, page()));
      writer.image(2, 0, ANY, page());
      assertThrows(IllegalArgumentException.class, () -> writer.image(2, 0, ANY, page()));
    }
  }

  @Test
  void imagesOfNoPlaceAreRefused() throws IOException {
    try (var writer = changeSet()) {
      assertThrows(IllegalArgumentException.class, () -> writer.image(0, 0, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(-1, 0, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(1L << 32, 0, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(1, -1, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> writer.image(1, 6, ANY, page()));
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.image(Limits.lockPage(1024), 0, ANY, page()));
      assertThrows(
          IllegalArgumentException.class, () -> writer.image(1, 0, ANY, ByteBuffer.allocate(512)));
    }
    try (var shard = start(history.shard(6, new PageRange(3, 4)).header())) {
      assertThrows(IllegalArgumentException.class, () -> shard.image(2, 0, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> shard.image(5, 0, ANY, page()));
      assertThrows(IllegalArgumentException.class, () -> shard.image(3, 1, ANY, page()));
    }
    try (var identity = start(SampleHistory.identity(1).header())) {
      assertThrows(
          IllegalArgumentException.class, () -> identity.image(1, 0, ANY, ByteBuffer.allocate(0)));
    }
  }

  @Test
  void aPageBehindTheEndOfItsDatabaseIsRefused() throws IOException {
    var grown =
        new SampleHistory(512)
            .commit(1, 1, Map.of(1L, new byte[512]), CommitFlag.ORIGIN)
            .commit(2, 2, Map.of(2L, new byte[512]));
    var specimen = grown.changeSet(1, 2);
    try (var writer = start(specimen.header())) {
      writer.image(2, 0, ANY, ByteBuffer.allocate(512));
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> writer.finish(specimen.end()));
      assertTrue(thrown.getMessage().contains("a page up to 1"), thrown.getMessage());
    }
  }

  @Test
  void aHeaderThatAReaderWouldRefuseIsRefused() {
    var good = history.changeSet(1, 6).header();
    assertThrows(IllegalArgumentException.class, () -> start(withPageSize(good, 1000)));
    assertThrows(IllegalArgumentException.class, () -> start(withLevel(good, 256)));
    assertThrows(IllegalArgumentException.class, () -> start(withLevel(good, -1)));
  }

  @Test
  void anEndThatDoesNotBelongToTheHeaderIsRefused() {
    var specimen = history.changeSet(2, 6);
    var end = specimen.end();
    var table = end.table();
    endIsRefused(
        new ObjectEnd(List.of(), end.last(), end.beforeLast(), end.atLast(), ""), "records");
    endIsRefused(
        new ObjectEnd(table, table.getFirst(), end.beforeLast(), end.atLast(), ""),
        "the record of 6");
    endIsRefused(
        new ObjectEnd(table, end.last(), end.beforeLast(), end.atLast(), "x".repeat(4097)),
        "at most 4096");
    endIsRefused(
        new ObjectEnd(table, end.last(), end.beforeLast(), end.atLast(), "\ud800"),
        "read back it is");
    endIsRefused(
        new ObjectEnd(table.reversed(), end.last(), end.beforeLast(), end.atLast(), ""), "record");
  }

  @Test
  void nothingFollowsTheEnd() throws IOException {
    var specimen = SampleHistory.identity(1);
    try (var writer = start(specimen.header())) {
      writer.finish(specimen.end());
      assertThrows(IllegalStateException.class, () -> writer.finish(specimen.end()));
      assertThrows(IllegalStateException.class, () -> writer.image(1, 0, ANY, page()));
    }
    var closed = start(specimen.header());
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.finish(specimen.end()));
  }

  @Test
  void nothingFollowsAStreamThatFailed() throws IOException {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    var specimen = SampleHistories.drawn(1, 65536, 3).changeSet(1, 3);
    try (var writer = new Codec().write(specimen.header(), Compression.NONE, full)) {
      assertThrows(
          IOException.class,
          () -> {
            for (var image : specimen.images()) {
              writer.image(image.page(), image.commit(), ANY, ByteBuffer.wrap(image.bytes()));
            }
          });
      assertThrows(IllegalStateException.class, () -> writer.finish(specimen.end()));
    }
  }

  @Test
  void theStreamOfTheCallerStaysOpen() throws IOException {
    var sink =
        new ByteArrayOutputStream() {
          private boolean open = true;

          @Override
          public void close() {
            open = false;
          }
        };
    var specimen = SampleHistory.identity(1);
    try (var writer = new Codec().write(specimen.header(), Compression.NONE, sink)) {
      writer.finish(specimen.end());
    }
    assertTrue(sink.open);
  }

  private void endIsRefused(ObjectEnd end, String expected) {
    var specimen = history.changeSet(2, 6);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Specimen(specimen.header(), List.of(), end).written(Compression.NONE));
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
  }

  private ObjectWriter changeSet() throws IOException {
    return start(history.changeSet(1, 6).header());
  }

  private static ObjectWriter start(ObjectHeader header) throws IOException {
    return new Codec().write(header, Compression.ZSTD, OutputStream.nullOutputStream());
  }

  private static ByteBuffer page() {
    return ByteBuffer.allocate(1024);
  }

  private static ObjectHeader withPageSize(ObjectHeader h, int pageSize) {
    return new ObjectHeader(
        h.kind(),
        h.level(),
        h.identity(),
        pageSize,
        h.span(),
        h.range(),
        h.pages(),
        h.commits(),
        h.times(),
        h.before(),
        h.writer());
  }

  private static ObjectHeader withLevel(ObjectHeader h, int level) {
    return new ObjectHeader(
        h.kind(),
        level,
        h.identity(),
        h.pageSize(),
        h.span(),
        h.range(),
        h.pages(),
        h.commits(),
        h.times(),
        h.before(),
        h.writer());
  }
}
