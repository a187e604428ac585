package bakelite.format.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void everyVectorIsThere() throws IOException {
    assertEquals(22, Vectors.all().size());
  }

  @Test
  void hashIsAsPublished() throws IOException {
    for (var vector : Vectors.all()) {
      check(Blake3.hash(), vector.length(), vector.hash());
    }
  }

  @Test
  void keyedHashIsAsPublished() throws IOException {
    for (var vector : Vectors.all()) {
      check(Blake3.keyed(Vectors.KEY), vector.length(), vector.keyed());
    }
  }

  @Test
  void derivedKeyIsAsPublished() throws IOException {
    for (var vector : Vectors.all()) {
      check(Blake3.deriveKey(Vectors.CONTEXT), vector.length(), vector.derived());
    }
  }

  /// The oracle of the property tests is held to the same vectors.
  @Test
  void theReferenceIsAsPublished() throws IOException {
    for (var vector : Vectors.all()) {
      var input = Vectors.input(vector.length());
      assertBegins(vector.hash(), Reference.hash(input), vector.length());
      assertBegins(vector.keyed(), Reference.keyed(Vectors.KEY, input), vector.length());
    }
  }

  private static void check(Blake3 hash, int length, String expected) {
    hash.update(Vectors.input(length), 0, length);
    var extended = new byte[expected.length() / 2];
    hash.digest(extended);
    assertEquals(expected, HexFormat.of().formatHex(extended), length + " bytes, extended output");
    assertBegins(expected, hash.digest(), length);
  }

  private static void assertBegins(String expected, byte[] digest, int length) {
    assertEquals(32, digest.length);
    assertEquals(expected.substring(0, 64), HexFormat.of().formatHex(digest), length + " bytes");
  }
}
