package bakelite.cli.provider;

/// Why a folder of jars has no provider for us.
final class UnusablePlugin extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param reason one line
  UnusablePlugin(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
