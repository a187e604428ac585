import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A `.tar.gz` in the ustar form, with the same bytes for the same content: sorted by the caller,
/// owned by root, all of one time.
final class Tarball implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int PREFIX = 155;

  private final OutputStream out;
  private final long seconds;

  /// @param seconds the time of all files, since 1970
  Tarball(Path file, long seconds) throws IOException {
    this.out = new Best(Files.newOutputStream(file));
    this.seconds = seconds;
  }

  /// What is compressed as well as it can be; its header has no time.
  private static final class Best extends GZIPOutputStream {
    private Best(OutputStream to) throws IOException {
      super(to, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /// The bytes of a file, packed as `gzip -9n` does.
  static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var packing = new Best(bytes)) {
      packing.write(content);
    }
    var packed = bytes.toByteArray();
    // "Maximum compression", which Java does not say though it does it.
    packed[8] = 2;
    return packed;
  }

  /// Adds a folder, a file or a link.
  void add(String name, Path from) throws IOException {
    if (Files.isSymbolicLink(from)) {
      header(name, 0777, 0, '2', Files.readSymbolicLink(from).toString());
    } else if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      header(name + "/", 0755, 0, '5', "");
    } else {
      var content = Files.readAllBytes(from);
      header(name, Files.isExecutable(from) ? 0755 : 0644, content.length, '0', "");
      out.write(content);
      out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
  }

  private void header(String name, int mode, long size, char type, String link) throws IOException {
    var block = new byte[BLOCK];
    int split = name.length() <= NAME ? 0 : name.indexOf('/', name.length() - NAME - 1);
    if (split < 0 || split > PREFIX) {
      throw new IOException("cannot pack " + name + ": expected a shorter path");
    }
    put(block, 0, split == 0 ? name : name.substring(split + 1));
    put(block, 345, name.substring(0, split));
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, seconds);
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar");
    put(block, 263, "00");
    put(block, 265, "root");
    put(block, 297, "root");
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  private static void octal(byte[] block, int at, int width, long value) {
    var digits = Long.toOctalString(value);
    put(block, at, "0".repeat(width - 1 - digits.length()) + digits);
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
