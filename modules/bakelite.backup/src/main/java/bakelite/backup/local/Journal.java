package bakelite.backup.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Commits on their way from the WAL to a change-set, in one append-only file.
///
/// SQLite may overwrite a frame as soon as our read mark moves on, and an application's checkpoint
/// waits for our read mark. So frames are copied here and fsynced, and the mark moves on at once,
/// while the change-set waits for its batch to be complete. A commit is in the journal when its
/// commit record is; frames without one are the rest of a crash and are cut off.
public final class Journal implements AutoCloseable {
  private static final int NO_RECORD = 0;

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final int pageSize;
  private final List<CapturedCommit> commits = new ArrayList<>();
  private final ImageList images = new ImageList();
  private final ByteBuffer buffer = JournalRecords.buffer(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private long end;
  private int openFrames;
  private boolean synced = true;

  Journal(Path path, FileChannel channel, int pageSize) {
    this.path = path;
    this.channel = channel;
    this.pageSize = pageSize;
  }

  /// Starts a file whose first commit will have the index `first`.
  public static Journal create(Path folder, long first, int pageSize) throws IOException {
    var path = DurableFile.folder(folder).resolve(IndexNames.of(first));
    var journal = new Journal(path, DurableFile.open(path), pageSize);
    journal.channel.truncate(0);
    journal.buffer.putInt(JournalRecords.MAGIC).putInt(JournalRecords.VERSION);
    journal.buffer.putInt(pageSize).putInt(0);
    journal.end = JournalRecords.PREAMBLE_BYTES;
    journal.spill();
    DurableFile.forceFolder(folder);
    return journal;
  }

  /// Appends one frame of a commit that is not complete yet.
  ///
  /// @param image exactly one page
  public void frame(long page, ByteBuffer image) throws IOException {
    reserve(JournalRecords.FRAME_HEAD_BYTES + pageSize);
    int start = buffer.position();
    buffer.putInt(JournalRecords.FRAME).putInt((int) page);
    buffer.put(image);
    crc.update(buffer.slice(start, buffer.position() - start));
    images.add(page, commits.size(), end + JournalRecords.FRAME_HEAD_BYTES);
    end += JournalRecords.FRAME_HEAD_BYTES + pageSize;
    openFrames++;
  }

  /// Ends the commit whose frames were appended since the last call.
  public void commit(CapturedCommit commit) throws IOException {
    reserve(JournalRecords.COMMIT_BYTES);
    int start = buffer.position();
    JournalRecords.putCommit(buffer, openFrames, commit);
    crc.update(buffer.slice(start, buffer.position() - start));
    buffer.putInt((int) crc.getValue());
    end += JournalRecords.COMMIT_BYTES;
    finish(commit);
    synced = false;
  }

  private void finish(CapturedCommit commit) {
    commits.add(commit);
    openFrames = 0;
    crc.reset();
  }

  /// Makes durable every commit appended so far.
  public void sync() throws IOException {
    if (!synced) {
      spill();
      channel.force(false);
      synced = true;
    }
  }

  /// Drops the frames of a commit that was begun and not ended.
  public void dropOpenFrames() throws IOException {
    if (openFrames > 0) {
      spill();
      end -= (long) openFrames * (JournalRecords.FRAME_HEAD_BYTES + pageSize);
      channel.truncate(end);
      images.cut(images.size() - openFrames);
      openFrames = 0;
      crc.reset();
    }
  }

  /// Whether no frame waits for its commit.
  public boolean isBetweenCommits() {
    return openFrames == 0;
  }

  /// How many bytes the file has.
  public long bytes() {
    return end;
  }

  /// The commits in it, ascending.
  public List<CapturedCommit> commits() {
    return commits;
  }

  /// Everything that was committed to it. Only to be used until the file is deleted.
  public CapturedBatch batch() throws IOException {
    sync();
    return new CapturedBatch(channel, pageSize, commits, images);
  }

  /// Deletes the file: its commits are in a change-set that is durable.
  public void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    long at = end - buffer.position();
    DurableFile.drain(channel, buffer.flip(), at);
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Reads back a file after a restart. What follows its last whole commit is cut off.
  ///
  /// @return empty where not even the preamble is whole
  static Optional<Journal> recover(Path path) throws IOException {
    var channel = DurableFile.open(path);
    var preamble = JournalRecords.buffer(JournalRecords.PREAMBLE_BYTES);
    DurableFile.fill(channel, preamble, 0);
    preamble.flip();
    if (preamble.remaining() < JournalRecords.PREAMBLE_BYTES
        || preamble.getInt() != JournalRecords.MAGIC
        || preamble.getInt() != JournalRecords.VERSION) {
      channel.close();
      return Optional.empty();
    }
    var journal = new Journal(path, channel, preamble.getInt());
    journal.end = JournalRecords.PREAMBLE_BYTES;
    journal.replay();
    return Optional.of(journal);
  }

  /// Walks the file from `end` on as far as its records are whole.
  private void replay() throws IOException {
    long at = end;
    int whole = 0;
    var head = JournalRecords.buffer(JournalRecords.COMMIT_BYTES);
    var image = JournalRecords.buffer(JournalRecords.FRAME_HEAD_BYTES + pageSize);
    for (int type = head(head, at); type != NO_RECORD; type = head(head, at)) {
      if (type == JournalRecords.FRAME && replayFrame(image, at)) {
        at += image.limit();
      } else if (type == JournalRecords.COMMIT && replayCommit(head)) {
        at += head.limit();
        end = at;
        whole = images.size();
      } else {
        break;
      }
    }
    images.cut(whole);
    openFrames = 0;
    crc.reset();
    channel.truncate(end);
  }

  /// Reads what may be a whole record, or only the head of one.
  private int head(ByteBuffer head, long at) throws IOException {
    DurableFile.fill(channel, head.clear(), at);
    head.flip();
    return head.remaining() < JournalRecords.FRAME_HEAD_BYTES ? NO_RECORD : head.getInt();
  }

  private boolean replayFrame(ByteBuffer image, long at) throws IOException {
    DurableFile.fill(channel, image.clear(), at);
    if (image.hasRemaining()) {
      return false;
    }
    crc.update(image.flip());
    image.rewind().getInt();
    long page = Integer.toUnsignedLong(image.getInt());
    images.add(page, commits.size(), at + JournalRecords.FRAME_HEAD_BYTES);
    openFrames++;
    return true;
  }

  /// @param record behind its type
  private boolean replayCommit(ByteBuffer record) {
    if (record.getInt() != openFrames || record.limit() < JournalRecords.COMMIT_BYTES) {
      return false;
    }
    int checked = JournalRecords.COMMIT_BYTES - Integer.BYTES;
    crc.update(record.slice(0, checked));
    var stored = record.slice(checked, Integer.BYTES).order(record.order());
    if (stored.getInt() != (int) crc.getValue()) {
      return false;
    }
    finish(JournalRecords.commit(record));
    return true;
  }
}
