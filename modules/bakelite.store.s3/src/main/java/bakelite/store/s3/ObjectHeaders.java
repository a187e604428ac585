package bakelite.store.s3;

import static bakelite.store.s3.Place.misconfigured;

import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import io.minio.Http;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What is asked of the store for every object that is put: its class, its encryption at rest, and
/// how long nobody may delete it.
final class ObjectHeaders {
  private static final List<String> ENCRYPTIONS = List.of("AES256", "aws:kms", "aws:kms:dsse");
  private static final List<String> LOCKS = List.of("GOVERNANCE", "COMPLIANCE");
  private static final int MOST_DAYS = 36_500;

  private final Http.Headers always = new Http.Headers();
  private final Optional<String> lock;
  private final Duration locked;
  private final InstantSource clock;

  /// @throws StoreException.Misconfigured names the key that is wrong
  ObjectHeaders(StoreSettings settings, InstantSource clock) throws StoreException {
    this.clock = clock;
    settings
        .value(StoreKeys.STORAGE_CLASS)
        .ifPresent(name -> always.set("x-amz-storage-class", name));
    var encryption = oneOf(settings, StoreKeys.SSE, ENCRYPTIONS);
    encryption.ifPresent(name -> always.set("x-amz-server-side-encryption", name));
    var key = settings.value(StoreKeys.SSE_KMS_KEY);
    if (key.isPresent() && encryption.filter(name -> name.startsWith("aws:kms")).isEmpty()) {
      throw misconfigured("sse: aws:kms beside sse_kms_key", "none", "set `sse`");
    }
    key.ifPresent(id -> always.set("x-amz-server-side-encryption-aws-kms-key-id", id));
    this.lock = oneOf(settings, StoreKeys.OBJECT_LOCK_MODE, LOCKS);
    this.locked = days(settings);
    if (lock.isPresent() == locked.isZero()) {
      throw misconfigured(
          "object_lock_mode and object_lock_for together",
          lock.isPresent() ? "no object_lock_for" : "no object_lock_mode",
          "for example object_lock_mode: GOVERNANCE and object_lock_for: 30d");
    }
  }

  private static Optional<String> oneOf(StoreSettings settings, String key, List<String> words)
      throws StoreException {
    var text = settings.value(key);
    if (text.isPresent() && !words.contains(text.get())) {
      throw misconfigured(key + " to be one of " + words, "'" + text.get() + "'", "correct it");
    }
    return text;
  }

  private static Duration days(StoreSettings settings) throws StoreException {
    var text = settings.value(StoreKeys.OBJECT_LOCK_FOR);
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (!text.get().matches("[1-9][0-9]{0,4}d")
        || Integer.parseInt(text.get().replace("d", "")) > MOST_DAYS) {
      throw misconfigured(
          "object_lock_for in days, such as 30d", "'" + text.get() + "'", "correct it");
    }
    return Duration.ofDays(Integer.parseInt(text.get().replace("d", "")));
  }

  /// For an object that is put now.
  Http.Headers now() {
    var headers = new Http.Headers(always);
    lock.ifPresent(mode -> {
      var until = clock.instant().plus(locked).truncatedTo(ChronoUnit.SECONDS);
      headers.set("x-amz-object-lock-mode", mode);
      headers.set("x-amz-object-lock-retain-until-date", until.toString());
    });
    return headers;
  }
}
