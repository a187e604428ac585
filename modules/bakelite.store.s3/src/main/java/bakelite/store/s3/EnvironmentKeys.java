package bakelite.store.s3;

import io.minio.credentials.Credentials;
import java.util.Map;
import java.util.Optional;

/// Keys in the variables that all tools of Amazon know.
final class EnvironmentKeys implements KeySource {
  private final Map<String, String> environment;

  EnvironmentKeys(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<Credentials> find() {
    var access = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    var secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    var token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
    return access.isBlank() || secret.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Credentials(
                access.strip(), secret.strip(), token.isBlank() ? null : token.strip(), null));
  }

  @Override
  public String place() {
    return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  }
}
