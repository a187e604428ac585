package bakelite.store.fs;

import bakelite.store.ObjectVersion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/// The few things that a [FileStore] does to a file system, each of them one step that a power loss
/// can come before or after. Errors are the ones of [java.nio.file.Files].
interface Disk {
  /// What stands under a name; links are not followed.
  DiskEntry entry(Path path) throws IOException;

  /// Every name in a folder, in no order.
  void names(Path folder, Consumer<String> each) throws IOException;

  /// A new, empty file that its owner alone may read; fails when the name is taken.
  NewFile create(Path path) throws IOException;

  /// Opens a regular file to be read; a link is refused.
  OpenFile open(Path path) throws IOException;

  /// A new folder that its owner alone may enter; fails when the name is taken.
  void makeFolder(Path path) throws IOException;

  /// A second name for a file; fails when that name is taken, in one step.
  void link(Path existing, Path name) throws IOException;

  /// Another name for a file, in one step; what had that name before is gone.
  void rename(Path from, Path to) throws IOException;

  /// Takes a name away.
  void delete(Path path) throws IOException;

  /// Makes the names in a folder durable, those that were taken away too.
  void syncFolder(Path folder) throws IOException;

  /// Keeps every other store on this folder out, in any process, until it is closed. The lock of a
  /// process that dies is free at once.
  Closeable lock(Path file) throws IOException;

  /// How many bytes still fit, as far as the file system says.
  long free(Path folder) throws IOException;

  /// Whether nothing can be written at all.
  boolean readOnly(Path folder) throws IOException;

  /// A file that is being written.
  interface NewFile extends Closeable {
    /// Appends all remaining bytes.
    void write(ByteBuffer bytes) throws IOException;

    /// Sets the time of the last change.
    void stamp(Instant modified) throws IOException;

    /// Makes content, size and time durable; the name needs its folder's own sync.
    void sync() throws IOException;
  }

  /// A file that is being read: the content that it had when it was opened, whatever happens to its
  /// name.
  interface OpenFile extends Closeable {
    ObjectVersion version();

    /// The bytes from `offset` on.
    InputStream from(long offset) throws IOException;
  }
}
