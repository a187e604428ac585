package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

/// What one call of the program came to.
record Answer(int status, String out, String err) {
  /// Expects it to end with this exit code.
  Answer ends(int expected) {
    assertEquals(expected, status, this::toString);
    return this;
  }

  /// The document on standard output; nothing may be on standard error.
  Map<String, Object> json() {
    assertEquals("", err);
    return Json.document(out);
  }

  /// Expects an error in its two lines, and nothing on standard output.
  Answer fails(int expected, String message, String hint) {
    ends(expected);
    assertEquals("", out);
    assertEquals("bakelite: " + message + "\nhint: " + hint + "\n", err);
    return this;
  }

  /// Expects an error in the form that all of them have, whatever its words are.
  Answer fails(int expected) {
    ends(expected);
    assertEquals("", out);
    var lines = err.split("\n", -1);
    assertEquals(3, lines.length, err);
    assertTrue(
        lines[0].matches("bakelite: cannot [a-z].+: (expected .+, found .+|.+[^.])"),
        () -> "form: " + err);
    assertTrue(lines[1].matches("hint: .+"), () -> "form: " + err);
    assertEquals("", lines[2]);
    return this;
  }
}
