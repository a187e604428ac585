package bakelite.store.s3;

import bakelite.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Says what went wrong with a request, in the words of the contract: who has to act, and how.
final class Trouble {
  private final Place place;
  private final Refusals refusals;

  Trouble(Place place) {
    this.place = place;
    this.refusals = new Refusals(place);
  }

  /// @param what was to be done, such as `read c/1`
  StoreException in(String what, IOException cause) {
    return cause instanceof Refusal refusal ? refusals.in(what, refusal) : transport(what, cause);
  }

  /// An answer that is no error, and not what was asked for either.
  StoreException damaged(String what, String expected, String found) {
    return new StoreException.Damaged(
        sentence(place, what, expected, found),
        "something between here and the store changes answers, or the store is not one of S3",
        null);
  }

  private StoreException transport(String what, IOException cause) {
    if (cause instanceof InterruptedIOException) {
      return "interrupted".equals(cause.getMessage())
          ? unreachable(what, "time to finish", "an interrupt", "it was stopped", cause)
          : unreachable(
              what,
              "an answer in time",
              "none",
              "the store or the way to it hangs; it is tried again",
              cause);
    }
    if (cause instanceof UnknownHostException) {
      return unreachable(
          what,
          "a host " + host(),
          "no such name",
          place.pathStyle()
              ? "check `endpoint`, and whether this machine resolves names"
              : "check `bucket` and `endpoint`; where the bucket has no name of its own, set path_style: true",
          cause);
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return unreachable(
          what,
          "a server at " + server(),
          "none (" + words(cause) + ")",
          "check `endpoint`, its port, and that the server runs",
          cause);
    }
    if (cause instanceof SSLException) {
      return certificate(what, cause);
    }
    return unreachable(
        what,
        "an answer",
        "a broken connection (" + words(cause) + ")",
        "it is tried again; where it stays so, check that `endpoint` is one of S3, and http or https",
        cause);
  }

  private StoreException certificate(String what, IOException cause) {
    if (cause instanceof SSLPeerUnverifiedException) {
      return misconfigured(
          what,
          "a certificate for " + host(),
          "one for another name",
          place.pathStyle()
              ? "use the name that the certificate is for as `endpoint`"
              : "set path_style: true where the certificate covers the endpoint alone",
          cause);
    }
    if (causedBy(cause, CertificateException.class)) {
      return misconfigured(
          what,
          "a certificate that this machine trusts",
          "another (" + words(cause) + ")",
          "give the certificate of your own authority as ca_file, or in AWS_CA_BUNDLE",
          cause);
    }
    if (String.valueOf(cause.getMessage()).contains("SSL message")) {
      return misconfigured(
          what, "TLS at " + server(), "none", "write the endpoint with http://", cause);
    }
    return unreachable(
        what, "a secure connection", "none (" + words(cause) + ")", "it is tried again", cause);
  }

  private static boolean causedBy(Throwable from, Class<?> type) {
    for (@Nullable Throwable at = from; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private String host() {
    return place.pathStyle() ? place.host() : place.bucket() + "." + place.host();
  }

  private String server() {
    return place.endpoint().orElse(place.host());
  }

  private static String words(Throwable cause) {
    return Secrets.hidden(String.valueOf(cause.getMessage()), null);
  }

  private StoreException unreachable(
      String what, String expected, String found, String hint, Throwable cause) {
    return new StoreException.Unreachable(sentence(place, what, expected, found), hint, cause);
  }

  private StoreException misconfigured(
      String what, String expected, String found, String hint, Throwable cause) {
    return new StoreException.Misconfigured(sentence(place, what, expected, found), hint, cause);
  }

  static String sentence(Place place, String what, String expected, String found) {
    return String.format(
        Locale.ROOT, "cannot %s in %s: expected %s, found %s", what, place.name(), expected, found);
  }
}
