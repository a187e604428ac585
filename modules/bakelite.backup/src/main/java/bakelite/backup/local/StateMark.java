package bakelite.backup.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a state folder says of itself in the file `version`: how its files are to be read, and the
/// oldest bakelite that can. Every later version keeps these two lines, so that an older one can
/// tell what to get instead of taking what it cannot read for damage.
///
///     bakelite local state 1
///     needs bakelite 0.1.0
///
/// @param version of the files in the folder
/// @param needs the oldest bakelite that reads them
public record StateMark(int version, String needs) {
  /// What this bakelite writes, and the newest that it reads.
  public static final StateMark CURRENT = new StateMark(1, "0.1.0");

  private static final String NAME = "version";
  private static final int LONGEST = 4096;
  private static final Pattern TEXT =
      Pattern.compile(
          "bakelite local state ([0-9]{1,6})\nneeds bakelite (\\S{1,64})\n.*", Pattern.DOTALL);

  /// Reads the mark of a folder; empty where it has none.
  public static Optional<StateMark> of(Path folder) throws IOException {
    var file = folder.resolve(NAME);
    String text;
    try (var bytes = Files.newInputStream(file)) {
      text = new String(bytes.readNBytes(LONGEST), UTF_8);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    var found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "cannot read the version of local state in %s: expected \"bakelite local state\" and a number, found \"%s\"",
              file,
              text.lines().findFirst().orElse("")));
    }
    return Optional.of(new StateMark(Integer.parseInt(found.group(1)), found.group(2)));
  }

  /// Marks a folder, creating it when there is none.
  public void writeTo(Path folder) throws IOException {
    DurableFile.folder(folder);
    var text =
        String.format(Locale.ROOT, "bakelite local state %d\nneeds bakelite %s\n", version, needs);
    DurableFile.write(
        folder.resolve(NAME),
        channel -> DurableFile.drain(channel, ByteBuffer.wrap(text.getBytes(UTF_8)), 0));
  }
}
