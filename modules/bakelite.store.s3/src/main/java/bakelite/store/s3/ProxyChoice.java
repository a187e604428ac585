package bakelite.store.s3;

import static bakelite.store.s3.Place.misconfigured;

import bakelite.store.StoreException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/// Which proxy stands between here and a store: `HTTPS_PROXY` or `HTTP_PROXY`, as the endpoint is
/// reached, unless `NO_PROXY` names its host.
final class ProxyChoice {
  private final Map<String, String> environment;

  ProxyChoice(Map<String, String> environment) {
    this.environment = environment;
  }

  void apply(OkHttpClient.Builder http, String host, boolean isHttps) throws StoreException {
    // Not what the properties of the virtual machine say, which nobody set.
    http.proxy(Proxy.NO_PROXY);
    var name = isHttps ? "HTTPS_PROXY" : "HTTP_PROXY";
    var text = variable(name);
    if (text.isEmpty() || isExcepted(host)) {
      return;
    }
    var given = text.get();
    var url = HttpUrl.parse(given.contains("://") ? given : "http://" + given);
    if (url == null || url.isHttps()) {
      throw misconfigured(
          "http://host:port in " + name,
          "another text",
          "correct it, or name the host in NO_PROXY");
    }
    http.proxy(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port())));
    if (!url.username().isEmpty()) {
      var basic = Credentials.basic(url.username(), url.password());
      http.proxyAuthenticator((route, response) ->
          response.request().header("Proxy-Authorization") != null
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", basic).build());
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }

  private boolean isExcepted(String host) {
    for (var each : variable("NO_PROXY").orElse("").split(",", -1)) {
      var name = each.strip().toLowerCase(Locale.ROOT);
      var suffix = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }
}
