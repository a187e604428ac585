package bakelite.store.s3;

import bakelite.store.StoreException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/// The moments at which answers were given, by the store's clock.
final class Dates {
  private final Trouble trouble;

  Dates(Trouble trouble) {
    this.trouble = trouble;
  }

  /// @param what was asked for
  /// @param header `Date` of the answer
  Instant of(String what, Optional<String> header) throws StoreException {
    return header
        .flatMap(Refusals::moment)
        .map(ZonedDateTime::toInstant)
        .orElseThrow(() ->
            trouble.damaged(
                what, "a Date", header.map(text -> "another text").orElse("an answer without")));
  }
}
