package bakelite.wal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A sink that remembers. Frames count with their commit only.
final class Commits implements WalReader.Sink {
  /// One frame, with a copy of its image.
  record Frame(long frame, long page, long offset, ByteBuffer image) {}

  /// One commit and its frames.
  record Commit(WalPosition position, long pages, List<Frame> frames) {}

  final List<Commit> all = new ArrayList<>();
  private final List<Frame> open = new ArrayList<>();
  private final int most;

  Commits() {
    this(Integer.MAX_VALUE);
  }

  /// Stops the scan after so many commits.
  Commits(int most) {
    this.most = most;
  }

  @Override
  public void frame(long frame, long page, long offset, ByteBuffer image) {
    var copy = ByteBuffer.allocate(image.remaining()).put(image).flip();
    open.add(new Frame(frame, page, offset, copy));
  }

  @Override
  public boolean commit(WalPosition position, long pages) {
    all.add(new Commit(position, pages, List.copyOf(open)));
    open.clear();
    return all.size() < most;
  }

  int uncommitted() {
    return open.size();
  }

  /// Frames that belong to a commit and were not told: repetitions of its commit frame.
  long repeated() {
    return all.stream()
        .mapToLong(commit -> commit.position().frame() - commit.frames().getLast().frame())
        .sum();
  }

  List<Frame> frames() {
    return all.stream().flatMap(commit -> commit.frames().stream()).toList();
  }

  List<Long> frameNumbers() {
    return frames().stream().map(Frame::frame).toList();
  }
}
