package bakelite.cli.restore;

import java.util.Locale;

/// How much SQLite itself looks at a restored database. The digest is compared in any case.
public enum CheckLevel {
  FULL,
  QUICK,
  NONE;

  /// As written behind `--check`, and in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
