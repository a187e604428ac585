package bakelite.format;

import java.io.IOException;
import java.util.NavigableMap;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The generations of the format that this program knows.
public final class Formats {
  private Formats() {}

  /// The codec that new objects are written with: the newest.
  public static FormatCodec current() {
    return Known.CODECS.lastEntry().getValue();
  }

  /// Reads an object with the codec that its header asks for.
  ///
  /// @throws NewerFormatException when none of the codecs knows its version; thrown only when the
  ///   header's own checksum is right
  public static ObjectReader read(ObjectBytes object) throws IOException, FormatException {
    var kept = FirstBytes.of(object);
    var preamble = Preamble.read(object.name(), kept.first());
    var codec = Known.CODECS.get(preamble.version());
    if (codec != null) {
      return codec.read(kept);
    }
    if (preamble.version() > current().version()) {
      throw new NewerFormatException(
          object.name(), "format version " + preamble.version(), preamble.writer().toString());
    }
    throw new DamagedException(
        "header",
        object.name(),
        Preamble.VERSION_OFFSET,
        "a format version from 1",
        Integer.toString(preamble.version()));
  }

  /// Found when they are first asked for.
  private static final class Known {
    private static final NavigableMap<Integer, FormatCodec> CODECS = find();

    private static NavigableMap<Integer, FormatCodec> find() {
      var codecs = new TreeMap<Integer, FormatCodec>();
      var found = ServiceLoader.load(FormatCodec.class, FormatCodec.class.getClassLoader());
      for (var codec : found) {
        var other = codecs.put(codec.version(), codec);
        if (other != null) {
          throw new IllegalStateException(
              "two codecs of format version "
                  + codec.version()
                  + ": "
                  + other.getClass()
                  + " and "
                  + codec.getClass());
        }
      }
      if (codecs.isEmpty()) {
        throw new IllegalStateException("no codec of any format version");
      }
      return codecs;
    }
  }
}
