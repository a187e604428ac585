package bakelite.store.s3;

import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectVersion;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.XmlParserException;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists a bucket, page by page. Each request says after which name to go on, so pages need no
/// memory of each other; an answer that does not go on from there is refused rather than followed.
final class Listing {
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final Wire wire;
  private final Trouble trouble;
  private final Reads reads;

  /// Names of one request, at most 1,000.
  private final int pageSize;

  Listing(Wire wire, Trouble trouble, Reads reads, int pageSize) {
    this.wire = wire;
    this.trouble = trouble;
    this.reads = reads;
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

  private record Item(String name, long size, Instant modified) {}

  private record Page(List<Item> items, boolean more, Instant time) {}

  private Page request(String what, String prefix, String after) throws StoreException {
    var ask =
        Ask.ofBucket(
            RequestKind.LIST,
            Http.Method.GET,
            "list-type",
            "2",
            "encoding-type",
            "url",
            "max-keys",
            Integer.toString(pageSize),
            "prefix",
            wire.place().prefix() + prefix);
    try (var answer = wire.send(after.isEmpty() ? ask : ask.query("start-after", after))) {
      var time = reads.date(what, answer.header("Date"));
      var text = answer.text(MAX_ANSWER_BYTES);
      if (text.contains("<Error>")) {
        throw Wire.refusal(answer.response(), text, null);
      }
      var result = Xml.<ListBucketResultV2>unmarshal(ListBucketResultV2.class, text);
      var items = new ArrayList<Item>();
      for (var item : result.contents()) {
        item.setEncodingType(result.encodingType());
        // To the second, as the headers of the object tell it.
        var modified = item.lastModified().toInstant().truncatedTo(ChronoUnit.SECONDS);
        items.add(new Item(item.objectName(), item.size(), modified));
      }
      return new Page(items, result.isTruncated(), time);
    } catch (IOException e) {
      throw trouble.in(what, e);
    } catch (XmlParserException | RuntimeException e) {
      throw trouble.damaged(what, "a listing", "another text");
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

  private void add(Item item, List<StoredObject> objects, List<String> strangers) {
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
