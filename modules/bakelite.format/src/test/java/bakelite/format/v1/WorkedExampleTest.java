package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The worked example of `docs/format.md` is what today's code writes and reads. A failure shows
/// the text that would be true.
class WorkedExampleTest {
  private final FormatDocument document = FormatDocument.read();

  @Test
  void theDumpIsWhatTodaysWriterWrites() {
    var today = WorkedExample.dump(WorkedExample.object());
    assertEquals(text(today), text(document.example(today.getFirst())));
  }

  @Test
  void theDumpIsWhatTodaysReaderReads() throws IOException, FormatException {
    var first = WorkedExample.dump(WorkedExample.object()).getFirst();
    var dumped = WorkedExample.undumped(document.example(first));
    assertArrayEquals(WorkedExample.object(), dumped);
    var reader = Formats.read(ObjectBytes.of("example", dumped));
    reader.proveWhole(PageHasher.of(SampleHistory.REPLICA));
    assertEquals(4, reader.images());
    assertEquals(2, reader.end().table().size());
  }

  @Test
  void everyByteOfTheDumpIsAccountedFor() {
    var apart = TakenApart.of(WorkedExample.object());
    assertEquals(text(apart), text(document.example(apart.getFirst())));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
