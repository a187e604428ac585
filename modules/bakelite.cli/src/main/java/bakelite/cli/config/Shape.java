package bakelite.cli.config;

/// What the value of a key looks like.
enum Shape {
  /// Absolute.
  PATH("path"),
  /// Such as `250ms`, `1s`, `1d`, or a plain 0.
  DURATION("duration"),
  /// Several of them.
  DURATIONS("list of durations"),
  /// Such as `16MiB`, or a plain 0.
  SIZE("size"),
  /// A whole number.
  COUNT("number"),
  /// One of a few.
  WORD("word"),
  /// `host:port`.
  ADDRESS("address"),
  /// Keys below it.
  MAP("map"),
  /// Maps below it.
  LIST("list");

  private final String words;

  Shape(String words) {
    this.words = words;
  }

  /// The name that the documents use.
  String words() {
    return words;
  }
}
