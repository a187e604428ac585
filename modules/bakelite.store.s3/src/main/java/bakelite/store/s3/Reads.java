package bakelite.store.s3;

import bakelite.store.ByteRange;
import bakelite.store.Fetched;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectVersion;
import bakelite.store.StoreException;
import io.minio.Http;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads objects, and believes an answer only when it says what it is.
///
/// A part must come with status 206 and say exactly the range that was asked for: some servers
/// answer a range with the whole object, and the first bytes of that would pass for it.
///
/// An answer to HEAD has no text: a bucket that is missing looks like an object that is, and a
/// wrong key like a wrong secret. So what is refused is asked again with GET, which says why; "not
/// there" only until the bucket was seen once.
///
/// Where a policy lets the keys list a prefix and not the bucket, Amazon and Ceph answer "denied"
/// for an object that is missing. There a listing decides, which such a policy allows.
final class Reads {
  /// No object ever has this name: the answer is wanted for its clock.
  private static final String NOTHING = ".time";

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  private final Wire wire;
  private final Trouble trouble;
  private final Names names;
  private final Dates dates;
  private final InstantSource clock;
  private volatile boolean isBucketSeen;

  Reads(Wire wire, Trouble trouble, Names names, Dates dates, InstantSource clock) {
    this.wire = wire;
    this.trouble = trouble;
    this.names = names;
    this.dates = dates;
    this.clock = clock;
  }

  Fetched whole(ObjectKey key) throws StoreException {
    var answer = open(key, get(key));
    try {
      var version = version(key, answer);
      if (answer.response().code() != 200) {
        throw trouble.damaged(
            "read " + key, "the whole object", "a part (status " + answer.response().code() + ")");
      }
      return fetched(answer, version, version.size());
    } catch (StoreException | RuntimeException e) {
      answer.close();
      throw e;
    }
  }

  Fetched part(ObjectKey key, ByteRange range) throws StoreException {
    // The end of a range is inclusive, and may lie beyond what a long holds.
    var end = range.offset() + Math.min(range.length() - 1, Long.MAX_VALUE - range.offset());
    var answer = open(key, get(key).with("Range", "bytes=" + range.offset() + "-" + end));
    try {
      var what = String.format(Locale.ROOT, "read %s at byte %,d", key, range.offset());
      if (answer.response().code() != 206) {
        throw trouble.damaged(
            what,
            String.format(Locale.ROOT, "a part of %,d bytes (status 206)", range.length()),
            "the whole object (status " + answer.response().code() + ")");
      }
      var told = answer.header("Content-Range").orElse("none");
      var matcher = CONTENT_RANGE.matcher(told);
      if (!matcher.matches()
          || Long.parseLong(matcher.group(1)) != range.offset()
          || Long.parseLong(matcher.group(2)) != range.offset() + range.length() - 1
          || length(answer) != range.length()) {
        throw trouble.damaged(
            what,
            String.format(Locale.ROOT, "%,d bytes", range.length()),
            String.format(Locale.ROOT, "a part that is '%s'", Secrets.hidden(told, null)));
      }
      var version = new ObjectVersion(Long.parseLong(matcher.group(3)), modified(what, answer));
      return fetched(answer, version, range.length());
    } catch (StoreException | RuntimeException e) {
      answer.close();
      throw e;
    }
  }

  private Ask get(ObjectKey key) {
    return Ask.ofObject(RequestKind.GET, Http.Method.GET, wire.place().object(key)).streamed();
  }

  private Fetched fetched(Wire.Answer answer, ObjectVersion version, long length) {
    return new Fetched(version, length, new BodyStream(answer, wire.limits(), clock));
  }

  private Wire.Answer open(ObjectKey key, Ask ask) throws StoreException {
    try {
      var answer = wire.send(ask);
      isBucketSeen = true;
      return answer;
    } catch (Refusal refusal) {
      if (refusal.code().equals("NoSuchKey")) {
        isBucketSeen = true;
        throw new StoreException.Missing(wire.place().name(), key);
      }
      if (refusal.status() == 416) {
        throw trouble.damaged("read " + key, "more bytes", "the end of the object before them");
      }
      if (refusal.isNoSuchKey()) {
        throw notOfS3("read " + key, refusal);
      }
      if (refusal.isHiding()) {
        return onceListed(key, ask, refusal);
      }
      throw trouble.in("read " + key, refusal);
    } catch (IOException e) {
      throw trouble.in("read " + key, e);
    }
  }

  /// An object that a listing names is asked for once more: it may have been put meanwhile.
  ///
  /// @param refusal that stays the reason where listing is refused as well
  private Wire.Answer onceListed(ObjectKey key, Ask ask, Refusal refusal) throws StoreException {
    var what = "read " + key;
    try {
      if (names.have(what, wire.place().object(key))) {
        return wire.send(ask);
      }
    } catch (Refusal another) {
      throw trouble.in(what, another.isHiding() ? refusal : another);
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
    isBucketSeen = true;
    throw new StoreException.Missing(wire.place().name(), key);
  }

  private StoreException notOfS3(String what, Refusal refusal) {
    return new StoreException.Misconfigured(
        Trouble.sentence(
            wire.place(),
            what,
            "a store of S3",
            "a server that has nothing there (" + refusal.told() + ")"),
        "check `endpoint` and its port"
            + (wire.place().pathStyle() ? "" : "; a server of your own may need path_style: true"),
        refusal);
  }

  Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    var ask = Ask.ofObject(RequestKind.HEAD, Http.Method.HEAD, wire.place().object(key));
    try (var answer = wire.send(ask)) {
      return Optional.of(version(key, answer));
    } catch (Refusal refusal) {
      if (refusal.isNoSuchKey() ? !isBucketSeen : refusal.isMute()) {
        return askedAgain(key);
      }
      if (refusal.isNoSuchKey()) {
        return Optional.empty();
      }
      throw trouble.in("look at " + key, refusal);
    } catch (IOException e) {
      throw trouble.in("look at " + key, e);
    }
  }

  private Optional<ObjectVersion> askedAgain(ObjectKey key) throws StoreException {
    try (var answer = open(key, get(key))) {
      return Optional.of(version(key, answer));
    } catch (StoreException.Missing _) {
      return Optional.empty();
    }
  }

  /// The store's clock, from the answer to a question that costs little.
  Instant time() throws StoreException {
    var what = "ask for the time";
    var nothing = wire.place().prefix() + NOTHING;
    try (var answer = wire.send(Ask.ofObject(RequestKind.HEAD, Http.Method.HEAD, nothing))) {
      return dates.of(what, answer.header("Date"));
    } catch (Refusal refusal) {
      if (refusal.isNoSuchKey()) {
        return dates.of(what, refusal.header("Date"));
      }
      if (refusal.isHiding()) {
        return timeOfListing(what, nothing);
      }
      throw trouble.in(what, refusal);
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
  }

  private Instant timeOfListing(String what, String name) throws StoreException {
    try {
      return names.page(what, name, "", 1).time();
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
  }

  private ObjectVersion version(ObjectKey key, Wire.Answer answer) throws StoreException {
    var what = "read " + key;
    long length = length(answer);
    if (length < 0) {
      throw trouble.damaged(what, "an object with a length", "an answer without one");
    }
    return new ObjectVersion(length, modified(what, answer));
  }

  private Instant modified(String what, Wire.Answer answer) throws StoreException {
    return answer
        .header("Last-Modified")
        .flatMap(Refusals::moment)
        .orElseThrow(() -> trouble.damaged(what, "an object with a time", "an answer without one"))
        .toInstant();
  }

  /// What the header says; the body of an answer to HEAD has a length of its own.
  private static long length(Wire.Answer answer) {
    return answer
        .header("Content-Length")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }
}
