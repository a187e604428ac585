package bakelite.store.s3;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.MinioException;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/// Takes away uploads that were begun and never ended, of processes that were killed meanwhile.
/// Their parts are paid for and shown by nothing.
///
/// Only what lies below the prefix under a name that is a key can be one of ours, and only what is
/// older than any upload that may still be going on is touched. Without a prefix everything in the
/// bucket would look like ours, so nothing is.
final class Orphans {
  /// No upload takes longer than this.
  static final Duration AGE = Duration.ofHours(24);

  /// Most requests of one sweep; what is left is for the next.
  private static final int MAX_PAGES = 10;

  private static final int PAGE_SIZE = 1_000;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final Wire wire;

  Orphans(Wire wire) {
    this.wire = wire;
  }

  /// Does what it can: keys that may not list uploads are no reason to store nothing.
  void sweep() {
    if (wire.place().prefix().isEmpty()) {
      return;
    }
    try {
      sweepPages();
    } catch (IOException | StoreException | MinioException | RuntimeException e) {
      // The next start tries again.
    }
  }

  private void sweepPages() throws IOException, StoreException, MinioException {
    var ask =
        Ask.ofBucket(
            RequestKind.LIST,
            Http.Method.GET,
            "uploads",
            "",
            "max-uploads",
            Integer.toString(PAGE_SIZE),
            "prefix",
            wire.place().prefix());
    var next = ask;
    for (var page = 0; page < MAX_PAGES; page++) {
      ListMultipartUploadsResult result;
      Instant now;
      try (var answer = wire.send(next)) {
        result = Xml.unmarshal(ListMultipartUploadsResult.class, answer.text(MAX_ANSWER_BYTES));
        now =
            answer
                .header("Date")
                .flatMap(Refusals::moment)
                .map(ZonedDateTime::toInstant)
                .orElse(Instant.MIN);
      }
      for (var upload : result.uploads()) {
        if (isOurs(upload.objectName()) && upload.initiated().toInstant().plus(AGE).isBefore(now)) {
          abort(upload.objectName(), upload.uploadId());
        }
      }
      if (!result.isTruncated()
          || result.nextKeyMarker() == null
          || result.nextUploadIdMarker() == null) {
        return;
      }
      next =
          ask.query(
              "key-marker",
              result.nextKeyMarker(),
              "upload-id-marker",
              result.nextUploadIdMarker());
    }
  }

  private boolean isOurs(String object) {
    var prefix = wire.place().prefix();
    return object.startsWith(prefix) && ObjectKey.isKey(object.substring(prefix.length()));
  }

  /// Ends an upload; one that is gone, or cannot be ended, is left to a later sweep.
  void abort(String object, String id) {
    try {
      wire.send(Ask.ofObject(RequestKind.UPLOAD, Http.Method.DELETE, object).query("uploadId", id))
          .close();
    } catch (IOException | StoreException e) {
      // Nothing is lost by it but the room that its parts take.
    }
  }
}
