package bakelite.format.v1;

import bakelite.format.Compression;
import bakelite.format.Fingerprint;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/// One object before it is written: what a reader has to give back.
record Specimen(ObjectHeader header, List<Image> images, ObjectEnd end) {
  /// One page image and its place in the index.
  @SuppressWarnings("ArrayRecordComponent")
  record Image(long page, int commit, Fingerprint fingerprint, byte[] bytes) {}

  byte[] written(Compression compression) {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new Codec().write(header, compression, bytes)) {
      for (var image : images) {
        writer.image(
            image.page(), image.commit(), image.fingerprint(), ByteBuffer.wrap(image.bytes()));
      }
      long size = writer.finish(end);
      if (size != bytes.size()) {
        throw new AssertionError("the writer says " + size + " bytes of " + bytes.size());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
