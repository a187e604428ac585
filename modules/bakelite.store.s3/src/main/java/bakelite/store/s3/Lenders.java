package bakelite.store.s3;

import bakelite.store.StoreException;
import bakelite.store.s3.LentKeys.Lender;
import bakelite.store.s3.LentKeys.Loan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/// Those who hand out keys to programs that run on Amazon's machines, and to those that hold a
/// token of somebody whom Amazon trusts.
final class Lenders {
  private static final String MACHINE = "http://169.254.169.254";
  private static final String CONTAINERS = "http://169.254.170.2";
  private static final String ROLES = "latest/meta-data/iam/security-credentials/";
  private static final String HOURS = "21600";

  private final Map<String, String> environment;
  private final LendingDesk desk;
  private final Place place;

  Lenders(Map<String, String> environment, LendingDesk desk, Place place) {
    this.environment = environment;
    this.desk = desk;
    this.place = place;
  }

  /// In this order. The machine itself is asked only for Amazon's own stores: others have no use
  /// for its keys, and must not see its token.
  List<Lender> all() {
    var isAmazons = place.base().awsDomainSuffix() != null;
    return isAmazons || environment.containsKey("AWS_EC2_METADATA_SERVICE_ENDPOINT")
        ? List.of(webIdentity(), container(), machine())
        : List.of(webIdentity(), container());
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private interface Lending {
    Optional<Loan> lend() throws StoreException;
  }

  private static Lender lender(String place, Lending lending) {
    return new Lender() {
      @Override
      public Optional<Loan> lend() throws StoreException {
        return lending.lend();
      }

      @Override
      public String place() {
        return place;
      }
    };
  }

  private Lender webIdentity() {
    var name = "AWS_WEB_IDENTITY_TOKEN_FILE";
    return lender(
        name,
        () -> {
          var file = variable(name);
          var role = variable("AWS_ROLE_ARN");
          if (file.isEmpty() || role.isEmpty()) {
            return Optional.empty();
          }
          var form =
              new FormBody.Builder()
                  .add("Action", "AssumeRoleWithWebIdentity")
                  .add("Version", "2011-06-15")
                  .add("RoleArn", role.get())
                  .add("RoleSessionName", variable("AWS_ROLE_SESSION_NAME").orElse("bakelite"))
                  .add("WebIdentityToken", SecretFile.readShared(name, Path.of(file.get())))
                  .build();
          var at =
              variable("AWS_ENDPOINT_URL_STS")
                  .orElse("https://sts." + place.region() + ".amazonaws.com");
          var text = desk.ask(name, new Request.Builder().url(url(name, at)).post(form).build());
          return Optional.of(LoanText.ofXml(name, text));
        });
  }

  private Lender container() {
    var name = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI";
    return lender(
        name,
        () -> {
          var at =
              variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                  .map(CONTAINERS::concat)
                  .or(() -> variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
          if (at.isEmpty()) {
            return Optional.empty();
          }
          var request = new Request.Builder().url(url(name, at.get()));
          var file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
          var token =
              file.isPresent()
                  ? Optional.of(SecretFile.readShared(name, Path.of(file.get())))
                  : variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
          token.ifPresent(text -> request.header("Authorization", text));
          return Optional.of(LoanText.ofJson(name, desk.ask(name, request.build())));
        });
  }

  private Lender machine() {
    var name = "the role of this machine";
    return lender(
        name,
        () -> {
          if (variable("AWS_EC2_METADATA_DISABLED").filter("true"::equals).isPresent()) {
            return Optional.empty();
          }
          var at = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse(MACHINE);
          var base = at.endsWith("/") ? at : at + "/";
          var token =
              desk.askIfThere(
                  name,
                  new Request.Builder()
                      .url(url(name, base + "latest/api/token"))
                      .header("X-aws-ec2-metadata-token-ttl-seconds", HOURS)
                      .put(RequestBody.create(new byte[0], null))
                      .build());
          if (token.isEmpty()) {
            return Optional.empty();
          }
          var roles = desk.askIfThere(name, told(name, base + ROLES, token.get()));
          var role = roles.flatMap(text -> text.lines().findFirst());
          return role.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  LoanText.ofJson(
                      name, desk.ask(name, told(name, base + ROLES + role.get(), token.get()))));
        });
  }

  private static Request told(String name, String url, String token) throws StoreException {
    return new Request.Builder()
        .url(url(name, url))
        .header("X-aws-ec2-metadata-token", token)
        .build();
  }

  private static HttpUrl url(String name, String text) throws StoreException {
    var url = HttpUrl.parse(text);
    if (url == null) {
      throw Place.misconfigured("an address in " + name, "another text", "correct it");
    }
    return url;
  }
}
