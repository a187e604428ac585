package bakelite.store.s3;

import bakelite.store.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads a content once before it is sent: it must be readable and as long as it says before the
/// first byte leaves, and the SHA-256 of every request is part of its signature.
///
/// @param parts the hash of each part in order, hexadecimal; one for an empty content
record ContentHash(List<String> parts) {
  private static final int BUFFER_BYTES = 1 << 16;

  ContentHash {
    parts = List.copyOf(parts);
  }

  /// The hash of all, where all is one part.
  String whole() {
    return parts.getFirst();
  }

  /// @param partBytes the size of every part but the last
  /// @throws UncheckedIOException when the content breaks or lies
  static ContentHash of(Content content, long partBytes) {
    var parts = new ArrayList<String>();
    var digest = sha256();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Content.checked(content)) {
      long inPart = 0;
      while (true) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, partBytes - inPart));
        if (n < 0) {
          break;
        }
        digest.update(buffer, 0, n);
        inPart += n;
        if (inPart == partBytes) {
          parts.add(HexFormat.of().formatHex(digest.digest()));
          inPart = 0;
        }
      }
      if (inPart > 0 || parts.isEmpty()) {
        parts.add(HexFormat.of().formatHex(digest.digest()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ContentHash(parts);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
