package bakelite.store.s3;

import static bakelite.store.s3.Place.misconfigured;

import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// Trusts authorities of one's own beside those that the runtime knows.
final class Trust {
  private Trust() {}

  /// @param setting that names the file, for messages
  /// @param file certificates as PEM, one after the other
  static void add(OkHttpClient.Builder http, String setting, Path file) throws StoreException {
    try (var in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw refused(setting, file, "none");
      }
      var all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      var number = 0;
      for (var known : manager(null).getAcceptedIssuers()) {
        all.setCertificateEntry("known-" + number++, known);
      }
      for (var certificate : certificates) {
        all.setCertificateEntry("own-" + number++, certificate);
      }
      var manager = manager(all);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      http.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (IOException e) {
      throw refused(setting, file, "no file that can be read");
    } catch (GeneralSecurityException e) {
      throw refused(setting, file, "'" + Secrets.hidden(e.getMessage(), null) + "'");
    }
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
  }

  private static StoreException refused(String setting, Path file, String found) {
    return misconfigured(
        "certificates as PEM in " + file + ", which " + setting + " names",
        found,
        "it begins with -----BEGIN CERTIFICATE-----");
  }
}
