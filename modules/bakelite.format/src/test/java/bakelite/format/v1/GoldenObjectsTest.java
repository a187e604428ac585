package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.FormatException;
import bakelite.format.ObjectBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Objects that were written once, when version 1 was made, are read and written the same for ever.
/// What fails here is a new version of the format.
///
/// Today's bytes are left in `target/golden`, to look at.
class GoldenObjectsTest {
  private static final Path WRITTEN_ONCE = Path.of("src", "test", "resources", "bakelite", "v1");
  private static final Path TODAY = Path.of("target", "golden");

  static Set<String> names() {
    return GoldenObjects.specimens().keySet();
  }

  /// A packed block depends on the release of what packed it, so only what is stored as it is must
  /// be equal.
  static Stream<String> namesOfUnpacked() {
    return names().stream().filter(name -> GoldenObjects.compression(name) == Compression.NONE);
  }

  @ParameterizedTest
  @MethodSource("namesOfUnpacked")
  void todaysWriterWritesTheSameBytes(String name) throws IOException {
    assertArrayEquals(golden(name), today(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void todaysReaderReadsWhatWasWritten(String name) throws IOException, FormatException {
    today(name);
    var object = ObjectBytes.of(name, golden(name));
    var specimen = GoldenObjects.specimens().get(name);
    RoundTripTest.isReadAs(specimen, object);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aStrangerReadsWhatWasWritten(String name) throws IOException {
    var stranger = new Stranger(golden(name));
    var specimen = GoldenObjects.specimens().get(name);
    assertEquals(specimen.end().note(), stranger.note());
    assertEquals(specimen.images().size(), stranger.images().size());
    for (int i = 0; i < specimen.images().size(); i++) {
      var expected = specimen.images().get(i);
      var found = stranger.images().get(i);
      assertEquals(expected.page(), found.page());
      assertEquals(expected.commit(), found.commit());
      assertArrayEquals(expected.bytes(), found.bytes());
    }
    assertEquals(specimen.end().table().size(), stranger.table().size());
    for (int i = 0; i < specimen.end().table().size(); i++) {
      var expected = specimen.end().table().get(i);
      var found = stranger.table().get(i);
      assertEquals(expected.index(), found.index());
      assertEquals(expected.timeMillis(), found.time());
      assertEquals(expected.pages(), found.pages());
    }
  }

  @ParameterizedTest
  @MethodSource("namesOfWholeDatabases")
  void aStrangerFindsTheDigestOfAWholeDatabase(String name) throws IOException {
    assertTrue(new Stranger(golden(name)).isWhole());
  }

  static Stream<String> namesOfWholeDatabases() {
    return Stream.of("snapshot", "pages-of-64-kib", "lz4");
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(WRITTEN_ONCE.resolve(name + ".bakelite"));
  }

  private static byte[] today(String name) throws IOException {
    var bytes = GoldenObjects.specimens().get(name).written(GoldenObjects.compression(name));
    Files.createDirectories(TODAY);
    Files.write(TODAY.resolve(name + ".bakelite"), bytes);
    return bytes;
  }
}
