package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.credentials.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys that somebody hands out for a time. They are kept and renewed before they end; while that
/// fails, those that still hold are used on.
final class LentKeys implements KeySource {
  /// So long before their end keys are renewed.
  static final Duration AHEAD = Duration.ofMinutes(5);

  /// What is assumed of keys that do not say when they end.
  static final Duration UNSAID = Duration.ofMinutes(15);

  private final Lender lender;
  private final InstantSource clock;
  private @Nullable Loan kept;

  LentKeys(Lender lender, InstantSource clock) {
    this.lender = lender;
    this.clock = clock;
  }

  /// Who hands them out.
  interface Lender {
    /// New keys; empty where this lender is not there.
    Optional<Loan> lend() throws StoreException;

    /// How messages call it.
    String place();
  }

  /// Keys and when they end.
  record Loan(Credentials keys, Optional<Instant> end) {
    /// Never the keys.
    @Override
    public String toString() {
      return "keys until " + end;
    }
  }

  @Override
  public synchronized Optional<Credentials> find() throws StoreException {
    var now = clock.instant();
    var loan = kept;
    if (loan != null && now.isBefore(end(loan).minus(AHEAD))) {
      return Optional.of(loan.keys());
    }
    try {
      var lent = lender.lend();
      kept =
          lent.map(fresh ->
                  new Loan(fresh.keys(), fresh.end().or(() -> Optional.of(now.plus(UNSAID)))))
              .orElse(null);
      return lent.map(Loan::keys);
    } catch (StoreException e) {
      if (loan != null && now.isBefore(end(loan))) {
        return Optional.of(loan.keys());
      }
      throw e;
    }
  }

  private static Instant end(Loan loan) {
    return loan.end().orElse(Instant.MIN);
  }

  @Override
  public synchronized void forget() {
    kept = null;
  }

  @Override
  public String place() {
    return lender.place();
  }
}
