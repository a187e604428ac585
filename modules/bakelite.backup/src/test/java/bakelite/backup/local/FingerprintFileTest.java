package bakelite.backup.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintFileTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasPutInAnyOrderAcrossARestart() throws IOException {
    var random = new Random(11);
    var expected = new HashMap<Long, Fingerprint>();
    try (var file = FingerprintFile.open(folder)) {
      for (int i = 0; i < 5000; i++) {
        long page = 1L + random.nextInt(20_000);
        var fingerprint = new Fingerprint(random.nextLong(), random.nextLong());
        expected.put(page, fingerprint);
        file.put(page, fingerprint, page * 2);
        assertEquals(fingerprint, file.get(page));
      }
      file.flush();
      file.force();
    }

    try (var file = FingerprintFile.open(folder)) {
      for (var entry : expected.entrySet()) {
        assertEquals(entry.getValue(), file.get(entry.getKey()));
        assertEquals(entry.getKey() * 2, file.lastChange(entry.getKey()));
      }
    }
  }

  @Test
  void aPageThatWasNeverPutHasNoFingerprint() throws IOException {
    try (var file = FingerprintFile.open(folder)) {
      file.put(1, new Fingerprint(1, 2), 3);

      assertEquals(Fingerprint.NONE, file.get(2));
      assertEquals(Fingerprint.NONE, file.get(1_000_000));
    }
  }
}
