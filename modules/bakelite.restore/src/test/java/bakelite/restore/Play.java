package bakelite.restore;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Plays steps into a chronicle, and says which shards a replica of it has.
final class Play {
  private static final long FIRST_TIME = 1_764_000_000_000L;
  private static final int MOST_PAGES = 60;

  private record Cut(long asOf, PageRange range) {}

  private final Chronicle chronicle;
  private final List<Cut> cuts = new ArrayList<>();
  private long time = FIRST_TIME;

  private Play(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /// The replica of a history, without a prefix and with compressed blocks.
  static Specimen of(List<Step> steps) {
    return of(steps, new Id128(11, 12), Compression.ZSTD, "");
  }

  static Specimen of(List<Step> steps, Id128 replica, Compression compression, String prefix) {
    var play = new Play(new Chronicle(replica, new Id128(21, 22)));
    steps.forEach(play::play);
    var maker = new Specimen.Maker(play.chronicle, compression, prefix);
    play.cuts.forEach(cut -> maker.shard(cut.asOf(), cut.range()));
    return maker.done();
  }

  private void play(Step step) {
    switch (step) {
      case Step.Commit commit -> commit(commit);
      case Step.Claim(boolean released) -> claim(released);
      case Step.Resync(var meanwhile) -> resync(meanwhile);
      case Step.Origin origin -> origin(origin);
      case Step.Snapshot(int from, int length) ->
          cut(new PageRange(from, length == 0 ? PageRange.END : from + length - 1L));
    }
  }

  private void commit(Step.Commit step, CommitFlag... flags) {
    long before = chronicle.last().record().pages();
    long pages = Math.clamp(before + step.growth(), 0, MOST_PAGES);
    var written = new TreeMap<Long, byte[]>();
    for (long page = before + 1; page <= pages; page++) {
      written.put(page, image(page, step.variant()));
    }
    for (long number : step.rewritten()) {
      if (pages > 0) {
        long page = number % pages + 1;
        written.put(page, image(page, step.variant()));
      }
    }
    time += step.millis();
    chronicle.commit(time, pages, step.joins(), written, flags);
  }

  private void unchanged(boolean joins, CommitFlag... flags) {
    chronicle.commit(time, chronicle.last().record().pages(), joins, Map.of(), flags);
  }

  private void claim(boolean released) {
    if (released) {
      unchanged(false, CommitFlag.CLAIM, CommitFlag.RELEASED);
    } else {
      unchanged(false, CommitFlag.CLAIM);
    }
  }

  private void resync(List<Step.Commit> meanwhile) {
    unchanged(false, CommitFlag.RESYNC, CommitFlag.DIGEST_UNKNOWN);
    meanwhile.forEach(commit -> commit(commit, CommitFlag.DIGEST_UNKNOWN));
    unchanged(true);
  }

  private void origin(Step.Origin step) {
    var content = content(step);
    int pageSize = 1 << step.pageSizeBits();
    var ranges = ranges(step.cuts());
    if (step.isKnownAtOnce()) {
      chronicle.origin(time, pageSize, content);
      ranges.forEach(this::cut);
      return;
    }
    if (step.claims()) {
      chronicle.origin(time, pageSize, content, CommitFlag.DIGEST_UNKNOWN, CommitFlag.CLAIM);
    } else {
      chronicle.origin(time, pageSize, content, CommitFlag.DIGEST_UNKNOWN);
    }
    var meanwhile = step.meanwhile().iterator();
    for (var range : ranges) {
      cut(range);
      if (meanwhile.hasNext()) {
        commit(meanwhile.next(), CommitFlag.DIGEST_UNKNOWN);
      }
    }
    unchanged(true);
  }

  private static SortedMap<Long, byte[]> content(Step.Origin step) {
    var content = new TreeMap<Long, byte[]>();
    for (long page = 1; page <= step.pages(); page++) {
      content.put(page, image(1 << step.pageSizeBits(), page, step.pages() % 6));
    }
    return content;
  }

  private void cut(PageRange range) {
    cuts.add(new Cut(chronicle.last().index(), range));
  }

  private static List<PageRange> ranges(List<Integer> cuts) {
    var ranges = new ArrayList<PageRange>();
    long from = 1;
    for (int last : new TreeSet<>(cuts)) {
      ranges.add(new PageRange(from, last));
      from = last + 1L;
    }
    ranges.add(new PageRange(from, PageRange.END));
    return ranges;
  }

  private byte[] image(long page, int variant) {
    return image(chronicle.last().record().pageSize(), page, variant);
  }

  /// Half of it does not compress.
  private static byte[] image(int pageSize, long page, int variant) {
    var noise = new byte[pageSize / 2];
    new Random(page * 100 + variant).nextBytes(noise);
    var image = new byte[pageSize];
    System.arraycopy(noise, 0, image, 0, noise.length);
    return image;
  }
}
