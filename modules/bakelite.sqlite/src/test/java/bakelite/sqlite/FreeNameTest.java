package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rename that never replaces.
class FreeNameTest {
  @TempDir Path folder;

  @Test
  void aFreeNameIsTaken() throws Exception {
    var from = Files.writeString(folder.resolve("from"), "content");
    FreeName.take(from, folder.resolve("zu ä"));
    assertFalse(Files.exists(from));
    assertEquals("content", Files.readString(folder.resolve("zu ä")));
  }

  @Test
  void aNameThatSomebodyHasIsLeftToIt() throws Exception {
    var from = Files.writeString(folder.resolve("from"), "content");
    var taken = Files.writeString(folder.resolve("taken"), "precious");
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    assertThrows(FileAlreadyExistsException.class, () -> FreeName.take(from, taken));
    assertThrows(FileAlreadyExistsException.class, () -> FreeName.take(from, link));
    assertEquals("precious", Files.readString(taken));
    assertEquals("content", Files.readString(from));
  }

  @Test
  void whatCannotBeRenamedSaysWhy() {
    var absent = folder.resolve("absent");
    var refused =
        assertThrows(FileSystemException.class, () -> FreeName.take(absent, folder.resolve("to")));
    assertEquals("renameat2: no such file", refused.getReason());
  }
}
