package bakelite.store.s3;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.MinioException;
import io.minio.messages.CompleteMultipartUpload;
import io.minio.messages.InitiateMultipartUploadResult;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stores an object in parts, one after the other, from one stream. Nothing is to be seen of it
/// before the last request completes it, and what is given up is aborted, so that its parts are not
/// paid for.
final class PartUploads {
  private final Wire wire;
  private final ObjectHeaders headers;
  private final Orphans orphans;
  private final AtomicBoolean swept = new AtomicBoolean();

  PartUploads(Wire wire, ObjectHeaders headers, Orphans orphans) {
    this.wire = wire;
    this.headers = headers;
    this.orphans = orphans;
  }

  /// @param create whether the completion must not replace an object
  /// @return the store's clock when it answered
  /// @throws Uncertain when the completion was not answered
  Optional<String> upload(ObjectKey key, Content content, boolean create)
      throws IOException, StoreException {
    var object = wire.place().object(key);
    long partBytes = wire.limits().partOf(content.length());
    var hash = ContentHash.of(content, partBytes);
    if (!swept.getAndSet(true)) {
      orphans.sweep();
    }
    var id = begin(object);
    try {
      var parts = send(object, id, content, partBytes, hash);
      return complete(object, id, parts, content.length(), create);
    } catch (Uncertain e) {
      // It may be completed at this moment. If not, a later sweep takes it away.
      throw e;
    } catch (IOException | StoreException | RuntimeException e) {
      abort(object, id);
      throw e;
    }
  }

  private String begin(String object) throws IOException, StoreException {
    var ask = Ask.ofObject(RequestKind.UPLOAD, Http.Method.POST, object).query("uploads", "");
    try (var answer = wire.send(ask.with(headers.now()))) {
      var text = answer.text(Puts.MAX_ANSWER_BYTES);
      return Xml.<InitiateMultipartUploadResult>unmarshal(InitiateMultipartUploadResult.class, text)
          .uploadId();
    } catch (MinioException | RuntimeException e) {
      throw new IOException("the answer to the beginning of an upload cannot be understood", e);
    }
  }

  private List<Part> send(
      String object, String id, Content content, long partBytes, ContentHash hash)
      throws IOException, StoreException {
    var parts = new ArrayList<Part>();
    try (var in = Content.checked(content)) {
      long left = content.length();
      for (var sha256 : hash.parts()) {
        var body = new SentBody(in, Math.min(left, partBytes), sha256);
        int number = parts.size() + 1;
        var ask =
            Ask.ofObject(RequestKind.PUT, Http.Method.PUT, object)
                .query("partNumber", Integer.toString(number), "uploadId", id)
                .with(body, body.length());
        parts.add(new Part(number, tag(Puts.stored(wire, ask, body))));
        left -= body.length();
      }
    } catch (Uncertain e) {
      // A part that may be there is nothing that anybody sees.
      throw e.cause();
    }
    return parts;
  }

  private static String tag(Puts.Stored stored) {
    return stored.tag().replace("\"", "");
  }

  private Optional<String> complete(
      String object, String id, List<Part> parts, long bytes, boolean create)
      throws IOException, StoreException {
    var ask = Ask.ofObject(RequestKind.UPLOAD, Http.Method.POST, object).query("uploadId", id);
    if (create) {
      ask = ask.with(Puts.IF_NONE_MATCH, "*");
    }
    try (var answer = wire.send(ask.with(body(parts), bytes))) {
      var text = answer.success(Puts.MAX_ANSWER_BYTES);
      if (!text.contains("CompleteMultipartUploadResult")) {
        throw new IOException(
            String.format(
                Locale.ROOT, "an answer of %d characters that completes nothing", text.length()));
      }
      return answer.header("Date");
    } catch (Refusal refusal) {
      throw Uncertain.isAbout(refusal) ? new Uncertain(refusal) : refusal;
    } catch (IOException e) {
      throw Thread.currentThread().isInterrupted() ? e : new Uncertain(e);
    }
  }

  private static Http.Body body(List<Part> parts) throws IOException {
    try {
      var message = new CompleteMultipartUpload(parts.toArray(new Part[0]));
      return new Http.Body(message, null, null, null);
    } catch (MinioException e) {
      throw new IOException("the end of an upload cannot be written", e);
    }
  }

  /// Also for a thread that was interrupted, which still is afterwards.
  private void abort(String object, String id) {
    boolean interrupted = Thread.interrupted();
    try {
      orphans.abort(object, id);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
