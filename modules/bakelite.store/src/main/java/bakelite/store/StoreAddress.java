package bakelite.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Where a destination is, as it is written on a command line: a path, which means a folder, or
/// `type://place/prefix?key=value`.
///
/// @param uri absolute; its scheme is the type of the provider
public record StoreAddress(URI uri) {
  /// The type that a plain path means.
  public static final String FILE = "file";

  private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9]*)://.*|file:/.*");
  private static final Pattern HALF_AN_ADDRESS = Pattern.compile("[a-z][a-z0-9]+:.*");

  public StoreAddress {
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException("an address has a scheme");
    }
  }

  /// Reads what a person wrote.
  ///
  /// @throws StoreException.Misconfigured when it cannot be an address; the message repeats nothing
  ///   that may hold a secret
  public static StoreAddress parse(String text) throws StoreException {
    if (text.isBlank()) {
      throw refused(text, "a folder or an address", "nothing");
    }
    if (ADDRESS.matcher(text).matches()) {
      try {
        return new StoreAddress(new URI(text));
      } catch (URISyntaxException e) {
        throw refused(
            text,
            "an address",
            String.format(Locale.ROOT, "'%s' at character %d", e.getReason(), e.getIndex()));
      }
    }
    if (HALF_AN_ADDRESS.matcher(text).matches()) {
      throw refused(text, "type://place, or ./ before a folder of that name", "a colon without //");
    }
    try {
      // The constructor of parts escapes what a path may hold and an address may not: ? # % space.
      return new StoreAddress(
          new URI(FILE, "", Path.of(text).toAbsolutePath().toString(), null, null));
    } catch (InvalidPathException | URISyntaxException e) {
      throw refused(text, "a path", "a text that is none");
    }
  }

  /// The type of the provider.
  public String type() {
    return uri.getScheme();
  }

  /// The keys after the question mark, decoded, in their order.
  ///
  /// @throws StoreException.Misconfigured when one has no `=`, or stands there twice
  public Map<String, String> query() throws StoreException {
    var values = new LinkedHashMap<String, String>();
    if (uri.getRawQuery() == null) {
      return values;
    }
    for (var pair : uri.getRawQuery().split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) {
        throw refused(uri.toString(), "key=value after the '?'", "a part without '='");
      }
      var key = decoded(pair.substring(0, equals));
      if (values.put(key, decoded(pair.substring(equals + 1))) != null) {
        throw refused(
            uri.toString(), "each key once", String.format(Locale.ROOT, "'%s' twice", key));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static StoreException refused(String text, String expected, String found) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot use the address '%s': expected %s, found %s",
            withoutSecrets(text),
            expected,
            found),
        "write a folder such as /var/backups, or an address such as s3://bucket/prefix?region=eu-west-1",
        null);
  }

  /// The address without what stands before an `@` or after a `?`.
  @Override
  public String toString() {
    return withoutSecrets(uri.toString());
  }

  private static String withoutSecrets(String text) {
    var end = text.indexOf('?');
    var shown = end < 0 ? text : text.substring(0, end);
    return shown.replaceFirst("://[^/]*@", "://");
  }
}
