package bakelite.backup.local;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one writer keeps on its own disk about one database and one destination.
///
/// Three stations, each durable before the one before it is emptied:
///
///     WAL → journal (commits as read) → spool (frozen change-sets) → store
///
/// The cursor and the fingerprints follow behind: they describe the last change-set that is known to
/// be in the store, and opening brings the fingerprints up to the end of the spool.
public final class LocalState implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final CursorFile cursorFile;
  private final FingerprintFile fingerprints;
  private final Spool spool;
  private final List<Journal> journals;
  private final Optional<Cursor> stored;

  private LocalState(Path folder, FileChannel lockFile, FileLock lock) throws IOException {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
    cursorFile = CursorFile.open(folder);
    fingerprints = FingerprintFile.open(folder);
    spool = Spool.open(folder.resolve("spool"));
    stored = cursorFile.read();
    journals = recoverJournals();
  }

  /// Opens the state folder, creating it when there is none, and repairs what a crash left half
  /// done.
  ///
  /// @return empty when another process has it open
  /// @throws IOException when it cannot be read or written, or is damaged
  public static Optional<LocalState> open(Path folder) throws IOException {
    DurableFile.folder(folder);
    var lockFile = DurableFile.open(folder.resolve("lock"));
    var lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      return Optional.empty();
    }
    var state = new LocalState(folder, lockFile, lock);
    state.replaySpool();
    return Optional.of(state);
  }

  /// Where the writer stands: after the last frozen change-set. Empty for a new state folder.
  public Optional<Cursor> cursor() {
    return spool.newest().map(SpoolEntry::after).or(() -> stored);
  }

  /// The cursor of the last change-set that is known to be in the store.
  public Optional<Cursor> durable() {
    return stored;
  }

  /// Fingerprint of every page as of `cursor`.
  public FingerprintFile fingerprints() {
    return fingerprints;
  }

  /// Whether the fingerprints are those of the database as of a cursor: they add up to its digest.
  /// They do not when the file was lost, or belongs to another time. Reads all of them.
  ///
  /// @return false too where the digest of the cursor is not known
  public boolean isProved(Cursor at) throws IOException {
    var last = at.last();
    return at.digestIsKnown()
        && fingerprints.sum(last.pages(), last.pageSize()).equals(last.digest());
  }

  /// The frozen change-sets.
  public Spool spool() {
    return spool;
  }

  /// The journal files that a crash left behind, oldest first; they follow after `cursor`.
  public List<Journal> journals() {
    return journals;
  }

  /// Starts a journal file whose first commit has the index `first`.
  public Journal newJournal(long first, int pageSize) throws IOException {
    return Journal.create(folder.resolve("journal"), first, pageSize);
  }

  /// A file for work in progress; what is in it after a crash is worth nothing.
  public Path scratch(String name) {
    return folder.resolve(name + ".tmp");
  }

  /// Notes that an entry is in the store, and lets go of it. Any thread, one at a time.
  public void acknowledge(SpoolEntry entry) throws IOException {
    fingerprints.force();
    cursorFile.write(entry.after());
    spool.remove(entry);
  }

  /// Deletes everything that is known, because it belongs to nothing that goes on.
  public void forget() throws IOException {
    for (var entry : spool.everything()) {
      spool.remove(entry);
    }
    for (var journal : journals) {
      journal.delete();
    }
    journals.clear();
    cursorFile.clear();
  }

  private List<Journal> recoverJournals() throws IOException {
    long done = cursor().map(Cursor::index).orElse(0L);
    var recovered = new ArrayList<Journal>();
    for (var found : IndexNames.in(folder.resolve("journal")).entrySet()) {
      var journal =
          found.getKey() > done ? Journal.recover(found.getValue()) : Optional.<Journal>empty();
      if (journal.isPresent() && !journal.get().commits().isEmpty()) {
        recovered.add(journal.get());
      } else {
        Files.deleteIfExists(found.getValue());
      }
    }
    return recovered;
  }

  /// Writes again the fingerprints of the frozen entries: of those that may have been frozen just
  /// before a crash, or of all after those of the replica were laid down anew.
  public void replaySpool() throws IOException {
    for (var entry : spool.everything()) {
      try {
        var object = Formats.read(entry.bytes());
        var images = object.cursor();
        long done = 0;
        while (images.next()) {
          // Newest first: what follows for the same page is older.
          if (images.page() != done && images.page() <= entry.after().last().pages()) {
            long index = object.header().span().first() + images.commit();
            fingerprints.put(images.page(), images.fingerprint(), index);
          }
          done = images.page();
        }
      } catch (FormatException damaged) {
        throw new IOException(damaged.getMessage(), damaged);
      }
    }
    fingerprints.flush();
  }

  @Override
  public void close() throws IOException {
    for (var journal : journals) {
      journal.close();
    }
    fingerprints.close();
    cursorFile.close();
    lock.release();
    lockFile.close();
  }
}
