package bakelite.store.s3;

import io.minio.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// The bytes of one request, from a stream, and how far they came. Their hash was taken before: it
/// is part of the signature, and the server refuses what does not fit.
final class SentBody extends Http.Body {
  private static final MediaType TYPE = MediaType.get("application/octet-stream");

  private final String sha256;
  private final Source source;

  /// @param in stays open
  /// @param sha256 of the bytes, hexadecimal
  SentBody(InputStream in, long length, String sha256) {
    this(new Source(in, length), sha256);
  }

  private SentBody(Source source, String sha256) {
    super(source);
    this.source = source;
    this.sha256 = sha256;
  }

  /// Whether all bytes were handed over: only then the server can have stored them.
  boolean isComplete() {
    return source.complete;
  }

  /// What went wrong with the content itself.
  @Nullable UncheckedIOException broken() {
    return source.broken;
  }

  long length() {
    return source.length;
  }

  /// So that the client signs what it does not hold in memory.
  @Override
  public boolean isHttpRequestBody() {
    return false;
  }

  @Override
  public String sha256Hash() {
    return sha256;
  }

  @Override
  public Http.Headers headers() {
    return new Http.Headers(
        Http.Headers.CONTENT_TYPE, TYPE.toString(), Http.Headers.X_AMZ_CONTENT_SHA256, sha256);
  }

  /// The hash once more, as a checksum: a bucket with object lock takes nothing without one.
  String checksum() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
  }

  private static final class Source extends RequestBody {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final long length;
    private volatile boolean complete;
    private volatile @Nullable UncheckedIOException broken;

    Source(InputStream in, long length) {
      this.in = in;
      this.length = length;
    }

    @Override
    public MediaType contentType() {
      return TYPE;
    }

    @Override
    public long contentLength() {
      return length;
    }

    /// A stream is read once; nothing is sent again behind our back.
    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      var buffer = new byte[BUFFER_BYTES];
      for (var left = length; left > 0; ) {
        int n = read(buffer, (int) Math.min(left, buffer.length));
        left -= n;
        if (left == 0) {
          complete = true;
        }
        sink.write(buffer, 0, n);
      }
      complete = true;
    }

    private int read(byte[] buffer, int wanted) throws IOException {
      try {
        int n = in.read(buffer, 0, wanted);
        if (n < 0) {
          throw new UncheckedIOException(new IOException("the content became shorter"));
        }
        return n;
      } catch (UncheckedIOException e) {
        broken = e;
        throw new IOException("the content cannot be read", e);
      }
    }
  }
}
