package bakelite.store.s3;

import bakelite.store.StoreException;
import bakelite.store.Trait;
import io.minio.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the settings of the bucket do to a replica. Asked by `doctor` alone, and keys that may not
/// ask learn nothing: they need no such right for anything else.
final class BucketTraits {
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private static final Pattern VERSIONING = Pattern.compile("<Status>(Enabled|Suspended)</Status>");
  private static final Pattern RULE = Pattern.compile("<Rule>(.*?)</Rule>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("<ID>([^<]*)</ID>");
  private static final Pattern PREFIX = Pattern.compile("<Prefix>([^<]*)</Prefix>");
  private static final Pattern EXPIRATION =
      Pattern.compile("<Expiration>\\s*<(Days|Date)>([^<]*)</");
  private static final Pattern TRANSITION =
      Pattern.compile("<Transition>.*?<StorageClass>([^<]*)</", Pattern.DOTALL);

  private final Wire wire;

  BucketTraits(Wire wire) {
    this.wire = wire;
  }

  List<Trait> all() throws StoreException {
    var traits = new ArrayList<Trait>();
    asked("versioning").flatMap(BucketTraits::versioning).ifPresent(traits::add);
    var rules = RULE.matcher(asked("lifecycle").orElse(""));
    while (rules.find()) {
      lifecycle(rules.group(1)).ifPresent(traits::add);
    }
    return traits;
  }

  /// Empty where there is no such setting, and where it may not be asked for.
  private Optional<String> asked(String setting) throws StoreException {
    try (var answer = wire.send(Ask.ofBucket(RequestKind.GET, Http.Method.GET, setting, ""))) {
      return Optional.of(answer.text(MAX_ANSWER_BYTES));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Trait> versioning(String text) {
    var status = VERSIONING.matcher(text);
    return status.find() && status.group(1).equals("Enabled")
        ? Optional.of(
            Trait.doubtful(
                "versioning",
                "the bucket keeps every version of an object",
                "what is deleted goes on taking room until a lifecycle rule expires noncurrent versions"))
        : Optional.empty();
  }

  private Optional<Trait> lifecycle(String rule) {
    // A rule for tags does not meet our objects, which have none.
    if (!rule.contains("<Status>Enabled</Status>")
        || rule.contains("<Tag>")
        || !meetsUs(first(PREFIX, rule).orElse(""))) {
      return Optional.empty();
    }
    var name = Secrets.hidden(first(ID, rule).orElse(""), null);
    var expiration = EXPIRATION.matcher(rule);
    if (expiration.find()) {
      var when = expiration.group(2) + (expiration.group(1).equals("Days") ? " days" : "");
      return Optional.of(
          Trait.doubtful(
              "lifecycle",
              told("the rule '%s' deletes objects of replicas: %s", name, when),
              "take it off this prefix: a replica of which objects are missing cannot be restored"));
    }
    return first(TRANSITION, rule)
        .map(archive ->
            Trait.doubtful(
                "lifecycle",
                told("the rule '%s' moves objects of replicas to %s", name, archive),
                "take it off this prefix, unless that class can be read at once: a restore does not wait for an archive"));
  }

  private boolean meetsUs(String prefix) {
    var ours = wire.place().prefix();
    return prefix.startsWith(ours) || ours.startsWith(prefix);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String told(String format, String one, String other) {
    return String.format(Locale.ROOT, format, one, other);
  }
}
