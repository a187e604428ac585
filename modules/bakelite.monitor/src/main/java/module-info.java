import org.jspecify.annotations.NullMarked;

/// The daemon as monitors see it: metrics and health over HTTP. Looks, and changes nothing.
@NullMarked
module bakelite.monitor {
  requires jdk.httpserver;
  requires static org.jspecify;
  requires transitive bakelite.daemon;

  exports bakelite.monitor;
}
