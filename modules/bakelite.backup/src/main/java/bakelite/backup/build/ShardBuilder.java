package bakelite.backup.build;

import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.format.Fingerprint;
import bakelite.format.LineageValue;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.ReplicaKey;
import bakelite.sqlite.LiveDatabase;
import bakelite.store.Content;
import bakelite.wal.WalIndexHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Takes one cell of the live database and makes a shard of it.
public final class ShardBuilder {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Sealer sealer;
  private final FingerprintFile fingerprints;
  private final Path[] scratches;
  private final ChunkBuffers buffers = new ChunkBuffers();
  private int taken;

  /// @param scratch gives the file of a name that a shard is made in
  public ShardBuilder(Sealer sealer, FingerprintFile fingerprints, Function<String, Path> scratch) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
    this.scratches = new Path[] {scratch.apply("cell-0"), scratch.apply("cell-1")};
  }

  /// Takes the cell that begins with page `from`, or the tail when no later cell is full. Its bytes
  /// stay until the one after the next is taken.
  ///
  /// @param horizon what was captured under the reader that is held
  /// @param asOf the writer's cursor; its commit is the one at the horizon
  /// @param beforeOrigin the lineage value before the origin
  public Shard take(
      LiveDatabase database,
      WalIndexHeader horizon,
      Cursor asOf,
      LineageValue beforeOrigin,
      long from)
      throws IOException, CaptureBrokenException {
    long pages = asOf.last().pages();
    int pageSize = asOf.last().pageSize();
    var range = Cell.range(from, pages, pageSize);
    var overlaid = LivePages.overlaid(database, horizon, pageSize, range, pages);
    var scratch = scratches[taken++ % scratches.length];
    var found = write(overlaid, asOf, beforeOrigin, range, scratch);
    if (!overlaid.stillTrue()) {
      var file = LivePages.ofFile(database, horizon, pageSize, range, pages);
      found = write(file, asOf, beforeOrigin, range, scratch);
    }
    for (int i = 0; i < found.length; i++) {
      fingerprints.put(from + i, found[i], asOf.index());
    }
    fingerprints.flush();
    var key = new ReplicaKey.Shard(asOf.origin(), asOf.index(), range, asOf.atLast().tag());
    return new Shard(key, asOf.index(), contentOf(scratch));
  }

  /// Writes the shard into the scratch file.
  ///
  /// @return the fingerprint of every page of the range that there is
  private Fingerprint[] write(
      LivePages live, Cursor asOf, LineageValue beforeOrigin, PageRange range, Path scratch)
      throws IOException, CaptureBrokenException {
    var last = asOf.last();
    long to = Math.min(range.to(), last.pages());
    var found = new Fingerprint[Math.toIntExact(Math.max(0, to - range.from() + 1))];
    Arrays.fill(found, Fingerprint.NONE);
    var cell = new Cell(live, sealer.hasher(), range, last.pages(), last.pageSize(), buffers);
    // Written over what it held: to free its blocks first takes as long as the writing.
    try (var file = FileChannel.open(scratch, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var sink = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES)) {
      var object = sealer.shard(asOf.origin(), last, range, beforeOrigin, sink);
      cell.read((page, fingerprint, image) -> {
        found[(int) (page - range.from())] = fingerprint;
        object.image(page, 0, fingerprint, image);
      });
      object.finish(new ObjectEnd(List.of(), last, asOf.beforeLast(), asOf.atLast(), ""));
      sink.flush();
      file.truncate(file.position());
    }
    return found;
  }

  private static Content contentOf(Path scratch) throws IOException {
    long length = Files.size(scratch);
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(scratch);
      }
    };
  }
}
