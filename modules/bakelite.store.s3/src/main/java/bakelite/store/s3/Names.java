package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.XmlParserException;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Asks for names in the bucket: one request, one page.
final class Names {
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final Wire wire;
  private final Trouble trouble;
  private final Dates dates;

  Names(Wire wire, Trouble trouble, Dates dates) {
    this.wire = wire;
    this.trouble = trouble;
    this.dates = dates;
  }

  record Item(String name, long size, Instant modified) {}

  /// @param more whether others follow
  /// @param time the store's clock when it answered
  record Page(List<Item> items, boolean more, Instant time) {}

  /// @param prefix of whole names, the place's own included
  /// @param after the name behind which the page begins; empty: at the first
  /// @param most names, at most 1,000
  /// @throws Refusal when the server answered with an error
  Page page(String what, String prefix, String after, int most) throws IOException, StoreException {
    var ask =
        Ask.ofBucket(
            RequestKind.LIST,
            Http.Method.GET,
            "list-type",
            "2",
            "encoding-type",
            "url",
            "max-keys",
            Integer.toString(most),
            "prefix",
            prefix);
    try (var answer = wire.send(after.isEmpty() ? ask : ask.query("start-after", after))) {
      var time = dates.of(what, answer.header("Date"));
      var result =
          Xml.<ListBucketResultV2>unmarshal(
              ListBucketResultV2.class, answer.success(MAX_ANSWER_BYTES));
      var items = new ArrayList<Item>();
      for (var item : result.contents()) {
        item.setEncodingType(result.encodingType());
        // To the second, as the headers of the object tell it.
        var modified = item.lastModified().toInstant().truncatedTo(ChronoUnit.SECONDS);
        items.add(new Item(item.objectName(), item.size(), modified));
      }
      return new Page(items, result.isTruncated(), time);
    } catch (XmlParserException | RuntimeException e) {
      throw trouble.damaged(what, "a listing", "another text");
    }
  }

  /// Whether a listing names an object.
  ///
  /// @param object its whole name; nothing that begins with it sorts before it
  boolean have(String what, String object) throws IOException, StoreException {
    return page(what, object, "", 1).items().stream().anyMatch(item -> item.name().equals(object));
  }
}
