package bakelite.store.s3;

import java.io.IOException;

/// All was sent, and no answer says what became of it.
final class Uncertain extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException cause;

  Uncertain(IOException cause) {
    super(cause);
    this.cause = cause;
  }

  /// What was seen instead of an answer.
  IOException cause() {
    return cause;
  }

  /// Whether an error leaves open if the request was carried out: the store is in trouble after it
  /// took everything, rather than refuses.
  static boolean isAbout(Refusal refusal) {
    int status = refusal.status();
    return status < 300 || (status >= 500 && status != 501 && status != 503 && status != 507);
  }
}
