package bakelite.store.s3;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectVersion;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import io.minio.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Stores objects.
///
/// An object that must not replace another is sent in one request with `If-None-Match: *`, however
/// large it is, up to the 5 GiB that S3 takes: that condition is what servers keep. It streams, so
/// that size costs no memory. Only what may replace, and what is larger, goes up in parts.
///
/// After the last byte left, a lost answer means that nobody knows; before it, that nothing was
/// stored, for a server stores no object that is shorter than was announced.
final class Puts {
  /// Most of the text of an answer to a put, in bytes: it should have none.
  static final int MAX_ANSWER_BYTES = 64 << 10;

  static final String IF_NONE_MATCH = "If-None-Match";

  private final Wire wire;
  private final Trouble trouble;
  private final Reads reads;
  private final Dates dates;
  private final ObjectHeaders headers;
  private final PartUploads parts;

  Puts(Wire wire, Trouble trouble, Reads reads, Dates dates, ObjectHeaders headers) {
    this.wire = wire;
    this.trouble = trouble;
    this.reads = reads;
    this.dates = dates;
    this.headers = headers;
    this.parts = new PartUploads(wire, headers, new Orphans(wire));
  }

  PutResult create(ObjectKey key, Content content) throws StoreException {
    if (content.length() > Limits.LARGEST_SINGLE_PUT) {
      return reads.head(key).isPresent()
          ? new PutResult.AlreadyExists()
          : created(key, content, Optional.empty());
    }
    var hash = ContentHash.of(content, Math.max(1, content.length()));
    return created(key, content, Optional.of(hash));
  }

  private PutResult created(ObjectKey key, Content content, Optional<ContentHash> single)
      throws StoreException {
    var what = "store " + key;
    try {
      var told =
          single.isPresent()
              ? send(key, content, single.get(), true)
              : parts.upload(key, content, true);
      return new PutResult.Stored(new ObjectVersion(content.length(), dates.of(what, told)));
    } catch (Uncertain e) {
      return new PutResult.Unknown(trouble.in(what, e.cause()));
    } catch (Refusal refusal) {
      return refused(what, refusal);
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
  }

  private PutResult refused(String what, Refusal refusal) throws StoreException {
    var code = refusal.code();
    if (refusal.status() == 412) {
      return new PutResult.AlreadyExists();
    }
    if (refusal.status() == 409 && !code.startsWith("XMinio")) {
      // A conflict with something that is going on says nothing about how it ends.
      return code.equals("ConditionalRequestConflict") || code.equals("OperationAborted")
          ? new PutResult.Unknown(trouble.in(what, refusal))
          : new PutResult.AlreadyExists();
    }
    if (refusal.status() == 501) {
      throw new StoreException.Misconfigured(
          Trouble.sentence(
              wire.place(),
              what,
              "a store that creates objects without replacing any",
              refusal.told()),
          "this store has no If-None-Match; use another, or a newer version of it",
          refusal);
    }
    throw trouble.in(what, refusal);
  }

  void replace(ObjectKey key, Content content) throws StoreException {
    var what = "store " + key;
    try {
      if (content.length() > wire.limits().singlePut()) {
        parts.upload(key, content, false);
      } else {
        send(key, content, ContentHash.of(content, Math.max(1, content.length())), false);
      }
    } catch (Uncertain e) {
      throw trouble.in(what, e.cause());
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
  }

  /// @return the store's clock when it answered
  private Optional<String> send(ObjectKey key, Content content, ContentHash hash, boolean create)
      throws IOException, StoreException {
    try (var in = Content.checked(content)) {
      var body = new SentBody(in, content.length(), hash.whole());
      var ask =
          Ask.ofObject(RequestKind.PUT, Http.Method.PUT, wire.place().object(key))
              .with(headers.now())
              .with("x-amz-checksum-sha256", body.checksum())
              .with(body, content.length());
      return stored(wire, create ? ask.with(IF_NONE_MATCH, "*") : ask, body).date();
    }
  }

  /// Sends bytes and makes sure that the answer says that they are stored.
  ///
  /// @throws Uncertain when they may be, or may not
  /// @throws UncheckedIOException when they could not be read
  static Stored stored(Wire wire, Ask ask, SentBody body) throws IOException, StoreException {
    try (var answer = wire.send(ask)) {
      answer.success(MAX_ANSWER_BYTES);
      var tag = answer.header("ETag");
      if (tag.isEmpty()) {
        throw new IOException("an answer without an ETag, which is none of S3");
      }
      return new Stored(tag.get(), answer.header("Date"));
    } catch (Refusal refusal) {
      throw Uncertain.isAbout(refusal) ? new Uncertain(refusal) : refusal;
    } catch (IOException e) {
      var broken = body.broken();
      if (broken != null) {
        throw broken;
      }
      throw body.isComplete() && !Thread.currentThread().isInterrupted() ? new Uncertain(e) : e;
    }
  }

  /// What the answer to a put told.
  ///
  /// @param tag the store's name for the content
  /// @param date its clock
  record Stored(String tag, Optional<String> date) {}
}
