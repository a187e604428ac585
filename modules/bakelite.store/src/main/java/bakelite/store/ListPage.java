package bakelite.store;

import java.time.Instant;
import java.util.List;

/// One page of a listing.
///
/// @param objects ascending by key
/// @param more whether another page follows after the last key of this one; never with an empty
///   page
/// @param storeTime the store's clock when it answered
/// @param strangers what lies among these objects and is none: names that no [ObjectKey] can have,
///   links, special files. At most [#MAX_STRANGERS] of them, for a person to look at; names that
///   begin with a dot belong to the provider and are never listed
public record ListPage(
    List<StoredObject> objects, boolean more, Instant storeTime, List<String> strangers) {
  /// How many strangers one page names at most.
  public static final int MAX_STRANGERS = 100;

  public ListPage {
    objects = List.copyOf(objects);
    strangers = List.copyOf(strangers);
    if (more && objects.isEmpty()) {
      throw new IllegalArgumentException("a page that others follow has a last key");
    }
  }

  /// A page without strangers.
  public ListPage(List<StoredObject> objects, boolean more, Instant storeTime) {
    this(objects, more, storeTime, List.of());
  }
}
