package bakelite.store.s3;

import bakelite.store.StoreException;
import bakelite.store.s3.LentKeys.Loan;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.minio.credentials.Credentials;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds keys in what those who hand them out answer.
final class LoanText {
  private static final Pattern ELEMENTS =
      Pattern.compile("<(AccessKeyId|SecretAccessKey|SessionToken|Expiration)>([^<]*)</");

  private LoanText() {}

  /// From a flat object with `AccessKeyId`, `SecretAccessKey`, `Token` and `Expiration`.
  static Loan ofJson(String who, String text) throws StoreException {
    var values = new HashMap<String, String>();
    try (var json = new JsonFactory().createParser(text)) {
      var name = "";
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = json.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          values.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      throw unreadable(who);
    }
    return loan(who, values, values.get("Token"));
  }

  /// From the answer of Amazon's token service.
  static Loan ofXml(String who, String text) throws StoreException {
    var values = new HashMap<String, String>();
    var matcher = ELEMENTS.matcher(text);
    while (matcher.find()) {
      values.put(matcher.group(1), matcher.group(2).strip());
    }
    return loan(who, values, values.get("SessionToken"));
  }

  private static Loan loan(String who, Map<String, String> values, @Nullable String token)
      throws StoreException {
    var access = values.getOrDefault("AccessKeyId", "");
    var secret = values.getOrDefault("SecretAccessKey", "");
    if (access.isEmpty() || secret.isEmpty()) {
      throw unreadable(who);
    }
    return new Loan(new Credentials(access, secret, token, null), moment(values.get("Expiration")));
  }

  private static Optional<Instant> moment(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static StoreException unreadable(String who) {
    return new StoreException.Denied(
        String.format(
            Locale.ROOT, "cannot get keys from %s: expected keys, found an answer without", who),
        "check the role and its trust",
        null);
  }
}
