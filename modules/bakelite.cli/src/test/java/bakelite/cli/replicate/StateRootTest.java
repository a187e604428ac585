package bakelite.cli.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.StopRequest;
import bakelite.cli.command.Streams;
import bakelite.cli.command.Surroundings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Local state lies where the documents say, and never below the folder of the moment.
class StateRootTest {
  @Test
  void theInitSystemsFolderComesFirstThenTheDesktops() throws Exception {
    assertEquals(
        Path.of("/s"),
        StateRoot.of(machine(Map.of("STATE_DIRECTORY", "/s", "XDG_STATE_HOME", "/x"))));
    assertEquals(
        Path.of("/here/s"),
        StateRoot.of(machine(Map.of("STATE_DIRECTORY", "s", "XDG_STATE_HOME", "/x"))));
    assertEquals(
        Path.of("/x/bakelite"),
        StateRoot.of(machine(Map.of("STATE_DIRECTORY", "", "XDG_STATE_HOME", "/x"))));
  }

  @ParameterizedTest
  @CsvSource({"/home/me, /root, /home/me", "'', /root, /root", "/home/me, ?, /home/me"})
  void elseItLiesBelowTheHomeFolder(String home, String known, String expected) throws Exception {
    assertEquals(Path.of(expected, ".local/state/bakelite"), StateRoot.below(home, known));
  }

  @ParameterizedTest
  @CsvSource({"'', ?", "'', ''", "relative, /root"})
  void withoutAHomeFolderItAsks(String home, String known) {
    var refused = assertThrows(CommandException.class, () -> StateRoot.below(home, known));
    assertEquals(ExitCode.USAGE, refused.code());
  }

  @Test
  void theTagTellsTwoPairsApart() {
    assertEquals(StateRoot.tag("/a.db\nfile:///b"), StateRoot.tag("/a.db\nfile:///b"));
    assertNotEquals(StateRoot.tag("/a.db\nfile:///b"), StateRoot.tag("/a.db\nfile:///c"));
  }

  private static Surroundings machine(Map<String, String> environment) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Surroundings(
        new Streams(nowhere, nowhere, false, false),
        environment,
        Path.of("/here"),
        InstantSource.system(),
        ZoneOffset.UTC,
        new Random(1),
        new StopRequest());
  }
}
