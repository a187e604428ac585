package bakelite.cli.replicate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A name for a replica out of any text: what does not fit the alphabet of keys is written as `_`
/// and two hexadecimal digits a byte, so that two files never share a name.
public final class ReplicaName {
  private ReplicaName() {}

  /// The name.
  public static String of(String text) {
    var name = new StringBuilder();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (value & 0xff);
      boolean fits =
          (letter >= 'a' && letter <= 'z')
              || (letter >= '0' && letter <= '9')
              || letter == '-'
              || (letter == '.' && !name.isEmpty());
      if (fits) {
        name.append(letter);
      } else if (letter == '_') {
        name.append("__");
      } else {
        name.append('_').append(String.format(Locale.ROOT, "%02x", value & 0xff));
      }
    }
    return name.toString();
  }
}
