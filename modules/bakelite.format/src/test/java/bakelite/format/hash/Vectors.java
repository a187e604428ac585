package bakelite.format.hash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The published test vectors of BLAKE3, from a resource of one line each.
final class Vectors {
  static final byte[] KEY = "whats the Elvish word for friend".getBytes(StandardCharsets.US_ASCII);
  static final String CONTEXT = "BLAKE3 2019-12-27 16:29:52 test vectors context";

  private Vectors() {}

  /// The three outputs in hexadecimal.
  ///
  /// @param length of the input
  record Vector(int length, String hash, String keyed, String derived) {
    private static Vector parse(String line) {
      String[] words = line.split(" ", 4);
      return new Vector(Integer.parseInt(words[0]), words[1], words[2], words[3]);
    }
  }

  static List<Vector> all() throws IOException {
    try (var stream = Vectors.class.getResourceAsStream("blake3-vectors.txt");
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(Vector::parse).toList();
    }
  }

  /// The input of that length.
  static byte[] input(int length) {
    var input = new byte[length];
    for (int i = 0; i < length; i++) {
      input[i] = (byte) (i % 251);
    }
    return input;
  }
}
