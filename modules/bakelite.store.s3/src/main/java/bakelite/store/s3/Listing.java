package bakelite.store.s3;

import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectVersion;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists a bucket, page by page. Each request says after which name to go on, so pages need no
/// memory of each other; an answer that does not go on from there is refused rather than followed.
final class Listing {
  private final Wire wire;
  private final Trouble trouble;
  private final Reads reads;
  private final Names names;

  /// Names of one request, at most 1,000.
  private final int pageSize;

  Listing(Wire wire, Trouble trouble, Reads reads, Names names, int pageSize) {
    this.wire = wire;
    this.trouble = trouble;
    this.reads = reads;
    this.names = names;
    this.pageSize = pageSize;
  }

  ListPage page(String prefix, Optional<ObjectKey> after) throws StoreException {
    var what = String.format(Locale.ROOT, "list '%s'", prefix);
    if (!canBegin(prefix)) {
      // No key begins with it, and servers stumble over some of these.
      return new ListPage(List.of(), false, reads.time());
    }
    var objects = new ArrayList<StoredObject>();
    var strangers = new ArrayList<String>();
    var last = after.map(wire.place()::object).orElse("");
    while (true) {
      var page = request(what, prefix, last);
      for (var item : page.items()) {
        requireAfter(what, prefix, last, item.name());
        last = item.name();
        add(item, objects, strangers);
      }
      if (!page.more()) {
        return new ListPage(objects, false, page.time(), strangers);
      }
      if (page.items().isEmpty()) {
        throw trouble.damaged(what, "names on a page that others follow", "none");
      }
      if (!objects.isEmpty()) {
        return new ListPage(objects, true, page.time(), strangers);
      }
    }
  }

  /// Whether a key can begin with it.
  private static boolean canBegin(String prefix) {
    return prefix.isEmpty()
        || ObjectKey.isKey(prefix)
        || (prefix.length() < ObjectKey.MAX_LENGTH && ObjectKey.isKey(prefix + "0"));
  }

  private Names.Page request(String what, String prefix, String after) throws StoreException {
    try {
      return names.page(what, wire.place().prefix() + prefix, after, pageSize);
    } catch (IOException e) {
      throw trouble.in(what, e);
    }
  }

  private void requireAfter(String what, String prefix, String last, String name)
      throws StoreException {
    if (compare(name, last) <= 0 || !name.startsWith(wire.place().prefix() + prefix)) {
      throw trouble.damaged(
          what,
          last.isEmpty() ? "names that begin so" : "names after '" + last + "', in order",
          "'" + Secrets.hidden(name, null) + "'");
    }
  }

  /// By bytes, as stores do it; the characters of Java sort differently beyond the first 65,536.
  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private void add(Names.Item item, List<StoredObject> objects, List<String> strangers) {
    var name = item.name().substring(wire.place().prefix().length());
    if (ObjectKey.isKey(name)) {
      objects.add(
          new StoredObject(new ObjectKey(name), new ObjectVersion(item.size(), item.modified())));
    } else if (!name.isEmpty() && !isOurs(name) && strangers.size() < ListPage.MAX_STRANGERS) {
      strangers.add(Secrets.hidden(name, null));
    }
  }

  /// Names with a segment that begins with a dot belong to the provider.
  private static boolean isOurs(String name) {
    return name.startsWith(".") || name.contains("/.");
  }
}
