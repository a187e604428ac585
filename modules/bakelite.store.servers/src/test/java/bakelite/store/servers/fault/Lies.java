package bakelite.store.servers.fault;

import java.util.Arrays;
import java.util.HashMap;

/// Answers that look well and are not.
final class Lies {
  private Lies() {}

  /// Half of the body, announced as all of it; a part still says that it is the whole part.
  static Answered shorter(Answered honest) {
    return honest.with(Arrays.copyOf(honest.body(), honest.body().length / 2));
  }

  /// A bit is another, in the middle.
  static Answered changed(Answered honest) {
    var body = honest.body().clone();
    if (body.length > 0) {
      body[body.length / 2] ^= 1;
    }
    return honest.with(body);
  }

  /// As if no range had been asked for.
  static Answered whole(Bucket bucket, Asked asked) {
    var headers = new HashMap<>(asked.headers());
    headers.remove("range");
    return bucket.answer(
        new Asked(asked.method(), asked.path(), asked.query(), headers), new byte[0]);
  }
}
