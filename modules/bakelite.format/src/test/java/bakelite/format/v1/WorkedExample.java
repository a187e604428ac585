package bakelite.format.v1;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.ObjectEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The object of the worked example, and the texts in which the document shows it.
final class WorkedExample {
  private static final int LINE_BYTES = 16;

  private WorkedExample() {}

  static byte[] object() {
    var history =
        new SampleHistory(512)
            .commit(
                1_700_000_000_000L,
                3,
                Map.of(1L, image(1, 1), 2L, image(2, 1), 3L, image(3, 1)),
                CommitFlag.ORIGIN)
            .commit(1_700_000_001_500L, 3, Map.of(2L, image(2, 2)));
    var plain = history.changeSet(1, 2);
    var end = plain.end();
    var noted =
        new ObjectEnd(
            end.table(), end.last(), end.beforeLast(), end.atLast(), "{\"example\":true}");
    return new Specimen(plain.header(), plain.images(), noted).written(Compression.NONE);
  }

  private static byte[] image(int page, int commit) {
    var text = "page " + page + " after commit " + commit;
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 512);
  }

  /// The object as `hexdump -C` shows it.
  static List<String> dump(byte[] object) {
    var lines = new ArrayList<String>();
    var before = new byte[0];
    for (int at = 0; at < object.length; at += LINE_BYTES) {
      var bytes = Arrays.copyOfRange(object, at, Math.min(at + LINE_BYTES, object.length));
      if (!Arrays.equals(bytes, before)) {
        lines.add(line(at, bytes));
      } else if (!lines.getLast().equals("*")) {
        lines.add("*");
      }
      before = bytes;
    }
    lines.add(HexFormat.of().toHexDigits(object.length));
    return lines;
  }

  private static String line(int at, byte[] bytes) {
    var hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
    var text = new StringBuilder();
    for (byte b : bytes) {
      text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
    }
    return String.format(Locale.ROOT, "%s  %-47s  |%s|", HexFormat.of().toHexDigits(at), hex, text);
  }

  /// The bytes of such a text.
  static byte[] undumped(List<String> lines) {
    var object = new byte[HexFormat.fromHexDigits(lines.getLast())];
    int end = 0;
    for (int i = 0; i < lines.size() - 1; i++) {
      if (lines.get(i).equals("*")) {
        int to = HexFormat.fromHexDigits(lines.get(i + 1).substring(0, 8));
        for (; end < to; end += LINE_BYTES) {
          System.arraycopy(object, end - LINE_BYTES, object, end, LINE_BYTES);
        }
      } else {
        var bytes =
            HexFormat.ofDelimiter(" ").parseHex(lines.get(i).substring(10, 57).stripTrailing());
        System.arraycopy(bytes, 0, object, end, bytes.length);
        end += bytes.length;
      }
    }
    return object;
  }
}
