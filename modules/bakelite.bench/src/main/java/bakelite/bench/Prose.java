package bakelite.bench;

import java.util.Random;

/// Text that packs about as well as what people store: words of a language of its own, common ones
/// more often than rare ones, never the same line twice. A line that is repeated would flatter
/// whoever packs it.
final class Prose {
  private static final int WORDS = 4000;
  private static final String[] VOCABULARY = vocabulary();

  private Prose() {}

  /// @param length in characters, all of them ASCII
  static String of(Random random, int length) {
    var text = new StringBuilder(length + 16);
    while (text.length() < length) {
      // The square draws word n about as often as 1 / sqrt(n).
      double draw = random.nextDouble();
      text.append(VOCABULARY[(int) (draw * draw * WORDS)]).append(' ');
    }
    return text.substring(0, length);
  }

  private static String[] vocabulary() {
    var random = new Random(4711);
    var words = new String[WORDS];
    for (int word = 0; word < WORDS; word++) {
      var letters = new StringBuilder();
      for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
        letters.append("bcdfghklmnprstvw".charAt(random.nextInt(16)));
        letters.append("aeiou".charAt(random.nextInt(5)));
      }
      words[word] = letters.toString();
    }
    return words;
  }
}
