package bakelite.backup;

/// The live database is not the one that was attached any more: attach again and compare
/// everything.
public final class SourceMovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceMovedException(String what) {
    super(what);
  }
}
