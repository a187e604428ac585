package bakelite.format.v1;

import bakelite.format.Compression;
import bakelite.format.FormatCodec;
import bakelite.format.FormatException;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectReader;
import bakelite.format.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;

/// Version 1 of the storage format.
public final class Codec implements FormatCodec {
  /// For the service loader.
  public Codec() {}

  @Override
  public int version() {
    return Header.VERSION;
  }

  @Override
  public ObjectWriter write(ObjectHeader header, Compression compression, OutputStream sink)
      throws IOException {
    return Encoder.start(header, compression, sink);
  }

  @Override
  public ObjectReader read(ObjectBytes object) throws IOException, FormatException {
    return ProvedObject.read(object);
  }
}
