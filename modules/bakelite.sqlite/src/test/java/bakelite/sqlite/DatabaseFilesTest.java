package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFilesTest {
  @Property
  void itsTextSaysAllOfIt(@ForAll long device, @ForAll long inode) {
    var files =
        new DatabaseFiles(new FileId(device, inode), new FileId(device, 2), new FileId(3, inode));
    assertEquals(files, DatabaseFiles.parse(files.toString()));
  }

  @Test
  void otherTextIsRefused() {
    for (var text : new String[] {"", "1:2", "1:2,3:4", "1:2,3:4,5", "1:2,3:4,5:x", ":1,2:3,4:5"}) {
      assertThrows(IllegalArgumentException.class, () -> DatabaseFiles.parse(text), text);
    }
  }

  @Test
  void namesWhichFileDiffers(@TempDir Path folder) throws IOException {
    Path database = folder.resolve("a.db");
    for (var ending : new String[] {"", "-wal", "-shm"}) {
      Files.writeString(folder.resolve("a.db" + ending), "x");
    }
    var files = DatabaseFiles.at(database).orElseThrow();
    assertEquals(Optional.empty(), files.differenceAt(database));

    Files.writeString(folder.resolve("other"), "y");
    Files.move(
        folder.resolve("other"),
        folder.resolve("a.db-shm"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(files.differenceAt(database).orElseThrow().startsWith("the -shm was replaced"));

    Files.delete(folder.resolve("a.db-wal"));
    assertTrue(files.differenceAt(database).orElseThrow().startsWith("the -wal is gone"));
  }
}
