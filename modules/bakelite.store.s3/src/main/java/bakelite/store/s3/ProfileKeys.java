package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.credentials.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keys of a profile in the files of Amazon's command line: `~/.aws/credentials`, then
/// `~/.aws/config`. They are read anew for every use.
final class ProfileKeys implements KeySource {
  private final Map<String, String> environment;
  private final Optional<String> named;

  /// @param named the profile that the destination names
  ProfileKeys(Map<String, String> environment, Optional<String> named) {
    this.environment = environment;
    this.named = named;
  }

  @Override
  public Optional<Credentials> find() throws StoreException {
    var asked = named.or(() -> Optional.ofNullable(environment.get("AWS_PROFILE")));
    var profile = asked.orElse("default");
    var found = in("AWS_SHARED_CREDENTIALS_FILE", "credentials", profile, profile);
    if (found.isEmpty()) {
      found = in("AWS_CONFIG_FILE", "config", profile, "profile " + profile);
    }
    if (found.isEmpty() && asked.isPresent()) {
      throw Place.misconfigured(
          "keys of the profile '" + profile + "'",
          "none in the files of Amazon's tools",
          "add ["
              + profile
              + "] with aws_access_key_id and aws_secret_access_key to ~/.aws/credentials");
    }
    return found;
  }

  private Optional<Credentials> in(String variable, String file, String profile, String section)
      throws StoreException {
    var path =
        Optional.ofNullable(environment.get(variable))
            .map(Path::of)
            .or(() ->
                Optional.ofNullable(environment.get("HOME"))
                    .map(home -> Path.of(home, ".aws", file)));
    if (path.isEmpty() || !Files.exists(path.get())) {
      return Optional.empty();
    }
    var sections = sections(SecretFile.readShared(variable, path.get()));
    var values = sections.getOrDefault(section, sections.getOrDefault(profile, Map.of()));
    var access = values.getOrDefault("aws_access_key_id", "");
    var secret = values.getOrDefault("aws_secret_access_key", "");
    if (access.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    SecretFile.requirePrivate(variable, path.get());
    return Optional.of(new Credentials(access, secret, values.get("aws_session_token"), null));
  }

  /// `[section]` lines and `key = value` lines, `#` and `;` for comments.
  static Map<String, Map<String, String>> sections(String text) {
    var sections = new HashMap<String, Map<String, String>>();
    var values = new HashMap<String, String>();
    for (var line : text.lines().map(String::strip).toList()) {
      var equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        values = new HashMap<>();
        sections.put(line.substring(1, line.length() - 1).strip(), values);
      } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return sections;
  }

  @Override
  public String place() {
    return "~/.aws/credentials";
  }
}
