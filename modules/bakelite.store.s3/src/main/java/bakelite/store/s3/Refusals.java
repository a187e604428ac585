package bakelite.store.s3;

import bakelite.store.StoreException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What an error of the protocol means for whoever has to act.
///
/// Servers agree on the names of errors more than on their statuses, so the name is looked at
/// first.
final class Refusals {
  /// What a store that says "slow down" and not for how long is given.
  private static final Duration BREATHER = Duration.ofSeconds(1);

  /// A store cannot stop us for longer than this by one answer.
  private static final Duration LONGEST_BREATHER = Duration.ofMinutes(5);

  private static final Set<String> SLOW_DOWN =
      Set.of(
          "SlowDown",
          "SlowDownRead",
          "SlowDownWrite",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "TooManyRequests",
          "ServiceUnavailable",
          "Busy");

  /// Bytes that were lost or changed on their way, and conflicts that pass.
  private static final Set<String> PASSING =
      Set.of(
          "BadDigest",
          "XAmzContentSHA256Mismatch",
          "XAmzContentChecksumMismatch",
          "IncompleteBody",
          "RequestTimeout",
          "OperationAborted",
          "ConditionalRequestConflict",
          "NoSuchUpload",
          "InternalError");

  private static final Set<String> FULL =
      Set.of(
          "QuotaExceeded",
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "InsufficientStorage",
          "InsufficientCapacity",
          "StorageLimitExceeded");

  private final Place place;

  Refusals(Place place) {
    this.place = place;
  }

  StoreException in(String what, Refusal refusal) {
    var code = refusal.code();
    int status = refusal.status();
    if (SLOW_DOWN.contains(code) || status == 429 || status == 503) {
      return throttled(what, refusal);
    }
    if (isOfTheRegion(refusal)) {
      return region(what, refusal);
    }
    var known = byCode(what, refusal);
    if (known.isPresent()) {
      return known.get();
    }
    if (FULL.contains(code) || status == 507) {
      return misconfigured(
          what, "room for it", refusal, "make room in the bucket, or raise its quota");
    }
    if (PASSING.contains(code)
        || (status >= 500 && status != 501)
        || status == 408
        || status < 300) {
      return new StoreException.Unreachable(
          sentence(what, "an answer", "trouble of the store (" + refusal.told() + ")"),
          "it is tried again",
          refusal);
    }
    if (status == 401 || status == 403) {
      return denied(
          what,
          "permission",
          refusal,
          "let the owner of these keys do it; docs/stores.md has the policy that is needed");
    }
    return misconfigured(
        what,
        "a request that the store takes",
        refusal,
        "check `endpoint`, `bucket`, `region`, `storage_class` and the settings of the bucket");
  }

  private Optional<StoreException> byCode(String what, Refusal refusal) {
    return Optional.ofNullable(
        switch (refusal.code()) {
          case "NoSuchBucket", "InvalidBucketName", "NoSuchWebsiteConfiguration" ->
              misconfigured(
                  what,
                  "the bucket '" + place.bucket() + "'",
                  refusal,
                  place.pathStyle()
                      ? "create the bucket, or correct `bucket`"
                      : "create the bucket, or correct `bucket`; a server of your own may need path_style: true");
          case "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException" ->
              denied(
                  what,
                  "an access key that the store knows",
                  refusal,
                  "check access_key or AWS_ACCESS_KEY_ID, and that `endpoint` is the store that it is for");
          case "SignatureDoesNotMatch" ->
              denied(
                  what,
                  "the secret key that belongs to the access key",
                  refusal,
                  "check secret_key or AWS_SECRET_ACCESS_KEY, also for blanks at its end; a proxy that changes headers has the same effect");
          case "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired" ->
              denied(
                  what,
                  "keys that are valid now",
                  refusal,
                  "renew session_token or AWS_SESSION_TOKEN and both keys; a file that holds them is read again");
          case "RequestTimeTooSkewed", "RequestExpired", "AccessDeniedRequestExpired" ->
              skewed(what, refusal);
          case "EntityTooLarge", "HTTP 413" ->
              misconfigured(
                  what,
                  "a store that takes objects of this size",
                  refusal,
                  "raise the limit of the store, or of the proxy before it (client_max_body_size in nginx)");
          case "InvalidStorageClass" ->
              misconfigured(
                  what, "a storage class of this store", refusal, "correct `storage_class`");
          case "InvalidObjectState" ->
              misconfigured(
                  what,
                  "an object that can be read at once",
                  refusal,
                  "it was moved to an archive: restore it there, and take the lifecycle rule off this prefix");
          case "HTTP 301", "HTTP 302", "HTTP 307", "HTTP 308" ->
              misconfigured(
                  what,
                  "a store at " + place.endpoint().orElse(place.host()),
                  refusal,
                  "check `endpoint`: http or https, and the port of the S3 protocol, not of a console");
          default -> null;
        });
  }

  private static boolean isOfTheRegion(Refusal refusal) {
    return switch (refusal.code()) {
      case "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "InvalidRegionName",
          "InvalidRegion" ->
          true;
      // Without a text, as an answer to HEAD; other 400s name no region.
      case "HTTP 301", "HTTP 307", "HTTP 400" -> refusal.region().isPresent();
      default -> false;
    };
  }

  private StoreException region(String what, Refusal refusal) {
    return misconfigured(
        what,
        "the region of the bucket"
            + refusal.region().map(region -> ", which is " + region).orElse(""),
        place.region() + " (" + refusal.told() + ")",
        refusal
            .region()
            .map(region -> "set region: " + region)
            .orElse("set `region` to the one that the bucket was created in"),
        refusal);
  }

  private StoreException skewed(String what, Refusal refusal) {
    var theirs = refusal.header("Date").map(date -> ", and it is " + date + " there").orElse("");
    return misconfigured(
        what,
        "a clock within 15 minutes of the store's" + theirs,
        refusal,
        "set the clock of this machine, for example with `timedatectl set-ntp true`");
  }

  private StoreException throttled(String what, Refusal refusal) {
    var after = refusal.header(HttpClients.RETRY_AFTER).flatMap(Refusals::pause).orElse(BREATHER);
    return new StoreException.Throttled(
        sentence(what, "an answer", "a request to slow down (" + refusal.told() + ")"),
        after.compareTo(LONGEST_BREATHER) > 0 ? LONGEST_BREATHER : after,
        refusal);
  }

  private static Optional<Duration> pause(String seconds) {
    return seconds.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }

  /// The moment of an answer's header, such as `Date`.
  static Optional<ZonedDateTime> moment(String header) {
    try {
      return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private StoreException denied(String what, String expected, Refusal refusal, String hint) {
    return new StoreException.Denied(sentence(what, expected, found(refusal)), hint, refusal);
  }

  private StoreException misconfigured(String what, String expected, Refusal refusal, String hint) {
    return misconfigured(what, expected, found(refusal), hint, refusal);
  }

  private StoreException misconfigured(
      String what, String expected, String found, String hint, Refusal refusal) {
    return new StoreException.Misconfigured(sentence(what, expected, found), hint, refusal);
  }

  private static String found(Refusal refusal) {
    return String.format(Locale.ROOT, "%s (status %d)", refusal.told(), refusal.status());
  }

  private String sentence(String what, String expected, String found) {
    return Trouble.sentence(place, what, expected, found);
  }
}
