package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// A file of YAML as a tree of nodes, which know their lines.
final class YamlFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final String WHOLE = "file";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private YamlFile() {}

  /// Reads it.
  ///
  /// @return empty where a problem was noted, or the file has nothing in it
  static Optional<Node> read(Path file, Problems problems) throws IOException, CommandException {
    if (Files.size(file) > MOST_BYTES) {
      problems.add(1, WHOLE, "expected at most 1MiB, found more");
      return Optional.empty();
    }
    var bytes = Files.readAllBytes(file);
    var buffer = ByteBuffer.wrap(bytes);
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return compose(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, problems);
    } catch (CharacterCodingException notText) {
      // The decoder stops in front of what it cannot read.
      problems.add(lineAt(bytes, buffer.position()), WHOLE, "expected UTF-8, found other bytes");
      return Optional.empty();
    }
  }

  private static int lineAt(byte[] bytes, int position) {
    int line = 1;
    for (int at = 0; at < position; at++) {
      line += bytes[at] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static Optional<Node> compose(String text, Problems problems) {
    try {
      var settings = LoadSettings.builder().build();
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      return new Composer(settings, parser).getSingleNode();
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().or(wrong::getContextMark).map(at -> at.getLine()).orElse(0);
      problems.add(line + 1, WHOLE, described(wrong));
    } catch (ReaderException letter) {
      var before = text.substring(0, text.offsetByCodePoints(0, letter.getPosition()));
      int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
      problems.add(line, WHOLE, "expected text, found a control character");
    } catch (YamlEngineException wrong) {
      problems.add(1, WHOLE, "expected YAML; " + wrong.getMessage());
    } catch (StackOverflowError _) {
      problems.add(1, WHOLE, "expected a few levels, found hundreds of them");
    }
    return Optional.empty();
  }

  private static String described(MarkedYamlEngineException wrong) {
    var problem = String.valueOf(wrong.getProblem());
    return problem.contains("\\t(TAB)")
        ? "expected blanks, found a tab"
        : "expected YAML; " + problem.replace('\n', ' ');
  }
}
