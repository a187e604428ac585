package bakelite.backup.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commits of one journal file: what becomes one change-set.
///
/// Images are numbered in the order of capture. Within a commit a page can come more than once; the
/// last of them counts.
public final class CapturedBatch {
  private final @Nullable FileChannel channel;
  private final int pageSize;
  private final List<CapturedCommit> commits;
  private final ImageList images;

  CapturedBatch(
      @Nullable FileChannel channel, int pageSize, List<CapturedCommit> commits, ImageList images) {
    this.channel = channel;
    this.pageSize = pageSize;
    this.commits = List.copyOf(commits);
    this.images = images;
  }

  /// A batch that changed no page.
  public static CapturedBatch withoutImages(int pageSize) {
    return new CapturedBatch(null, pageSize, List.of(), new ImageList());
  }

  /// Bytes of a page.
  public int pageSize() {
    return pageSize;
  }

  /// Ascending, without gaps.
  public List<CapturedCommit> commits() {
    return commits;
  }

  /// How many images there are.
  public int images() {
    return images.size();
  }

  /// Page number of an image.
  public long page(int image) {
    return images.page(image);
  }

  /// Ordinal, in `commits`, of the commit of an image.
  public int commit(int image) {
    return images.commit(image);
  }

  /// Reads one image into the next `pageSize` bytes of `target`.
  public void read(int image, ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + pageSize);
    DurableFile.fill(requireNonNull(channel), target, images.offset(image));
    if (target.hasRemaining()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "cannot read the journal at byte %,d: expected %,d more bytes, found its end",
              images.offset(image),
              target.remaining()));
    }
    target.limit(limit);
  }
}
