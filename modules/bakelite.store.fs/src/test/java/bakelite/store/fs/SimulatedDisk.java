package bakelite.store.fs;

import bakelite.store.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A disk that keeps what was fsynced and nothing else for certain.
///
/// Every file has the content that readers see and the one that is on the platter; every folder has
/// such names. A file's fsync brings over its content, a folder's its names. At a crash the platter
/// is what counts, and of the rest as much as [Loss] says: a kernel may have written any of it.
final class SimulatedDisk implements Disk {
  /// What a crash does to all that was not fsynced.
  enum Loss {
    /// Nothing of it was written.
    ALL,
    /// Names were written, contents were not: the usual order of a journal that holds metadata
    /// alone.
    CONTENTS,
    /// Contents were written, names were not.
    NAMES,
    /// Only the process died: what was not fsynced is there to be seen, and can still be lost.
    NOTHING,
    /// Some of it, by chance.
    SOME
  }

  /// Thrown out of the step at which the power goes; nothing in the store catches it.
  static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;

    PowerLoss(String step) {
      super(step);
    }
  }

  private abstract static sealed class Node {}

  private static final class FileNode extends Node {
    private byte[] seen = {};
    private byte[] kept = {};
    private Instant modified = Instant.EPOCH;
  }

  private static final class FolderNode extends Node {
    private final TreeMap<String, Node> seen = new TreeMap<>();
    private final TreeMap<String, Node> kept = new TreeMap<>();
  }

  private final FolderNode top = new FolderNode();
  private final List<String> steps = new ArrayList<>();
  private int lastStep = Integer.MAX_VALUE;
  private boolean lastIsDone;
  private boolean off;

  /// @param folders that are there, durably
  SimulatedDisk(Path... folders) {
    for (var folder : folders) {
      var node = top;
      for (var name : folder) {
        var next = (FolderNode) node.seen.computeIfAbsent(name.toString(), _ -> new FolderNode());
        node.kept.put(name.toString(), next);
        node = next;
      }
    }
  }

  /// The power goes at the n-th step from now on, counted from 0.
  ///
  /// @param done whether that step still is
  void losePowerAt(int step, boolean done) {
    steps.clear();
    lastStep = step;
    lastIsDone = done;
  }

  /// What was done since, one line a step.
  List<String> steps() {
    return List.copyOf(steps);
  }

  /// The power is back.
  void crash(Loss loss, Random random) {
    lastStep = Integer.MAX_VALUE;
    off = false;
    steps.clear();
    if (loss != Loss.NOTHING) {
      crash(top, loss, random);
    }
  }

  private void crash(FolderNode folder, Loss loss, Random random) {
    var names = new TreeMap<>(folder.kept);
    for (var name : union(folder)) {
      if (keepsName(loss, random)) {
        names.remove(name);
        if (folder.seen.containsKey(name)) {
          names.put(name, folder.seen.get(name));
        }
      }
    }
    folder.seen.clear();
    folder.seen.putAll(names);
    folder.kept.clear();
    folder.kept.putAll(names);
    for (var node : names.values()) {
      switch (node) {
        case FolderNode below -> crash(below, loss, random);
        case FileNode file -> {
          file.seen = survivor(file, loss, random);
          file.kept = file.seen;
        }
      }
    }
  }

  private static Iterable<String> union(FolderNode folder) {
    var names = new TreeMap<>(folder.kept);
    names.putAll(folder.seen);
    return names.keySet();
  }

  private static boolean keepsName(Loss loss, Random random) {
    return switch (loss) {
      case ALL, NAMES -> false;
      case CONTENTS, NOTHING -> true;
      case SOME -> random.nextBoolean();
    };
  }

  private static byte[] survivor(FileNode file, Loss loss, Random random) {
    if (Arrays.equals(file.kept, file.seen)) {
      return file.seen;
    }
    return switch (loss) {
      case ALL, CONTENTS -> file.kept;
      case NAMES, NOTHING -> file.seen;
      case SOME ->
          switch (random.nextInt(3)) {
            case 0 -> file.kept;
            case 1 -> file.seen;
            default -> Arrays.copyOf(file.seen, random.nextInt(file.seen.length + 1));
          };
    };
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(String what, Step step) throws IOException {
    requirePower();
    var isLast = steps.size() == lastStep;
    if (isLast && !lastIsDone) {
      off = true;
      throw new PowerLoss("before " + what);
    }
    step.run();
    steps.add(what);
    if (isLast) {
      off = true;
      throw new PowerLoss("after " + what);
    }
  }

  // What runs on its way out of a put, such as the removal of its temporary file, must not happen.
  private void requirePower() {
    if (off) {
      throw new PowerLoss("without power");
    }
  }

  @Override
  public DiskEntry entry(Path path) throws IOException {
    return switch (node(path)) {
      case FileNode file ->
          new DiskEntry(DiskEntry.Kind.FILE, new ObjectVersion(file.seen.length, file.modified));
      case FolderNode _ ->
          new DiskEntry(DiskEntry.Kind.FOLDER, new ObjectVersion(0, Instant.EPOCH));
    };
  }

  private Node node(Path path) throws IOException {
    requirePower();
    Node node = top;
    for (var name : path.normalize()) {
      if (!(node instanceof FolderNode folder)) {
        throw new NotDirectoryException(path.toString());
      }
      node = folder.seen.get(name.toString());
      if (node == null) {
        throw new NoSuchFileException(path.toString());
      }
    }
    return node;
  }

  private FolderNode folder(Path path) throws IOException {
    if (node(path) instanceof FolderNode folder) {
      return folder;
    }
    throw new NotDirectoryException(path.toString());
  }

  private void name(Path path, Node node) throws IOException {
    if (folder(path.getParent()).seen.putIfAbsent(path.getFileName().toString(), node) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  @Override
  public void names(Path folder, Consumer<String> each) throws IOException {
    List.copyOf(folder(folder).seen.keySet()).forEach(each);
  }

  @Override
  public NewFile create(Path path) throws IOException {
    var file = new FileNode();
    step("create " + path, () -> name(path, file));
    var bytes = new ByteArrayOutputStream();
    return new NewFile() {
      @Override
      public void write(ByteBuffer buffer) throws IOException {
        step(
            "write " + path,
            () -> {
              bytes.write(
                  buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
              buffer.position(buffer.limit());
              file.seen = bytes.toByteArray();
            });
      }

      @Override
      public void stamp(Instant modified) throws IOException {
        step("stamp " + path, () -> file.modified = modified);
      }

      @Override
      public void sync() throws IOException {
        step("fsync " + path, () -> file.kept = file.seen);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public OpenFile open(Path path) throws IOException {
    var file = (FileNode) node(path);
    var bytes = file.seen;
    var version = new ObjectVersion(bytes.length, file.modified);
    return new OpenFile() {
      @Override
      public ObjectVersion version() {
        return version;
      }

      @Override
      public InputStream from(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void makeFolder(Path path) throws IOException {
    step("mkdir " + path, () -> name(path, new FolderNode()));
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    var node = node(existing);
    step("link " + name, () -> name(name, node));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    var node = node(from);
    step(
        "rename " + to,
        () -> {
          folder(to.getParent()).seen.put(to.getFileName().toString(), node);
          folder(from.getParent()).seen.remove(from.getFileName().toString());
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    node(path);
    step(
        "unlink " + path,
        () -> folder(path.getParent()).seen.remove(path.getFileName().toString()));
  }

  @Override
  public void syncFolder(Path path) throws IOException {
    var folder = folder(path);
    step(
        "fsync " + path,
        () -> {
          folder.kept.clear();
          folder.kept.putAll(folder.seen);
        });
  }

  @Override
  public Closeable lock(Path file) {
    return () -> {};
  }

  @Override
  public long free(Path folder) {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean readOnly(Path folder) {
    return false;
  }
}
