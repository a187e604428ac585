package bakelite.store.s3;

/// What requests are counted as; stores charge by kind.
enum RequestKind {
  PUT,
  GET,
  HEAD,
  LIST,
  DELETE,
  /// Begins, completes or ends an upload in parts.
  UPLOAD
}
