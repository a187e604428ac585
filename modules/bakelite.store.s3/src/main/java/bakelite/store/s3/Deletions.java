package bakelite.store.s3;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;

/// Deletes objects, many in one request.
final class Deletions {
  /// What S3 takes in one request.
  private static final int BATCH = 1_000;

  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final Wire wire;
  private final Trouble trouble;

  Deletions(Wire wire, Trouble trouble) {
    this.wire = wire;
    this.trouble = trouble;
  }

  void delete(List<ObjectKey> keys) throws StoreException {
    if (keys.size() == 1) {
      one(keys.getFirst());
      return;
    }
    var unique = keys.stream().distinct().toList();
    for (var from = 0; from < unique.size(); from += BATCH) {
      many(unique.subList(from, Math.min(unique.size(), from + BATCH)));
    }
  }

  private void one(ObjectKey key) throws StoreException {
    var ask = Ask.ofObject(RequestKind.DELETE, Http.Method.DELETE, wire.place().object(key));
    try {
      wire.send(ask).close();
    } catch (Refusal refusal) {
      if (!refusal.code().equals("NoSuchKey")) {
        throw trouble.in("delete " + key, refusal);
      }
    } catch (IOException e) {
      throw trouble.in("delete " + key, e);
    }
  }

  private void many(List<ObjectKey> keys) throws StoreException {
    var what = String.format(Locale.ROOT, "delete %,d objects", keys.size());
    var ask = Ask.ofBucket(RequestKind.DELETE, Http.Method.POST, "delete", "");
    try (var answer = wire.send(ask.with(body(keys), 0))) {
      var text = answer.text(MAX_ANSWER_BYTES);
      var result = Xml.<DeleteResult>unmarshal(DeleteResult.class, text);
      for (var error : result.errors()) {
        if (!"NoSuchKey".equals(error.code())) {
          throw new Refusal(
              status(error.code()),
              error.code(),
              Secrets.hidden(error.message(), null),
              null,
              Headers.of());
        }
      }
    } catch (IOException e) {
      throw trouble.in(what, e);
    } catch (MinioException | RuntimeException e) {
      throw trouble.damaged(what, "a list of what was deleted", "another text");
    }
  }

  private Http.Body body(List<ObjectKey> keys) throws MinioException {
    var objects =
        keys.stream().map(key -> new DeleteRequest.Object(wire.place().object(key))).toList();
    return new Http.Body(new DeleteRequest(objects, true), null, null, null);
  }

  /// Errors inside an answer have no status of their own.
  private static int status(String code) {
    return switch (code) {
      case "AccessDenied" -> 403;
      case "InternalError" -> 500;
      default -> 400;
    };
  }
}
