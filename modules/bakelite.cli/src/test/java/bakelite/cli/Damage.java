package bakelite.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// What can happen to the objects of a replica.
final class Damage {
  private static final int FORMAT = 8;
  private static final int HEADER_CHECKSUM = 252;

  private Damage() {}

  /// Flips a bit in the last object of a folder.
  ///
  /// @return the object
  static Path flip(Path objects, int at) throws IOException {
    var object = last(objects);
    var bytes = Files.readAllBytes(object);
    bytes[at] ^= 1;
    Files.write(object, bytes);
    return object;
  }

  /// Makes an object that a newer version wrote: its header says so, and its checksum is right.
  static void makeNewer(Path object) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(FORMAT, (short) 2);
    var checksum = new CRC32C();
    checksum.update(bytes.array(), 0, HEADER_CHECKSUM);
    bytes.putInt(HEADER_CHECKSUM, (int) checksum.getValue());
    Files.write(object, bytes.array());
  }

  /// The object before the last one of a folder: one that is missed when it is gone.
  static Path lastButOne(Path objects) throws IOException {
    try (var files = Files.list(objects)) {
      var all = files.sorted().toList();
      return all.get(all.size() - 2);
    }
  }

  /// The object of a folder with the greatest name.
  static Path last(Path objects) throws IOException {
    try (var files = Files.list(objects)) {
      return files.sorted().toList().getLast();
    }
  }
}
