package bakelite.wal;

import java.util.Arrays;

/// A database made of a file and of the commits that were laid over it.
final class Replica {
  private byte[] bytes;

  Replica(byte[] file) {
    this.bytes = file;
  }

  void apply(Commits commits) {
    commits.all.forEach(this::apply);
  }

  private void apply(Commits.Commit commit) {
    int pageSize = commit.position().pageSize();
    bytes = Arrays.copyOf(bytes, Math.toIntExact(commit.pages() * pageSize));
    for (var frame : commit.frames()) {
      // A commit that shrinks the database may hold pages that are no longer in it.
      if (frame.page() <= commit.pages()) {
        frame.image().duplicate().get(bytes, (int) (frame.page() - 1) * pageSize, pageSize);
      }
    }
  }

  byte[] bytes() {
    return bytes;
  }
}
