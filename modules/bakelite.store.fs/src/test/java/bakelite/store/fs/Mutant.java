package bakelite.store.fs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// A store without one of its promises, made by a disk that leaves out the step behind it.
enum Mutant {
  WITHOUT_FILE_FSYNC,
  WITHOUT_FOLDER_FSYNC,
  NAMES_BEFORE_FILE_FSYNC,
  ACKNOWLEDGES_BEFORE_THE_NAME,
  WITHOUT_FSYNC_OF_NEW_FOLDERS,
  TRUSTS_FOLDERS_THAT_ARE_THERE,
  TRUSTS_OBJECTS_THAT_ARE_THERE;

  Disk over(Disk disk) {
    return new MutantDisk(this, disk);
  }

  private interface Later {
    void run() throws IOException;
  }

  private static final class MutantDisk implements Disk {
    private final Mutant mutant;
    private final Disk disk;
    private final Queue<Later> late = new ArrayDeque<>();
    private String before = "";

    MutantDisk(Mutant mutant, Disk disk) {
      this.mutant = mutant;
      this.disk = disk;
    }

    private void catchUp() throws IOException {
      if (!is(NAMES_BEFORE_FILE_FSYNC)) {
        runLate();
      }
    }

    private void runLate() throws IOException {
      while (!late.isEmpty()) {
        late.remove().run();
      }
    }

    private boolean is(Mutant one) {
      return mutant == one;
    }

    @Override
    public NewFile create(Path path) throws IOException {
      catchUp();
      var file = disk.create(path);
      return new NewFile() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          file.write(bytes);
        }

        @Override
        public void stamp(Instant modified) throws IOException {
          file.stamp(modified);
        }

        @Override
        public void sync() throws IOException {
          if (is(NAMES_BEFORE_FILE_FSYNC)) {
            late.add(file::sync);
          } else if (!is(WITHOUT_FILE_FSYNC)) {
            file.sync();
          }
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
      var after = before;
      before = "";
      if (is(NAMES_BEFORE_FILE_FSYNC)) {
        runLate();
      }
      switch (mutant) {
        case WITHOUT_FOLDER_FSYNC -> {}
        case ACKNOWLEDGES_BEFORE_THE_NAME -> late.add(() -> disk.syncFolder(folder));
        case WITHOUT_FSYNC_OF_NEW_FOLDERS -> unless(after.startsWith("mkdir"), folder);
        case TRUSTS_FOLDERS_THAT_ARE_THERE -> unless(after.startsWith("folder"), folder);
        case TRUSTS_OBJECTS_THAT_ARE_THERE -> unless(after.startsWith("taken"), folder);
        case NAMES_BEFORE_FILE_FSYNC, WITHOUT_FILE_FSYNC -> disk.syncFolder(folder);
      }
    }

    private void unless(boolean skip, Path folder) throws IOException {
      if (!skip) {
        disk.syncFolder(folder);
      }
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
      if (is(ACKNOWLEDGES_BEFORE_THE_NAME)) {
        requireFree(name);
        late.add(() -> disk.link(existing, name));
        return;
      }
      try {
        disk.link(existing, name);
      } catch (FileAlreadyExistsException e) {
        before = "taken";
        throw e;
      }
    }

    private void requireFree(Path name) throws IOException {
      try {
        disk.entry(name);
        throw new FileAlreadyExistsException(name.toString());
      } catch (NoSuchFileException _) {
        // As a link would find it.
      }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      if (is(ACKNOWLEDGES_BEFORE_THE_NAME)) {
        late.add(() -> disk.rename(from, to));
      } else {
        disk.rename(from, to);
      }
    }

    @Override
    public void delete(Path path) throws IOException {
      if (is(ACKNOWLEDGES_BEFORE_THE_NAME)) {
        late.add(() -> deleteIfThere(path));
      } else {
        disk.delete(path);
      }
    }

    private void deleteIfThere(Path path) throws IOException {
      try {
        disk.delete(path);
      } catch (NoSuchFileException _) {
        // A temporary file that was renamed.
      }
    }

    @Override
    public void makeFolder(Path path) throws IOException {
      catchUp();
      disk.makeFolder(path);
      before = "mkdir";
    }

    @Override
    public DiskEntry entry(Path path) throws IOException {
      catchUp();
      var entry = disk.entry(path);
      if (!before.equals("taken")) {
        before = entry.kind() == DiskEntry.Kind.FOLDER ? "folder" : "";
      }
      return entry;
    }

    @Override
    public void names(Path folder, Consumer<String> each) throws IOException {
      catchUp();
      disk.names(folder, each);
    }

    @Override
    public OpenFile open(Path path) throws IOException {
      catchUp();
      return disk.open(path);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
      return disk.lock(file);
    }

    @Override
    public long free(Path folder) throws IOException {
      return disk.free(folder);
    }

    @Override
    public boolean readOnly(Path folder) throws IOException {
      return disk.readOnly(folder);
    }
  }
}
