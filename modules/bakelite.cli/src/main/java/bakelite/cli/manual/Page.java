package bakelite.cli.manual;

import bakelite.cli.text.Usage;
import java.util.Locale;

/// A page of the manual, in the language of man(7).
final class Page {
  private final StringBuilder text = new StringBuilder();

  /// @param name such as `bakelite-restore`
  /// @param section such as 1
  /// @param version of the program
  /// @param what it is about, in a sentence
  Page(String name, int section, String version, String what) {
    text.append(".TH ").append(quoted(name.toUpperCase(Locale.ROOT))).append(' ').append(section);
    text.append(" \"\" ").append(quoted("bakelite " + version)).append(" bakelite\n");
    text.append(".nh\n.ad l\n");
    section("NAME");
    var sentence = Usage.withoutStop(what);
    text.append(escaped(name)).append(" \\- ");
    text.append(escaped(sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)));
    text.append('\n');
  }

  /// Begins a part.
  Page section(String heading) {
    text.append(".SH ").append(quoted(heading)).append('\n');
    return this;
  }

  /// Begins a part of a part.
  Page subsection(String heading) {
    text.append(".SS ").append(quoted(heading)).append('\n');
    return this;
  }

  /// A paragraph.
  Page paragraph(String words) {
    text.append(".PP\n").append(escaped(words)).append('\n');
    return this;
  }

  /// A command as it is typed.
  Page command(String line) {
    text.append(".PP\n.nf\n\\fB").append(escaped(line)).append("\\fR\n.fi\n");
    return this;
  }

  /// Lines as they stand in a file.
  Page lines(String lines) {
    text.append(".PP\n.RS 4\n.nf\n");
    lines.lines().forEach(line -> text.append(escaped(line)).append('\n'));
    text.append(".fi\n.RE\n");
    return this;
  }

  /// A word, and what it means.
  Page item(String word, String meaning) {
    text.append(".TP\n\\fB").append(escaped(word)).append("\\fR\n");
    text.append(escaped(meaning)).append('\n');
    return this;
  }

  String roff() {
    return text.toString();
  }

  private static String quoted(String words) {
    return '"' + escaped(words).replace("\"", "\\(dq") + '"';
  }

  /// Nothing in it is a request, hyphens are those of a keyboard, and all of it is ASCII.
  private static String escaped(String words) {
    var safe = new StringBuilder();
    words
        .codePoints()
        .forEach(letter -> {
          switch (letter) {
            case '\\' -> safe.append("\\e");
            case '-' -> safe.append("\\-");
            case '\'' -> safe.append("\\(aq");
            case '`' -> safe.append("\\(ga");
            case '^' -> safe.append("\\(ha");
            case '~' -> safe.append("\\(ti");
            default -> {
              if (letter < 128) {
                safe.appendCodePoint(letter);
              } else {
                safe.append(String.format(Locale.ROOT, "\\[u%04X]", letter));
              }
            }
          }
        });
    return safe.isEmpty() || safe.charAt(0) != '.' ? safe.toString() : "\\&" + safe;
  }
}
