package bakelite.store.servers.fault;

import java.util.Arrays;
import java.util.List;

/// What the fault server does with one request instead of answering it well.
enum Mischief {
  /// Carries it out and answers.
  NONE,
  /// Answers 500 and carries nothing out.
  ERROR,
  /// Carries it out and answers 500.
  ERROR_AFTER,
  /// Answers 503 SlowDown, to this one and some that follow.
  SLOW_DOWN,
  /// Answers 200 with a text that is an error.
  ERROR_IN_200,
  /// Breaks the connection when it has read the head.
  RESET_BEFORE,
  /// Breaks the connection in the middle of the body.
  RESET_DURING,
  /// Carries it out and breaks the connection instead of an answer.
  RESET_AFTER,
  /// Breaks the connection, and carries it out when the client has long given up.
  RESET_AND_LATE,
  /// Carries it out twice, as a proxy does that tries again, and gives the second answer.
  TWICE,
  /// Carries it out and says nothing until the client goes away.
  STALL,
  /// Ends the connection before the end of the body that it announced.
  SHORT_BODY,
  /// Sends less than there is, and announces just that.
  LYING_LENGTH,
  /// Changes a byte.
  LYING_BODY,
  /// Answers a range with the whole object and 200.
  WHOLE_FOR_RANGE;

  /// Whether it makes a difference to such a request.
  boolean suits(Asked asked) {
    return switch (this) {
      case NONE, ERROR, SLOW_DOWN, RESET_BEFORE, STALL -> true;
      case ERROR_AFTER, RESET_AFTER, RESET_AND_LATE, TWICE -> asked.writes();
      case RESET_DURING -> asked.length() > 1;
      case ERROR_IN_200 -> !asked.method().equals("HEAD") && !asked.method().equals("DELETE");
      case SHORT_BODY -> asked.method().equals("GET");
      case LYING_LENGTH, LYING_BODY -> asked.readsObject();
      case WHOLE_FOR_RANGE -> asked.isRange();
    };
  }

  static List<Mischief> allFor(Asked asked) {
    return Arrays.stream(values()).filter(each -> each != NONE && each.suits(asked)).toList();
  }
}
