package bakelite.restore;

import bakelite.format.FormatException;
import bakelite.format.PageHasher;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.History;
import bakelite.store.ByteRange;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Fetches runs of blocks, proves each wanted image by its fingerprint, and writes it at its place.
/// For any number of threads.
final class RunWriter {
  private final Replica replica;
  private final PageHasher hasher;
  private final FileChannel file;
  private final int pageSize;

  RunWriter(Replica replica, PageHasher hasher, FileChannel file, int pageSize) {
    this.replica = replica;
    this.hasher = hasher;
    this.file = file;
    this.pageSize = pageSize;
  }

  /// Does all of it for one run.
  void write(BlockRun run, Scratch scratch) throws IOException, ReplicaException {
    try {
      var pages = run.pages();
      var images = wanted(run, pages.length, unpacked(run, scratch));
      prove(run, pages, images.duplicate());
      for (int from = 0; from < pages.length; ) {
        int to = from + 1;
        while (to < pages.length && pages[to] == pages[to - 1] + 1) {
          to++;
        }
        write(images.slice(from * pageSize, (to - from) * pageSize), (pages[from] - 1) * pageSize);
        from = to;
      }
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// The blocks of the run side by side.
  private ByteBuffer unpacked(BlockRun run, Scratch scratch)
      throws IOException, FormatException, StoreException {
    var object = run.object();
    var raw = scratch.raw(run.rawBytes());
    boolean isHeld = object.held(run.blocks().getFirst()).isPresent();
    var stored = isHeld ? ByteBuffer.allocate(0) : fetch(run, scratch);
    for (int number : run.blocks()) {
      var block = object.block(number);
      var held = object.held(number);
      object.unpack(
          number,
          held.isPresent()
              ? held.get()
              : stored.slice((int) (block.offset() - run.start()), block.storedLength()),
          raw);
    }
    return raw.flip();
  }

  private ByteBuffer fetch(BlockRun run, Scratch scratch) throws IOException, StoreException {
    var key = run.entry().key();
    int length = (int) (run.end() - run.start());
    try (var fetched = replica.store().get(key, new ByteRange(run.start(), length))) {
      if (!fetched.version().equals(run.entry().version())) {
        throw new StoreException.Missing(replica.store().name(), key);
      }
      var stored = scratch.stored(length);
      fetched.readExactly(key, length, stored);
      return ByteBuffer.wrap(stored, 0, length);
    }
  }

  /// Moves the wanted images together to the front, where others lie between them.
  private ByteBuffer wanted(BlockRun run, int count, ByteBuffer raw) {
    if (raw.remaining() == count * pageSize) {
      return raw;
    }
    var blocks = run.blocks().iterator();
    var block = run.object().block(blocks.next());
    int blockStart = 0;
    for (int i = 0; i < count; i++) {
      while (run.image(i) >= block.firstImage() + block.images()) {
        blockStart += block.rawLength();
        block = run.object().block(blocks.next());
      }
      int at = blockStart + (run.image(i) - block.firstImage()) * pageSize;
      raw.put(i * pageSize, raw, at, pageSize);
    }
    return raw.limit(count * pageSize);
  }

  private void prove(BlockRun run, long[] pages, ByteBuffer images) throws ReplicaException {
    var found = hasher.fingerprints(pages, images);
    for (int i = 0; i < pages.length; i++) {
      if (!found[i].equals(run.fingerprint(i))) {
        throw new ReplicaException.Damaged(
            run.entry().key().text(),
            "page " + History.number(pages[i]) + " as its index describes it",
            "other bytes");
      }
    }
  }

  private void write(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }
}
