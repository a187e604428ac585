package bakelite.store.s3;

import io.minio.credentials.Credentials;
import org.jspecify.annotations.Nullable;

/// Keeps keys out of what a server or a library says.
final class Secrets {
  /// Longest text of others that a message repeats, in characters.
  private static final int MAX_LENGTH = 300;

  private Secrets() {}

  /// A text of others without the keys, on one line, not endless.
  static String hidden(@Nullable String text, @Nullable Credentials credentials) {
    if (text == null) {
      return "";
    }
    var shown = text;
    if (credentials != null) {
      shown = without(shown, credentials.secretKey());
      shown = without(shown, credentials.sessionToken());
      shown = without(shown, credentials.accessKey());
    }
    shown = shown.replaceAll("\\p{Cntrl}+", " ").strip();
    return shown.length() > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) + "…" : shown;
  }

  private static String without(String text, @Nullable String secret) {
    return secret == null || secret.isEmpty() ? text : text.replace(secret, "***");
  }
}
