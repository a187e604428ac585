package bakelite.store.s3;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what was sent, by kind, since the destination was opened.
final class Requests {
  private final Map<RequestKind, LongAdder> counts = new EnumMap<>(RequestKind.class);

  Requests() {
    for (var kind : RequestKind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void sent(RequestKind kind) {
    var count = counts.get(kind);
    if (count != null) {
      count.increment();
    }
  }

  /// How many of each kind, kinds that were never sent too.
  Map<String, Long> all() {
    var all = new TreeMap<String, Long>();
    counts.forEach((kind, count) -> all.put(kind.name().toLowerCase(Locale.ROOT), count.sum()));
    return all;
  }
}
