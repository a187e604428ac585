package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.ObjectKey;
import bakelite.store.PutResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Objects that are larger than any buffer, of the size that the target's [Extent] names.
public interface LargeObjectRules extends StoreRules {
  /// What a provider may hold of an object: a few parts of a multipart upload, and no more for
  /// twice the size.
  long MOST_HELD_BYTES = 40L << 20;

  /// From this size on it is looked at; below, the collector's own noise would be measured.
  long MEASURED_FROM_BYTES = 64L << 20;

  /// Created, then replaced by another.
  @Test
  default void aLargeObjectComesBackByteForByte() throws Exception {
    var size = bench().extent().largestBytes();
    var key = bench().key("large");
    var first = new GeneratedContent(size, 1);
    assertInstanceOf(PutResult.Stored.class, bench().store().putIfAbsent(key, first));
    assertSame(key, first);
    assertInstanceOf(
        PutResult.AlreadyExists.class,
        bench().store().putIfAbsent(key, new GeneratedContent(size, 2)));
    var third = new GeneratedContent(size + 1, 3);
    assertEquals(size + 1, bench().store().put(key, third).size());
    assertSame(key, third);
    assertEquals(1, bench().list("").size());
  }

  private void assertSame(ObjectKey key, GeneratedContent expected) throws Exception {
    try (var fetched = bench().store().get(key)) {
      assertEquals(expected.length(), fetched.version().size());
      assertEquals(expected.length(), fetched.length());
      assertEquals(expected.length(), compare(fetched.stream(), expected, 0));
    }
  }

  /// @return how many bytes there were
  private static long compare(InputStream stream, GeneratedContent expected, long from)
      throws IOException {
    var buffer = new byte[1 << 16];
    var position = from;
    for (int n; (n = stream.readNBytes(buffer, 0, buffer.length)) > 0; position += n) {
      var at = position;
      assertTrue(
          expected.matches(position, buffer, n),
          () -> String.format(Locale.ROOT, "the bytes from %,d on", at));
    }
    return position - from;
  }

  /// Across the places where the parts of an upload meet.
  @Test
  default void aRangeOfALargeObjectIsExactlyItsBytes() throws Exception {
    var size = bench().extent().largestBytes();
    var key = bench().key("large");
    var content = new GeneratedContent(size, 4);
    assertInstanceOf(PutResult.Stored.class, bench().store().putIfAbsent(key, content));
    for (var border : List.of(5L << 20, 8L << 20, 16L << 20, 64L << 20, size)) {
      if (border <= size) {
        var from = Math.max(0, border - 70_000);
        var length = Math.min(140_000, size - from);
        try (var part = bench().store().get(key, new ByteRange(from, length))) {
          assertEquals(length, part.length());
          assertEquals(length, compare(part.stream(), content, from));
        }
      }
    }
  }

  /// A daemon has 64 MB for everything. What is held shortly before the end, after a collection, is
  /// what the provider keeps.
  @Test
  default void aLargeObjectPassesThroughConstantMemory() throws Exception {
    var size = bench().extent().largestBytes();
    if (size < MEASURED_FROM_BYTES) {
      bench()
          .leaveOut(
              "constant-memory",
              "objects of this extent are smaller than " + (MEASURED_FROM_BYTES >> 20) + " MiB");
    }
    var key = bench().key("large");
    var before = held();
    var gauge = new Gauge(size - (1 << 20));
    assertInstanceOf(
        PutResult.Stored.class,
        bench().store().putIfAbsent(key, new GeneratedContent(size, 5, gauge)));
    assertBounded("putIfAbsent", gauge.held - before);
    gauge = new Gauge(size - (1 << 20));
    bench().store().put(key, new GeneratedContent(size, 6, gauge));
    assertBounded("put", gauge.held - before);
    try (var fetched = bench().store().get(key)) {
      fetched.stream().skipNBytes(size - (1 << 20));
      assertBounded("get", held() - before);
    }
  }

  private static void assertBounded(String call, long bytes) {
    assertTrue(
        bytes <= MOST_HELD_BYTES,
        () ->
            String.format(
                Locale.ROOT,
                "%s: expected at most %,d bytes to be held, found %,d",
                call,
                MOST_HELD_BYTES,
                bytes));
  }

  private static long held() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Measures once, when it has come to a place.
  final class Gauge implements GeneratedContent.Glance {
    private final long place;
    private long held;

    private Gauge(long place) {
      this.place = place;
    }

    @Override
    public void at(long position) {
      if (position >= place && held == 0) {
        held = held();
      }
    }
  }
}
