package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The three files of a database that another process has open.
record LiveFiles(Path database) {
  Path wal() {
    return beside(database, "-wal");
  }

  Path shm() {
    return beside(database, "-shm");
  }

  WalIndex.Valid index() throws IOException {
    try (var shm = FileSource.open(shm())) {
      var bytes = ByteBuffer.allocate(WalIndex.BYTES);
      shm.read(bytes, 0);
      return assertInstanceOf(WalIndex.Valid.class, WalIndex.look(bytes.flip()));
    }
  }

  /// The database as SQLite itself would have it after a checkpoint of everything, made of copies.
  byte[] checkpointedBy(Sqlite sqlite) throws IOException {
    var copy = beside(database, "-copy");
    Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(wal(), beside(copy, "-wal"), StandardCopyOption.REPLACE_EXISTING);
    sqlite.open("copy", copy, "");
    sqlite.sql("copy", "PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite.close("copy");
    return Files.readAllBytes(copy);
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
