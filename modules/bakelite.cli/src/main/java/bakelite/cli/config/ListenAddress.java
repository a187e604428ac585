package bakelite.cli.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where metrics and health are served: `host:port`. Without a host it is loopback, so that nobody
/// else sees it who was not meant to; port 0 is any that is free.
///
/// @param host a name or an address, without brackets; empty for loopback
/// @param port 0 to 65535
public record ListenAddress(String host, int port) {
  private static final int HIGHEST_PORT = 65_535;
  private static final String EXPECTED = "an address such as 127.0.0.1:9190 or [::1]:9190";
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.%a-z]+]|[A-Za-z0-9._-]*):(\\d{1,5})");

  static ListenAddress parse(String text) throws WrongValue {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new WrongValue(EXPECTED, meant(text));
    }
    int port = Integer.parseInt(form.group(2));
    if (port > HIGHEST_PORT) {
      throw new WrongValue("a port up to " + HIGHEST_PORT);
    }
    return new ListenAddress(form.group(1).replaceAll("[\\[\\]]", ""), port);
  }

  /// Of a text that was checked before.
  static ListenAddress of(String checked) {
    try {
      return parse(checked);
    } catch (WrongValue impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// A port alone, or an address of the web.
  private static Optional<String> meant(String text) {
    if (text.matches("\\d{1,5}")) {
      return Optional.of("127.0.0.1:" + text);
    }
    return Optional.of(text.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", ""))
        .filter(other -> !other.equals(text) && FORM.matcher(other).matches());
  }

  /// The address; not resolved where the name is not known.
  public InetSocketAddress resolved() {
    return host.isEmpty()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
        : new InetSocketAddress(host, port);
  }

  /// As it would be written.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
