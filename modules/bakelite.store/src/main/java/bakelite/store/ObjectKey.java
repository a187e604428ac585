package bakelite.store;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name of one object inside a destination: `[a-z0-9._-]` segments joined by `/`.
///
/// The alphabet is the one that every server tried keeps apart: no upper case (two names on a
/// case-folding disk), no empty segment (`//` is one key on S3 and another on MinIO). No segment
/// begins with a dot: those names belong to the providers.
///
/// @param text at most 900 ASCII characters, no segment longer than 200
public record ObjectKey(String text) implements Comparable<ObjectKey> {
  /// Longest key, in characters.
  public static final int MAX_LENGTH = 900;

  /// Longest segment, in characters.
  public static final int MAX_SEGMENT = 200;

  private static final Pattern SEGMENT =
      Pattern.compile("[a-z0-9_-][a-z0-9._-]{0," + (MAX_SEGMENT - 1) + "}");

  public ObjectKey {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_LENGTH + " characters, not " + text.length());
    }
    for (var segment : text.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "cannot use the key '%s': expected segments of [a-z0-9._-] up to %d characters that do not begin with a dot, found '%s'",
                text,
                MAX_SEGMENT,
                segment));
      }
    }
  }

  /// Whether a text can be a key.
  public static boolean isKey(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (var segment : text.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        return false;
      }
    }
    return true;
  }

  /// Ascending by characters, which are ASCII: the order of every listing.
  @Override
  public int compareTo(ObjectKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
