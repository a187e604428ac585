package bakelite.store.s3;

import static bakelite.store.s3.ScriptedServer.answer;
import static bakelite.store.s3.ScriptedServer.error;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Large objects, uploads that break off, and calls that are stopped.
final class TransfersTest {
  private static final ObjectKey KEY = new ObjectKey("c/1");
  private static final int PART = 5 << 20;
  private static final Limits PARTS =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1),
          8 << 10,
          PART,
          PART);

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Content broken(byte[] bytes, int at) {
    return new Content() {
      private int opened;

      @Override
      public long length() {
        return bytes.length;
      }

      // Good when it is hashed, broken when it is sent.
      @Override
      public InputStream open() {
        var good = opened++ == 0;
        return new java.io.ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int wanted) {
            if (!good && pos >= at) {
              throw new UncheckedIOException(new IOException("the source broke"));
            }
            return super.read(target, offset, wanted);
          }
        };
      }
    };
  }

  @Test
  void anObjectInPartsComesBackByteForByte() throws Exception {
    try (var server = new S3ProxyServer();
        var store = server.open(PARTS)) {
      for (var length : new int[] {PART, PART + 1, 2 * PART, 2 * PART + 12_345}) {
        var bytes = bytes(length);
        var version = store.put(KEY, Content.of(bytes));
        assertEquals(Optional.of(version), store.head(KEY));
        try (var fetched = store.get(KEY)) {
          assertArrayEquals(bytes, fetched.readExactly(KEY, length));
        }
      }
      assertEquals(List.of(), server.openUploads(), "none is left open");
    }
  }

  @Test
  void anUploadThatBreaksShowsNothingAndIsEnded() throws Exception {
    try (var server = new S3ProxyServer();
        var store = server.open(PARTS)) {
      var content = broken(bytes(3 * PART), 2 * PART);
      assertThrows(UncheckedIOException.class, () -> store.put(KEY, content));
      assertEquals(Optional.empty(), store.head(KEY));
      assertEquals(List.of(), store.list("", Optional.empty()).objects());
      assertEquals(List.of(), server.openUploads(), "its parts are not paid for");
    }
  }

  @Test
  void onlyOldUploadsOfOursAreSweptAway() throws Exception {
    var old = "2026-11-29T20:39:00.000Z";
    var young = "2026-11-29T20:41:00.000Z";
    try (var server =
        new ScriptedServer()
            .says(
                answer(
                    "200 OK",
                    "",
                    "<ListMultipartUploadsResult><Bucket>scripted</Bucket><MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated>"
                        + upload("app/c/1", "ours-old", old)
                        + upload("app/c/2", "ours-young", young)
                        + upload("app/Photo.JPG", "theirs", old)
                        + upload("apple/c/1", "elsewhere", old)
                        + "</ListMultipartUploadsResult>"),
                answer("204 No Content", "", ""),
                error("403 Forbidden", "AccessDenied", "x"))) {
      var store = server.open(ScriptedServer.QUICK, Map.of("prefix", "app"));
      assertThrows(StoreException.Denied.class, () -> store.put(KEY, Content.of(new byte[100])));
      var asked = server.requests();
      assertEquals(3, asked.size(), asked::toString);
      assertTrue(asked.get(0).startsWith("GET /scripted?"), asked.get(0));
      assertTrue(asked.get(0).contains("prefix=app%2F"), asked.get(0));
      assertTrue(
          asked.get(1).startsWith("DELETE /scripted/app/c/1?uploadId=ours-old "), asked.get(1));
      assertTrue(asked.get(2).startsWith("POST /scripted/app/c/1?uploads"), asked.get(2));
    }
  }

  private static String upload(String key, String id, String initiated) {
    return "<Upload><Key>"
        + key
        + "</Key><UploadId>"
        + id
        + "</UploadId><Initiator><ID>i</ID></Initiator><Owner><ID>o</ID></Owner>"
        + "<StorageClass>STANDARD</StorageClass><Initiated>"
        + initiated
        + "</Initiated></Upload>";
  }

  /// A thread that waits for a silent server, and one that sends to a server that takes nothing.
  @Test
  @Timeout(30)
  void aCallThatIsInterruptedEndsSoon() throws Exception {
    var patient =
        new Limits(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 1, 1 << 30, PART);
    try (var server = new ScriptedServer()) {
      var store = server.open(patient, Map.of());
      var large = Content.of(new byte[64 << 20]);
      server.does(new ScriptedServer.Reply("", false, false));
      for (ThrowingCall call :
          List.<ThrowingCall>of(
              () -> store.head(KEY),
              () -> store.list("", Optional.empty()),
              () -> store.putIfAbsent(KEY, Content.of(new byte[10])),
              () -> store.putIfAbsent(KEY, large))) {
        assertEndsSoon(call);
      }
      store.close();
    }
  }

  private interface ThrowingCall {
    void run() throws StoreException;
  }

  private static void assertEndsSoon(ThrowingCall call) throws Exception {
    var ended = new CompletableFuture<Boolean>();
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                call.run();
                ended.completeExceptionally(new AssertionError("expected no answer"));
              } catch (StoreException.Unreachable e) {
                ended.complete(Thread.currentThread().isInterrupted());
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            });
    thread.join(Duration.ofMillis(300));
    thread.interrupt();
    assertTrue(ended.get(5, TimeUnit.SECONDS), "still interrupted");
  }
}
