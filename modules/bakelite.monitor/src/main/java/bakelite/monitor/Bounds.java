package bakelite.monitor;

import java.util.Map;

/// What a stranger at the door can use up, at most.
///
/// The JDK's server reads its limits from properties of the system, once, when its classes are
/// loaded; without them a request may take for ever. Nothing else in the program uses that server.
final class Bounds {
  /// Connections that the system accepts before we do.
  static final int BACKLOG = 16;

  /// Connections at once; one more is closed.
  static final int CONNECTIONS = 32;

  /// How long a request may take to arrive, and an answer to be taken.
  static final int REQUEST_SECONDS = 5;

  static final int ANSWER_SECONDS = 10;

  /// How long a connection may be open and say nothing.
  static final int IDLE_SECONDS = 5;

  private static final int HEADERS = 64;
  private static final int HEADER_BYTES = 16 << 10;

  private static final Map<String, Integer> PROPERTIES =
      Map.of(
          "jdk.httpserver.maxConnections", CONNECTIONS,
          "sun.net.httpserver.maxReqTime", REQUEST_SECONDS,
          "sun.net.httpserver.maxRspTime", ANSWER_SECONDS,
          "sun.net.httpserver.idleInterval", IDLE_SECONDS,
          "sun.net.httpserver.maxIdleConnections", CONNECTIONS,
          "sun.net.httpserver.maxReqHeaders", HEADERS,
          "sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES);

  private Bounds() {}

  /// Before the first server.
  static void apply() {
    PROPERTIES.forEach((name, value) -> System.setProperty(name, value.toString()));
  }
}
