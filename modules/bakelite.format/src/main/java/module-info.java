import org.jspecify.annotations.NullMarked;

/// The vocabulary and the bytes of the storage format: what an object of a replica is, down to the
/// offset, and what one object proves about another. Knows no file, no store and no SQLite.
///
/// One package holds one generation of the format. A generation is a `FormatCodec`, found as a
/// service, so that an old generation is a package that keeps its reader.
@NullMarked
@SuppressWarnings("requires-automatic") // org.lz4.java gets its descriptor when the image is linked
module bakelite.format {
  requires com.github.luben.zstd_jni;
  requires org.lz4.java;
  requires static org.jspecify;

  exports bakelite.format;

  uses bakelite.format.FormatCodec;

  provides bakelite.format.FormatCodec with
      bakelite.format.v1.Codec;
}
